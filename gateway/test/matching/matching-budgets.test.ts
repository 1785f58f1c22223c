// SPDX-License-Identifier: Apache-2.0
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

  it('grow with the members that the province keeps', async () => {
    const budget = new MatchingBudgets(1_000_000).of('P1', 'verification', matching);
    await budget.personTags(new Array(10_000).fill(PERSON), 'verification');
    await expectCode(budget.personTags([PERSON], 'verification'), 'QUOTA_EXCEEDED');
  });
});
