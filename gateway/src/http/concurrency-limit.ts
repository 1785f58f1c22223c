// SPDX-License-Identifier: Apache-2.0
import { DomainError } from '@unionid/domain/errors';

/** Refuses what is more than it can carry at once, instead of letting everything become slow. */
export class ConcurrencyLimit {
  readonly #limit: number;
  #running = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** @throws DomainError TOO_MANY_REQUESTS */
  async run<T>(job: () => Promise<T>): Promise<T> {
    if (this.#running >= this.#limit) throw new DomainError('TOO_MANY_REQUESTS');
    this.#running += 1;
    try {
      return await job();
    } finally {
      this.#running -= 1;
    }
  }
}
