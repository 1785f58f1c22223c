// SPDX-License-Identifier: Apache-2.0
import { DomainError } from '@unionid/domain/errors';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { SignerPlaces } from './signer-places.js';

/** A signature lives this long at the most, so what one signer may ask in it is also what the nonces of one may take. */
const WINDOW_SECONDS = 300;

export interface SignerBudgetOptions {
  /** Signed requests of one signer in five minutes. */
  readonly requests: number;
  /** Requests of one signer that are read, wait or are answered at once. */
  readonly atOnce: number;
}

/**
 * What one signer, an operator or another gateway, may take of what is there for all. Charged only once a signature holds, so
 * that nobody uses up another's share; not by address, because a province behind one address is not one client.
 */
export class SignerBudgets {
  readonly #requests: RateLimiterMemory;
  readonly #atOnce: SignerPlaces;

  constructor({ requests, atOnce }: SignerBudgetOptions) {
    this.#requests = new RateLimiterMemory({ points: requests, duration: WINDOW_SECONDS });
    this.#atOnce = new SignerPlaces(atOnce);
  }

  /** @throws DomainError TOO_MANY_REQUESTS with the seconds after which there is something left again */
  async charge(signer: string): Promise<void> {
    try {
      await this.#requests.consume(signer);
    } catch (refusal) {
      if (!(refusal instanceof RateLimiterRes)) throw refusal;
      throw new DomainError('TOO_MANY_REQUESTS', { retrySeconds: Math.ceil(refusal.msBeforeNext / 1_000) });
    }
  }

  /** @throws DomainError TOO_MANY_REQUESTS */
  run<T>(signer: string, job: () => Promise<T>): Promise<T> {
    return this.#atOnce.run(signer, job);
  }
}
