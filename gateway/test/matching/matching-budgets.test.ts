// SPDX-License-Identifier: Apache-2.0
import { DomainError, type ErrorCode } from '@unionid/domain/errors';
import { expectCode } from '@unionid/domain/testing';
import { expect } from 'chai';
import { MatchingBudgets } from '#src/matching/matching-budgets.js';
import type { Matching } from '#src/matching/matching.js';

const PERSON = { docType: '111', docNumber: '119999199003070019', name: '测试甲一' };
/** The least that an operator may ask, whatever the province keeps. */
const LEAST = 1_000;

describe('matching budgets', () => {
  let asked: number;
  const matching: Matching = {
    personTags: (persons) => {
      asked += persons.length;
      return Promise.resolve({ version: 1, tags: [] });
    },
  };
  beforeEach(() => (asked = 0));

  it('are of each operator and purpose: one used up leaves the others', async () => {
    const budgets = new MatchingBudgets(0);
    const ask = (operatorId: string, purpose: 'verification' | 'enrolment', count = 1): Promise<unknown> =>
      budgets.of(operatorId, purpose, matching).personTags(new Array(count).fill(PERSON), purpose);
    await ask('P1', 'verification', LEAST);
    const { details } = await expectCode(ask('P1', 'verification'), 'QUOTA_EXCEEDED');
    expect(details).to.include({ purpose: 'verification', perDay: LEAST });
    expect(details.retrySeconds).to.be.within(1, 86_400);
    expect(asked).to.equal(LEAST);
    await ask('P1', 'enrolment');
    await ask('P2', 'verification');
  });

  it('are not used up by what is refused, or not matched', async () => {
    const budgets = new MatchingBudgets(0);
    const persons = (count: number) => Array.from({ length: count }, () => PERSON);
    const refusing = (code: ErrorCode): Matching => ({
      personTags: () => Promise.reject(new DomainError(code)),
    });
    for (const code of ['MATCHING_UNAVAILABLE', 'QUOTA_EXCEEDED'] as const) {
      const asked = budgets.of('P1', 'enrolment', refusing(code)).personTags(persons(LEAST), 'enrolment');
      await expectCode(asked, code);
    }
    const budget = budgets.of('P1', 'enrolment', matching);
    await budget.personTags(persons(LEAST - 1), 'enrolment');
    for (let turn = 0; turn < 3; turn += 1)
      await expectCode(budget.personTags(persons(2), 'enrolment'), 'QUOTA_EXCEEDED');
    const { details } = await expectCode(budgets.charge('P1', 'enrolment', 2), 'QUOTA_EXCEEDED');
    expect(details.retrySeconds).to.be.within(1, 86_400);
    await budget.personTags(persons(1), 'enrolment');
    const used = budgets.of('P1', 'enrolment', refusing('DECRYPTION_FAILED'));
    await expectCode(used.personTags(persons(1), 'enrolment'), 'QUOTA_EXCEEDED');
  });

  it('grow with the members that the province keeps', async () => {
    const budget = new MatchingBudgets(1_000_000).of('P1', 'verification', matching);
    await budget.personTags(new Array(10_000).fill(PERSON), 'verification');
    await expectCode(budget.personTags([PERSON], 'verification'), 'QUOTA_EXCEEDED');
  });
});
