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

  /** What `work` comes to; undefined as soon as the job is stopped, whatever `work` does then. */
  async orStop<T>(work: Promise<T>): Promise<T | undefined> {
    const { promise: stopped, resolve } = Promise.withResolvers<undefined>();
    const stop = (): void => resolve(undefined);
    if (this.signal.aborted) stop();
    this.signal.addEventListener('abort', stop, { once: true });
    try {
      return await Promise.race([work, stopped]);
    } finally {
      this.signal.removeEventListener('abort', stop);
    }
  }

  /** After a try that went well. */
  reset(): void {
    this.#next = this.#range.firstPauseMs;
  }
}
