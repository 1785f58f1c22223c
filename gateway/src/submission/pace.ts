// SPDX-License-Identifier: Apache-2.0
import { setTimeout as sleep } from 'node:timers/promises';

/** Milliseconds. */
export interface Pace {
  /**
   * How long one question for the commit status may take. A Raft leader that crashes loses envelopes it had accepted:
   * after this long the same bytes are sent again (fabric-facts.md §4.1).
   */
  readonly statusMs: number;
  /** Block interval: how far a peer may be behind another. */
  readonly blockMs: number;
  /** First pause while the ledger can not be reached; doubles up to `longestPauseMs`. */
  readonly firstPauseMs: number;
  readonly longestPauseMs: number;
}

export const PACE: Pace = { statusMs: 4_000, blockMs: 500, firstPauseMs: 200, longestPauseMs: 5_000 };

/** Waits, but not past the stop; never keeps the process alive. */
export async function pause(milliseconds: number, stop: AbortSignal): Promise<void> {
  await sleep(milliseconds, undefined, { signal: stop, ref: false }).catch(() => undefined);
}

/** Pauses that double up to the longest one, without end. */
export function* growingPauses({ firstPauseMs, longestPauseMs }: Pace): Generator<number, never> {
  for (let next = firstPauseMs; ; next = Math.min(2 * next, longestPauseMs)) yield next;
}
