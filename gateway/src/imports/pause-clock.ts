// SPDX-License-Identifier: Apache-2.0
import { setTimeout as sleep } from 'node:timers/promises';

/** Milliseconds. */
export interface PauseRange {
  /** The first pause; each further one is twice as long, up to the longest. */
  readonly firstPauseMs: number;
  readonly longestPauseMs: number;
}

/** Growing pauses between tries, which end at once when the work is stopped. */
export class PauseClock {
  readonly #range: PauseRange;
  readonly signal: AbortSignal;
  #next: number;

  constructor(range: PauseRange, signal: AbortSignal) {
    this.#range = range;
    this.signal = signal;
    this.#next = range.firstPauseMs;
  }

  isStopped(): boolean {
    return this.signal.aborted;
  }

  async pause(): Promise<void> {
    const milliseconds = this.#next;
    this.#next = Math.min(2 * milliseconds, this.#range.longestPauseMs);
    await sleep(milliseconds, undefined, { signal: this.signal, ref: false }).catch(() => undefined);
  }

  /** After a try that went well. */
  reset(): void {
    this.#next = this.#range.firstPauseMs;
  }
}
