// SPDX-License-Identifier: Apache-2.0

export interface ReadingPlacesOptions {
  /** Files that are read at once. */
  readonly all: number;
  /** Of these, of one operator. */
  readonly perOperator: number;
}

interface Waiting {
  readonly operatorId: string;
  readonly begin: () => void;
}

/**
 * Places for files that are read, each in a process with memory of its own, which it holds while it waits for matching, too. Who
 * waits comes in order, and past those whose operator has all that are for one.
 */
export class ReadingPlaces {
  readonly #limits: ReadingPlacesOptions;
  readonly #waiting: Waiting[] = [];
  readonly #running = new Map<string, number>();
  #taken = 0;

  constructor(limits: ReadingPlacesOptions) {
    this.#limits = limits;
  }

  /** Does the job once there is a place; does nothing where it is stopped before. */
  async run(operatorId: string, signal: AbortSignal, job: () => Promise<void>): Promise<void> {
    if (!(await this.#enter(operatorId, signal))) return;
    try {
      await job();
    } finally {
      this.#take(operatorId, -1);
      this.#admit();
    }
  }

  #enter(operatorId: string, signal: AbortSignal): Promise<boolean> {
    if (signal.aborted) return Promise.resolve(false);
    return new Promise((resolve) => {
      const stop = (): void => {
        this.#waiting.splice(this.#waiting.indexOf(waiting), 1);
        resolve(false);
      };
      const begin = (): void => {
        signal.removeEventListener('abort', stop);
        resolve(true);
      };
      const waiting = { operatorId, begin };
      signal.addEventListener('abort', stop, { once: true });
      this.#waiting.push(waiting);
      this.#admit();
    });
  }

  #admit(): void {
    while (this.#taken < this.#limits.all) {
      const at = this.#waiting.findIndex(({ operatorId }) => this.#of(operatorId) < this.#limits.perOperator);
      const [next] = at < 0 ? [] : this.#waiting.splice(at, 1);
      if (next === undefined) return;
      this.#take(next.operatorId, 1);
      next.begin();
    }
  }

  #of(operatorId: string): number {
    return this.#running.get(operatorId) ?? 0;
  }

  #take(operatorId: string, more: 1 | -1): void {
    this.#taken += more;
    const running = this.#of(operatorId) + more;
    if (running === 0) this.#running.delete(operatorId);
    else this.#running.set(operatorId, running);
  }
}
