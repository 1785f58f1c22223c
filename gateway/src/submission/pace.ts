// SPDX-License-Identifier: Apache-2.0
import type { PauseRange } from '../pacing/back-off.js';

/** Milliseconds; the pauses are those while ledger or database can not be reached. */
export interface Pace extends PauseRange {
  /**
   * How long one question for the commit status may take. A Raft leader that crashes loses envelopes it had accepted:
   * after this long the same bytes are sent again (fabric-facts.md §4.1).
   */
  readonly statusMs: number;
  /** Block interval: how far a peer may be behind another. */
  readonly blockMs: number;
}

export const PACE: Pace = { statusMs: 4_000, blockMs: 500, firstPauseMs: 200, longestPauseMs: 5_000 };
