// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import {
  assertConfirmable,
  assertPending,
  assertSecondUnion,
  confirmInstruction,
  newPending,
} from '#src/decision/index.js';
import { instructionDigest, TWO_PERSONS, TWO_UNIONS, type SecondSignature } from '#src/instruction/index.js';
import type { OperatorRecord, PendingRecord } from '#src/ledger/index.js';
import { expectCode } from '../support/expect-code.js';
import { idOf, newInstruction, newSignedInstruction, PAYLOADS } from '../support/instructions.js';

const NOW = Date.parse('2026-03-03T04:00:00.000Z');
const [DIGEST, OTHER] = ['A'.repeat(43), 'B'.repeat(43)];
const ORG = idOf('organisation');
const PENDING: PendingRecord = {
  ...{ v: 1, type: 'membership.expel', digest: DIGEST, actorKeyId: 'k', org: ORG, province: '51' },
  until: '2026-03-03T04:00:00.000Z',
};
const operator = (person?: string): OperatorRecord => ({
  ...{ version: 1, org: ORG, province: '51', role: 'cadre', grants: ['member'], state: 'ACTIVE' },
  ...{ grantedBy: '', responsibility: '', ...(person !== undefined && { person }) },
});
const GROUND = { pending: PENDING, digest: DIGEST, first: operator('a'), second: operator('b'), now: NOW };
const confirm = (change: Partial<Parameters<typeof assertConfirmable>[1]> = {}, digest = DIGEST): void => {
  assertConfirmable({ decision: newSignedInstruction('operator.revoke'), digest }, { ...GROUND, ...change });
};

describe('a decision of two', () => {
  it('waits for its days, by the digest of all that was signed, for those of its union', () => {
    const instruction = newInstruction('operator.revoke', PAYLOADS['operator.revoke']);
    const old = { org: idOf('organisation', 2), province: '34' };
    expect(newPending(instruction, { org: ORG, province: '51', old, now: NOW, days: 14 })).to.deep.equal({
      ...{ v: 1, type: 'operator.revoke', digest: instructionDigest(instruction), org: ORG, province: '51' },
      ...{ actorKeyId: instruction.actorKeyId, old, until: '2026-03-17T04:00:00.000Z' },
    });
  });

  it('is confirmed until its very end, as it was signed, by another person', () => {
    confirm();
    const { details } = expectCode(() => {
      confirm({ now: NOW + 1 });
    }, 'PENDING_EXPIRED');
    expect(details).to.deep.equal({ until: PENDING.until });
    expectCode(() => {
      confirm({ pending: undefined });
    }, 'PENDING_UNKNOWN');
    expectCode(() => {
      confirm({}, OTHER);
    }, 'DECISION_DIFFERS');
    expectCode(() => {
      confirm({ digest: OTHER }, OTHER);
    }, 'DECISION_DIFFERS');
    expectCode(() => {
      confirm({ pending: { ...PENDING, digest: OTHER } });
    }, 'DECISION_DIFFERS');
    expectCode(() => {
      confirm({ second: operator('a') });
    }, 'SAME_PERSON');
    for (const unknown of [
      { first: operator() },
      { second: operator() },
      { first: operator(), second: operator() },
    ])
      expectCode(() => {
        confirm(unknown);
      }, 'PERSON_UNBOUND');
    expect(confirmInstruction.errors).to.have.members([
      ...['PENDING_UNKNOWN', 'PENDING_EXPIRED', 'DECISION_DIFFERS', 'SAME_PERSON', 'SAME_UNION'],
    ]);
    expect(assertPending(PENDING)).to.equal(PENDING);
    expectCode(() => assertPending(undefined), 'PENDING_UNKNOWN');
  });

  it('of two unions begins only where there is another one in the province', () => {
    const subject = { org: ORG, province: '51' };
    const begin = (
      province: string | undefined,
      org = ORG,
      secondSignature: SecondSignature<unknown> = TWO_UNIONS,
    ): void => {
      const above = province === undefined ? undefined : { province };
      assertSecondUnion({ secondSignature }, { org, subject, above });
    };
    begin('51');
    for (const province of ['00', undefined]) {
      expectCode(() => {
        begin(province);
      }, 'SECOND_NOBODY');
      // Whose own union is another than the record's: those of the record's can confirm.
      begin(province, idOf('organisation', 2));
      begin(province, ORG, TWO_PERSONS);
    }
    assertSecondUnion({}, { org: ORG, subject, above: undefined });
  });
});
