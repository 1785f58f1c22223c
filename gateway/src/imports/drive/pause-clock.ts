// SPDX-License-Identifier: Apache-2.0
import { BackOff, type PauseRange } from '../../pacing/back-off.js';

/** The pauses of a job, and what else ends at once when it is stopped. */
export class PauseClock extends BackOff {
  readonly signal: AbortSignal;

  constructor(range: PauseRange, signal: AbortSignal) {
    super(range, signal);
    this.signal = signal;
  }

  isStopped(): boolean {
    return this.signal.aborted;
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
}
