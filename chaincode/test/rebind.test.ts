// SPDX-License-Identifier: Apache-2.0
import { samplePayload, type PayloadOf } from '@unionid/domain/catalogue';
import { formatLead, ledgerKey, parseLead, type AccountRecord } from '@unionid/domain/ledger';
import type { MemberEntry } from '@unionid/domain/person';
import { expect } from 'chai';
import { newImport, newMemberEntry, type TestOperator } from '#src/testing/index.js';
import { codeOf } from './support/refusal.js';
import { boundCadre, decideByTwo } from './support/two-persons.js';
import { newUnionTree, type UnionTree } from './support/union-tree.js';

const TODAY = '2026-03-02';

describe('another document', () => {
  let tree: UnionTree;
  let member: MemberEntry;
  /** The same person by the new document, as somebody would enrol it. */
  let anew: MemberEntry;
  let own: TestOperator;
  let above: TestOperator;

  beforeEach(async () => {
    tree = await newUnionTree();
    member = newMemberEntry(tree, tree.basic, { person: 'one' });
    anew = newMemberEntry(tree, tree.basic, { person: 'one by another document' });
    await tree.submit('person.enrol', member, { by: tree.sichuan.root });
    own = await boundCadre(tree, { org: tree.basic, person: 'two' });
    above = await boundCadre(tree, { org: tree.city, person: 'three' });
  });

  const lead = (personKey: string): string | undefined => {
    const value = tree.ledger.state(ledgerKey.person(personKey));
    return value === undefined ? undefined : (JSON.parse(value) as string);
  };
  const account = (identityId = member.identityId): AccountRecord =>
    JSON.parse(tree.ledger.state(ledgerKey.account(identityId)) ?? '{}') as AccountRecord;
  const rebind = (
    change: Partial<PayloadOf<'person.rebind'>> = {},
    { subjectVersion = account().v, second = above } = {},
  ): Promise<void> => {
    const { personKey, nameTag, root } = anew;
    const { identityId } = member;
    const replaces = [member.personKey];
    const payload = {
      ...samplePayload('person.rebind'),
      identityId,
      personKey,
      nameTag,
      root,
      replaces,
      ...change,
    };
    return decideByTwo(tree, 'person.rebind', { payload, subjectVersion, first: own, second });
  };
  const enrol = (entry: MemberEntry, subjectVersion = 0): Promise<unknown> =>
    tree.submit('person.enrol', entry, { by: tree.sichuan.root, subjectVersion });

  // Covers: S23
  it('takes two persons, leads to the same account, and so does the one before', async () => {
    const before = account();
    const colleague = await boundCadre(tree, { org: tree.basic, person: 'four' });
    expect(await codeOf(rebind({}, { subjectVersion: 1, second: colleague }))).to.equal('SAME_UNION');
    expect(account()).to.deep.equal(before);
    await rebind();
    expect(account()).to.deep.equal({ ...before, v: 2, root: anew.root, tag: anew.nameTag });
    expect(lead(anew.personKey)).to.equal(member.identityId);
    expect(lead(member.personKey)).to.equal(
      formatLead({ holder: member.identityId, formerTag: member.nameTag }),
    );
    expect(tree.ledger.state(ledgerKey.membership(tree.basic, member.identityId))).to.equal('1');
  });

  // Covers: S23
  it('makes no second identity by the old number nor by the new', async () => {
    await rebind();
    for (const { personKey } of [member, anew]) {
      const elsewhere = newMemberEntry(tree, tree.beijingBasic, { person: 'x', personKey });
      const joining = tree.submit('person.enrol', elsewhere, { by: tree.beijing.root });
      expect(await codeOf(joining)).to.equal('MEMBER_EXISTS');
      const here = newMemberEntry(tree, tree.basic, { person: 'x', personKey });
      expect(await codeOf(enrol(here))).to.equal('MEMBER_UNCHANGED');
    }
  });

  it('is the one by which who has left joins again', async () => {
    await rebind();
    const leaving = { ...samplePayload('membership.leave'), identityId: member.identityId, on: TODAY };
    await tree.submit('membership.leave', leaving, { by: own, subjectVersion: 2 });
    const again = { identityId: member.identityId, joined: TODAY, since: TODAY };
    expect(await codeOf(enrol({ ...member, ...again }, 3))).to.equal('DOCUMENT_REPLACED');
    await enrol({ ...anew, ...again }, 3);
    expect(account()).to.include({ state: 'ACTIVE', v: 4, tag: anew.nameTag });
  });

  it('can be taken back, and bound once more', async () => {
    await rebind();
    const { personKey, nameTag, root } = member;
    await rebind({ personKey, nameTag, root, replaces: [anew.personKey] });
    expect(lead(member.personKey)).to.equal(member.identityId);
    expect(parseLead(lead(anew.personKey) ?? '')).to.deep.equal({
      ...{ holder: member.identityId, formerTag: anew.nameTag },
    });
    expect(account()).to.include({ v: 3, tag: nameTag, root });
  });

  it('of somebody else is not bound, and neither is somebody else’s taken for the one before', async () => {
    const other = newMemberEntry(tree, tree.basic, { person: 'five' });
    await enrol(other);
    expect(await codeOf(rebind({ personKey: other.personKey }))).to.equal('ACCOUNT_EXISTS');
    expect(await codeOf(rebind({ replaces: [other.personKey] }))).to.equal('ACCOUNT_UNKNOWN');
    const unknown = newMemberEntry(tree, tree.basic, { person: 'six' });
    expect(await codeOf(rebind({ replaces: [unknown.personKey] }))).to.equal('ACCOUNT_UNKNOWN');
    // Of another account that had it formerly, too.
    await rebind();
    const { personKey } = member;
    const payload = { ...samplePayload('person.rebind'), identityId: other.identityId, personKey };
    const second = decideByTwo(tree, 'person.rebind', {
      ...{ payload, subjectVersion: 1, first: own, second: above },
    });
    expect(await codeOf(second)).to.equal('ACCOUNT_EXISTS');
  });

  it('is the only thing for which there is this way, under a version of the key in force', async () => {
    expect(await codeOf(rebind({ fields: ['name'] }))).to.equal('CORRECTION_FIELDS');
    expect(await codeOf(rebind({ personKey: anew.personKey.replace('1.', '2.') }))).to.equal(
      'KEY_VERSION_NOT_IN_FORCE',
    );
  });

  it('leads to an account that a bulk load brought, wherever that stands', async () => {
    const loaded = newMemberEntry(tree, tree.basic, { person: 'loaded' });
    const { manifest, chunks } = newImport(tree, [loaded]);
    await tree.submit('person.import', manifest, { by: tree.sichuan.root });
    for (const chunk of chunks) await tree.call('person:importChunk', chunk, { mspId: own.mspId });
    const { identityId } = loaded;
    const place = lead(loaded.personKey) ?? '';
    await rebind({ identityId, place, replaces: [loaded.personKey] }, { subjectVersion: 1 });
    expect(account(identityId)).to.include({ v: 2, root: anew.root, tag: anew.nameTag, org: tree.basic });
    expect(lead(anew.personKey)).to.equal(place);
    for (const { personKey } of [loaded, anew]) {
      const here = newMemberEntry(tree, tree.basic, { person: 'x', personKey });
      expect(await codeOf(enrol(here))).to.equal('MEMBER_UNCHANGED');
    }
  });
});
