// SPDX-License-Identifier: Apache-2.0
import type { MatchingPurpose } from '@unionid/domain/api';
import { DomainError } from '@unionid/domain/errors';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import type { Matching } from './matching.js';

const DAY_SECONDS = 24 * 3_600;
/** Persons a day of one operator for each member that the province keeps: asking about all of them takes months. */
const SHARES: Readonly<Record<MatchingPurpose, number>> = { verification: 0.01, enrolment: 1 };
const LEAST = 1_000;

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
      personTags: async (persons) => {
        await this.charge(operatorId, purpose, persons.length);
        return matching.personTags(persons, purpose);
      },
    };
  }

  /** @throws DomainError QUOTA_EXCEEDED */
  async charge(operatorId: string, purpose: MatchingPurpose, persons: number): Promise<void> {
    const limiter = this.#limiters[purpose];
    try {
      await limiter.consume(operatorId, persons);
    } catch (refusal) {
      if (!(refusal instanceof RateLimiterRes)) throw refusal;
      const retrySeconds = Math.ceil(refusal.msBeforeNext / 1_000);
      throw new DomainError('QUOTA_EXCEEDED', { purpose, perDay: limiter.points, retrySeconds });
    }
  }
}
