// SPDX-License-Identifier: Apache-2.0
import { samplePayload } from '@unionid/domain/catalogue';
import { ledgerKey, type AccountRecord, type FilingRecord } from '@unionid/domain/ledger';
import { expect } from 'chai';
import { newMemberEntry, type TestOperator } from '#src/testing/index.js';
import { codeOf } from './support/refusal.js';
import { boundCadre, decideByTwo } from './support/two-persons.js';
import { newUnionTree, type UnionTree } from './support/union-tree.js';

const TODAY = '2026-03-02';
const RECEIPT = 'A'.repeat(43);

describe('the receipt of an expulsion', () => {
  let tree: UnionTree;
  let member: ReturnType<typeof newMemberEntry>;
  let own: TestOperator;
  let above: TestOperator;

  beforeEach(async () => {
    tree = await newUnionTree();
    member = newMemberEntry(tree, tree.basic, { person: 'one' });
    await tree.submit('person.enrol', member, { by: tree.sichuan.root });
    own = await boundCadre(tree, { org: tree.basic, person: 'two' });
    above = await boundCadre(tree, { org: tree.city, person: 'three' });
  });

  const account = (): AccountRecord =>
    JSON.parse(tree.ledger.state(ledgerKey.account(member.identityId)) ?? '{}') as AccountRecord;
  const filing = (): FilingRecord =>
    JSON.parse(tree.ledger.state(ledgerKey.filing(member.identityId)) ?? '{}') as FilingRecord;
  const decide = (type: 'membership.expel' | 'membership.rescind', change: object = {}): Promise<void> => {
    const payload = {
      ...samplePayload(type),
      identityId: member.identityId,
      place: '',
      on: TODAY,
      ...change,
    };
    return decideByTwo(tree, type, { payload, subjectVersion: account().v, first: own, second: above });
  };
  const acknowledge = (change: object = {}, subjectVersion = account().v): Promise<unknown> => {
    const payload = { identityId: member.identityId, place: '', on: TODAY, evidence: RECEIPT, ...change };
    return tree.submit('filing.acknowledge', payload, { by: above, subjectVersion });
  };

  // Covers: S13
  it('is given by a union above, once, and changes nothing of the account', async () => {
    await decide('membership.expel');
    const before = account();
    expect(before, 'holds without a receipt').to.include({ state: 'EXPELLED' });
    await acknowledge();
    expect(account()).to.deep.equal(before);
    const by = { org: tree.city, province: '51' };
    expect(filing()).to.deep.equal({ v: 1, since: TODAY, of: 2, on: TODAY, ...by, evidence: RECEIPT });
    expect(await codeOf(acknowledge())).to.equal('FILING_ACKNOWLEDGED');
  });

  it('is of an expulsion that stands, and not of a day before it', async () => {
    expect(await codeOf(acknowledge()), 'of a member').to.equal('FILING_NOT_DUE');
    await decide('membership.expel');
    expect(await codeOf(acknowledge({ on: '2026-03-01' })), 'before it').to.equal('DATES_INVALID');
    expect(await codeOf(acknowledge({ on: '2026-03-03' })), 'to come').to.equal('DATES_INVALID');
    expect(await codeOf(acknowledge({}, 1)), 'of the account before').to.equal('STALE_SUBJECT');
    await decide('membership.rescind', { reason: 'judgment' });
    expect(await codeOf(acknowledge()), 'taken back').to.equal('FILING_NOT_DUE');
  });

  for (const [on, day] of [
    ['2026-03-01', 'another day'],
    [TODAY, 'the same day'],
  ] as const)
    it(`is due again where somebody is expelled a second time, ${day}`, async () => {
      await decide('membership.expel', { on });
      await acknowledge();
      await decide('membership.rescind', { reason: 'judgment' });
      await decide('membership.expel');
      await acknowledge();
      expect(filing()).to.include({ v: 2, since: TODAY, of: account().at });
      expect(await codeOf(acknowledge())).to.equal('FILING_ACKNOWLEDGED');
    });
});
