// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import { ApiError } from '@unionid/sdk';
import {
  prepareEnrolment,
  submitEnrolment,
  type PreparedEnrolment,
  type TestNetwork,
} from '@unionid/test-network';
import { realNetwork } from '../support/real-network.js';
import { syntheticPerson } from '../support/synthetic-person.js';

const RACES = 200;
const AT_ONCE = 10;
const FIRST_PERSON = 50_000;

describe('two provinces that enrol the same person at the same moment', () => {
  it(`${RACES} times: one succeeds each time, the other is told that the person is a member elsewhere`, async () => {
    const test = await realNetwork();
    const outcomes: string[] = [];
    for (let start = 0; start < RACES; start += AT_ONCE) {
      const batch = Array.from({ length: AT_ONCE }, (_, offset) => race(test, FIRST_PERSON + start + offset));
      outcomes.push(...(await Promise.all(batch)));
    }
    expect(outcomes).to.have.length(RACES);
    expect(new Set(outcomes)).to.deep.equal(new Set(['COMMITTED MEMBER_EXISTS']));
  });
});

async function race(test: TestNetwork, index: number): Promise<string> {
  const person = syntheticPerson(index);
  const rivals = [test.clientOf('beijing'), test.clientOf('anhui')];
  const prepared = await Promise.all(rivals.map((rival) => prepareEnrolment(rival, test.ledger, person)));
  const outcomes = await Promise.all(prepared.map(outcomeOf));
  return outcomes.sort().join(' ');
}

async function outcomeOf(prepared: PreparedEnrolment): Promise<string> {
  try {
    return (await submitEnrolment(prepared)).status;
  } catch (error) {
    if (error instanceof ApiError) return error.code;
    throw error;
  }
}
