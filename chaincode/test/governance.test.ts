// SPDX-License-Identifier: Apache-2.0
import { ledgerKey } from '@unionid/domain';
import { expect } from 'chai';
import { bootstrapTestLedger, newMemberEntry, newOrganisationEntry } from '#src/testing/index.js';

describe('governance', () => {
  it('founds the national union and lets each province register its own root operator', async () => {
    const { ledger, provinces } = await bootstrapTestLedger();
    const record = JSON.parse(ledger.state(ledgerKey.province('51')) ?? '') as { rootOperator: string };
    expect(record.rootOperator).to.equal(provinces['51'].root.operatorId);
    expect(ledger.height).to.equal(5);
  });

  it('lets a province found a union and enrol a member there', async () => {
    const test = await bootstrapTestLedger();
    const { root, orgId } = test.provinces['51'];
    const union = newOrganisationEntry(test, orgId);
    await test.submit('organisation.register', union, { by: root });
    const member = newMemberEntry(test, union.orgId, { person: 'one' });
    const { result, block } = await test.submit('person.enrol', member, { by: root });
    expect(result).to.deep.equal({ identityId: member.identityId, version: 1 });
    expect(block.transactions[0]?.event).to.deep.equal({
      name: 'person.enrol',
      payload: JSON.stringify({ id: member.identityId, subjects: 1, type: 'person.enrol' }),
    });
  });
});
