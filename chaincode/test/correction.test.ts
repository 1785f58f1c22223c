// SPDX-License-Identifier: Apache-2.0
import { samplePayload, type PayloadOf } from '@unionid/domain/catalogue';
import { ledgerKey, type AccountRecord, type TransferRecord } from '@unionid/domain/ledger';
import type { MemberEntry } from '@unionid/domain/person';
import { expect } from 'chai';
import { newImport, newMemberEntry, newOrganisationEntry, type TestOperator } from '#src/testing/index.js';
import { codeOf, refusalOf } from './support/refusal.js';
import { boundCadre, decideByTwo } from './support/two-persons.js';
import { newUnionTree, type UnionTree } from './support/union-tree.js';

const ROOT = 'B'.repeat(42) + 'A';
const TAG = 'B'.repeat(21) + 'A';

describe('a correction', () => {
  let tree: UnionTree;
  let member: MemberEntry;
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
  const transfer = (): TransferRecord =>
    JSON.parse(tree.ledger.state(ledgerKey.transfer(member.identityId)) ?? '{}') as TransferRecord;
  const correct = (change: Partial<PayloadOf<'person.correct'>> = {}, by = own): Promise<unknown> => {
    const payload = {
      ...samplePayload('person.correct'),
      identityId: member.identityId,
      root: ROOT,
      ...change,
    };
    return tree.submit('person.correct', payload, { by, subjectVersion: account().v });
  };
  const correctIdentity = (
    change: Partial<PayloadOf<'person.correctIdentity'>> = {},
    second = above,
  ): Promise<unknown> => {
    const payload = {
      ...samplePayload('person.correctIdentity'),
      ...{ identityId: member.identityId, root: ROOT, nameTag: TAG, ...change },
    };
    return decideByTwo(tree, 'person.correctIdentity', {
      ...{ payload, subjectVersion: account().v, first: own, second },
    });
  };
  /** A union of the same province, which covers an employer and asks for the member. */
  const ask = async (): Promise<string> => {
    const creditCode = '91999900MA00000019';
    const employer = { name: '示范机械厂', creditCode, nature: '', economicType: '110' };
    const employers = [{ ...employer, industry: '', district: '', headcount: 12 }];
    const union = newOrganisationEntry(tree, tree.otherCity, { employers });
    await tree.submit('organisation.register', union, { by: tree.sichuan.root });
    const { identityId, personKey, nameTag, root } = member;
    const payload = { ...samplePayload('transfer.request'), identityId, personKey, nameTag, root };
    const asked = { ...payload, to: union.orgId, employer: creditCode };
    await tree.submit('transfer.request', asked, { by: tree.sichuan.root });
    return union.orgId;
  };

  // Covers: S21
  it('of phone or education takes one person, and leaves all that is said of the membership', async () => {
    const before = account();
    await correct();
    expect(account()).to.deep.equal({ ...before, v: 2, root: ROOT });
    expect(tree.ledger.state(ledgerKey.membership(tree.basic, member.identityId))).to.equal('1');
  });

  // Covers: S22
  it('of a name takes two, the second of another union', async () => {
    const before = account();
    const colleague = await boundCadre(tree, { org: tree.basic, person: 'four' });
    expect(await codeOf(correctIdentity({}, colleague))).to.equal('SAME_UNION');
    expect(account()).to.deep.equal(before);
    await correctIdentity();
    expect(account()).to.deep.equal({ ...before, v: 2, root: ROOT, tag: TAG });
  });

  it('takes out of its page an account that a bulk load brought, and counts it on', async () => {
    const rows = [newMemberEntry(tree, tree.basic, { person: 'loaded' })];
    const { manifest, chunks } = newImport(tree, rows);
    await tree.submit('person.import', manifest, { by: tree.sichuan.root });
    for (const chunk of chunks) await tree.call('person:importChunk', chunk, { mspId: own.mspId });
    const [loaded] = rows;
    const place = JSON.parse(tree.ledger.state(ledgerKey.person(loaded?.personKey ?? '')) ?? '""') as string;
    const payload = {
      ...samplePayload('person.correct'),
      identityId: loaded?.identityId ?? '',
      place,
      root: ROOT,
    };
    await tree.submit('person.correct', payload, { by: own, subjectVersion: 1 });
    const after = tree.ledger.state(ledgerKey.account(payload.identityId)) ?? '{}';
    expect(JSON.parse(after)).to.include({ v: 2, root: ROOT, org: tree.basic, state: 'ACTIVE' });
    const again = tree.submit('person.correct', payload, { by: own, subjectVersion: 1 });
    expect(await codeOf(again), 'its place is no longer there').to.equal('PLACE_WRONG');
  });

  for (const fields of [['name'], ['mobile', 'sex'], ['birthDate'], ['docNumber'], ['docType', 'mobile']])
    it(`by one person is not one of ${fields.join(' and ')}`, async () => {
      const refusal = await refusalOf(correct({ fields }));
      expect(refusal.code).to.equal('CORRECTION_FIELDS');
      expect(refusal.details.fields).to.deep.equal(fields.filter((name) => name !== 'mobile'));
    });

  for (const fields of [['mobile'], ['docNumber', 'name']])
    it(`by two persons is not one of ${fields.join(' and ')}`, async () => {
      expect(await codeOf(correctIdentity({ fields }))).to.equal('CORRECTION_FIELDS');
    });

  it('of sex or birth gives nobody another name', async () => {
    expect(await codeOf(correctIdentity({ fields: ['birthDate', 'sex'] }))).to.equal('CORRECTION_FIELDS');
    await correctIdentity({ fields: ['birthDate', 'sex'], nameTag: member.nameTag });
    expect(account()).to.include({ v: 2, root: ROOT, tag: member.nameTag });
  });

  it('names its fields in their order, each once', async () => {
    for (const fields of [[], ['mobile', 'education'], ['mobile', 'mobile'], ['移动电话']])
      expect(await codeOf(correct({ fields })), fields.join()).to.equal('INVALID_REQUEST');
  });

  it('is of one version: of two at once the other is told that it is stale', async () => {
    const payload = { ...samplePayload('person.correct'), identityId: member.identityId, root: ROOT };
    await correct();
    const late = tree.submit('person.correct', payload, { by: own, subjectVersion: 1 });
    expect(await codeOf(late)).to.equal('STALE_SUBJECT');
  });

  // Covers: T6
  it('of an identity waits for an open transfer, of a phone does not, and completing keeps the phone', async () => {
    const to = await ask();
    expect(await codeOf(correctIdentity())).to.equal('TRANSFER_OPEN');
    await correct();
    const { v, number } = transfer();
    expect(number).to.equal(1);
    const named = { identityId: member.identityId, place: '' };
    await tree.submit('transfer.release', named, { by: own, subjectVersion: v });
    await tree.submit('transfer.complete', named, { by: tree.sichuan.root, subjectVersion: transfer().v });
    expect(account()).to.include({ org: to, root: ROOT, v: 3 });
  });

  it('of an account that is void is refused, of one whose membership has ended is not', async () => {
    const ended = { ...samplePayload('membership.leave'), identityId: member.identityId, on: '2026-03-02' };
    await tree.submit('membership.leave', ended, { by: own, subjectVersion: 1 });
    await correct();
    expect(account()).to.include({ state: 'WITHDRAWN', root: ROOT, v: 3, was: 'ACTIVE' });
    const other = newMemberEntry(tree, tree.basic, { person: 'five' });
    await tree.submit('person.enrol', other, { by: tree.sichuan.root });
    const payload = {
      ...samplePayload('membership.void'),
      ...{ identityId: other.identityId, on: '2026-03-02' },
    };
    await decideByTwo(tree, 'membership.void', { payload, subjectVersion: 1, first: own, second: above });
    const late = { ...samplePayload('person.correct'), identityId: other.identityId, root: ROOT };
    expect(await codeOf(tree.submit('person.correct', late, { by: own, subjectVersion: 2 }))).to.equal(
      'MEMBERSHIP_STEP',
    );
  });
});
