// SPDX-License-Identifier: Apache-2.0
import { pause } from './pause.js';

/** Milliseconds. */
export interface PauseRange {
  /** The first pause; each further one is twice as long, up to the longest. */
  readonly firstPauseMs: number;
  readonly longestPauseMs: number;
}

/** Growing pauses between tries at one thing, which end at once when the work is stopped. */
export class BackOff {
  readonly #range: PauseRange;
  readonly #stop: AbortSignal;
  readonly #wait: typeof pause;
  #nextMs: number;

  /** @param wait tests give one that does not */
  constructor(range: PauseRange, stop: AbortSignal, wait: typeof pause = pause) {
    this.#range = range;
    this.#stop = stop;
    this.#wait = wait;
    this.#nextMs = range.firstPauseMs;
  }

  pause(): Promise<void> {
    const milliseconds = this.#nextMs;
    this.#nextMs = Math.min(2 * milliseconds, this.#range.longestPauseMs);
    return this.#wait(milliseconds, this.#stop);
  }

  /** After a try that went well. */
  reset(): void {
    this.#nextMs = this.#range.firstPauseMs;
  }
}
