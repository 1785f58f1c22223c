// SPDX-License-Identifier: Apache-2.0
import { DomainError } from '@unionid/domain/errors';

/** How much of one thing one signer, an operator or another gateway, may do at once. */
export class SignerPlaces {
  readonly #limit: number;
  readonly #running = new Map<string, number>();

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** @throws DomainError TOO_MANY_REQUESTS */
  async run<T>(signer: string, job: () => Promise<T>): Promise<T> {
    const running = this.#running.get(signer) ?? 0;
    if (running >= this.#limit) throw new DomainError('TOO_MANY_REQUESTS');
    this.#running.set(signer, running + 1);
    try {
      return await job();
    } finally {
      const left = (this.#running.get(signer) ?? 1) - 1;
      if (left === 0) this.#running.delete(signer);
      else this.#running.set(signer, left);
    }
  }
}
