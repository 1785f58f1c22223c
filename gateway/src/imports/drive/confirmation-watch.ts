// SPDX-License-Identifier: Apache-2.0
import type { ImportDependencies } from './import-work.js';
import { PauseClock } from './pause-clock.js';

/** How long a block is waited for before it is looked again. */
const BLOCK_MS = 10_000;

/** Looks after each block at the jobs that wait for a second signature; there is nothing to do while none does. */
export class ConfirmationWatch {
  readonly #work: Pick<ImportDependencies, 'store' | 'readModel' | 'pace' | 'log'>;
  readonly #drive: (importId: string) => void;
  readonly #stop = new AbortController();
  #watching: Promise<void> | undefined;

  constructor(
    work: Pick<ImportDependencies, 'store' | 'readModel' | 'pace' | 'log'>,
    drive: (importId: string) => void,
  ) {
    this.#work = work;
    this.#drive = drive;
  }

  /** A job waits, or may. */
  begin(): void {
    if (this.#stop.signal.aborted) return;
    this.#watching ??= this.#watch().finally(() => {
      this.#watching = undefined;
    });
  }

  async close(): Promise<void> {
    this.#stop.abort();
    await this.#watching;
  }

  async #watch(): Promise<void> {
    const { store, log, pace } = this.#work;
    const clock = new PauseClock(pace, this.#stop.signal);
    while (!clock.isStopped())
      try {
        const height = await this.#work.readModel.height();
        const waiting = await store.jobs.inState('CONFIRMING');
        if (waiting.length === 0) return;
        for (const importId of waiting) this.#drive(importId);
        await clock.orStop(this.#nextBlock(height));
        clock.reset();
        await clock.pause();
      } catch (error) {
        log.error({ err: error }, 'second signatures can not be looked for');
        await clock.pause();
      }
  }

  async #nextBlock(height: number): Promise<void> {
    await this.#work.readModel.waitForHeight(height + 1, BLOCK_MS).catch(() => undefined);
  }
}
