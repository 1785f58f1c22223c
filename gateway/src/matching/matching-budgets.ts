// SPDX-License-Identifier: Apache-2.0
import type { MatchingPurpose } from '@unionid/domain/api';
import { asDomainError, DomainError } from '@unionid/domain/errors';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import type { Matching } from './matching.js';

const DAY_SECONDS = 24 * 3_600;
/** Persons a day of one operator for each member that the province keeps: asking about all of them takes months. */
const SHARES: Readonly<Record<MatchingPurpose, number>> = { verification: 0.01, enrolment: 1 };
const LEAST = 1_000;

/** What is to be matched, for whom. */
export interface Charge {
  readonly operatorId: string;
  readonly purpose: MatchingPurpose;
  readonly persons: number;
}

/**
 * How many persons an operator may have matched in a day for each purpose. The national quota is the whole province's; without
 * these, who verifies without end would keep everybody from enrolling.
 */
export class MatchingBudgets {
  readonly #limiters: Readonly<Record<MatchingPurpose, RateLimiterMemory>>;

  /** @param members how many members the province expects to keep */
  constructor(members: number) {
    const limiter = (purpose: MatchingPurpose): RateLimiterMemory =>
      new RateLimiterMemory({ points: Math.max(LEAST, members * SHARES[purpose]), duration: DAY_SECONDS });
    this.#limiters = { verification: limiter('verification'), enrolment: limiter('enrolment') };
  }

  /** Matching that is charged to an operator. */
  of(operatorId: string, purpose: MatchingPurpose, matching: Matching): Matching {
    return {
      personTags: (persons) =>
        this.whileMatched({ operatorId, purpose, persons: persons.length }, () =>
          matching.personTags(persons, purpose),
        ),
    };
  }

  /** Charges what is matched by some work; nothing where matching is away, or the whole province's day is used up. */
  async whileMatched<T>({ operatorId, purpose, persons }: Charge, work: () => Promise<T>): Promise<T> {
    await this.charge(operatorId, purpose, persons);
    try {
      return await work();
    } catch (error) {
      const code = asDomainError(error)?.code;
      if (code === 'MATCHING_UNAVAILABLE' || code === 'QUOTA_EXCEEDED')
        await this.#limiters[purpose].reward(operatorId, persons);
      throw error;
    }
  }

  /** @throws DomainError QUOTA_EXCEEDED */
  async charge(operatorId: string, purpose: MatchingPurpose, persons: number): Promise<void> {
    const limiter = this.#limiters[purpose];
    try {
      await limiter.consume(operatorId, persons);
    } catch (refusal) {
      if (!(refusal instanceof RateLimiterRes)) throw refusal;
      // The limiter counts what it refuses, too: who waits for more would wait for ever.
      await limiter.reward(operatorId, persons);
      const retrySeconds = Math.ceil(refusal.msBeforeNext / 1_000);
      throw new DomainError('QUOTA_EXCEEDED', { purpose, perDay: limiter.points, retrySeconds });
    }
  }
}
