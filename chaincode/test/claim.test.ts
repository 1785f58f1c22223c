// SPDX-License-Identifier: Apache-2.0
import { samplePayload, type PayloadOf } from '@unionid/domain/catalogue';
import { formatLead, ledgerKey, type AccountRecord, type ClaimRecord } from '@unionid/domain/ledger';
import type { MemberEntry } from '@unionid/domain/person';
import { expect } from 'chai';
import {
  bindRoot,
  newImport,
  newMemberEntry,
  newOrganisationEntry,
  type TestOperator,
} from '#src/testing/index.js';
import { codeOf } from './support/refusal.js';
import { boundCadre, decideByTwo } from './support/two-persons.js';
import { newUnionTree, type UnionTree } from './support/union-tree.js';

const DIGEST = 'A'.repeat(43);
const OTHER = `B${'A'.repeat(42)}`;
const DAY = 86_400_000;
const TODAY = '2026-03-02';

describe('a claim on a number', () => {
  let tree: UnionTree;
  /** Registered in 四川 under a number that is somebody else's. */
  let wrong: MemberEntry;
  /** That somebody, who stands before a union of 北京. */
  let owner: MemberEntry;

  beforeEach(async () => {
    tree = await newUnionTree();
    wrong = newMemberEntry(tree, tree.basic, { person: 'number of the owner', nameTag: tagOf('B') });
    owner = newMemberEntry(tree, tree.beijingBasic, { person: 'number of the owner' });
    await tree.submit('person.enrol', wrong, { by: tree.sichuan.root });
  });

  type Submitted = ReturnType<UnionTree['submit']>;
  type Open = PayloadOf<'claim.open'>;
  const read = (key: string): unknown => {
    const value = tree.ledger.state(key);
    return value === undefined ? undefined : JSON.parse(value);
  };
  const claim = (identityId = wrong.identityId): ClaimRecord | undefined =>
    read(ledgerKey.claim(identityId)) as ClaimRecord | undefined;
  const account = (identityId: string): AccountRecord | undefined =>
    read(ledgerKey.account(identityId)) as AccountRecord | undefined;
  const lead = (entry = wrong): string | undefined =>
    read(ledgerKey.person(entry.personKey)) as string | undefined;
  const open = (change: Partial<Open> = {}, by = tree.beijing.root): Submitted => {
    const { identityId, personKey, nameTag, root, level, org } = owner;
    const payload = {
      ...{ identityId, personKey, nameTag, root, level, org, claimed: wrong.identityId },
      ...{ kind: 'wrongDocument' as const, evidence: DIGEST },
      ...change,
    };
    return tree.submit('claim.open', payload, { by, subjectVersion: claim(payload.claimed)?.v ?? 0 });
  };
  const named = { place: '', evidence: DIGEST };
  const subject = (by: TestOperator): { by: TestOperator; subjectVersion: number } => ({
    ...{ by, subjectVersion: claim()?.v ?? 0 },
  });
  const answer = (outcome: 'yield' | 'contest', by = tree.sichuan.root): Submitted =>
    tree.submit('claim.answer', { identityId: wrong.identityId, ...named, outcome }, subject(by));
  const decide = (outcome: 'uphold' | 'dismiss', by = tree.national.root): Submitted =>
    tree.submit('claim.decide', { identityId: wrong.identityId, ...named, outcome }, subject(by));
  const settle = (by = tree.beijing.root, place = ''): Submitted =>
    tree.submit('claim.settle', { identityId: wrong.identityId, place }, subject(by));
  const withdraw = (by = tree.beijing.root): Submitted =>
    tree.submit('claim.withdraw', { identityId: wrong.identityId, place: '' }, subject(by));

  // Covers: T17, W2
  it('that the holding union yields gives the number to its owner; the other account keeps identifier and history', async () => {
    const before = account(wrong.identityId);
    expect(await codeOf(tree.submit('person.enrol', owner, { by: tree.beijing.root }))).to.equal(
      'MEMBER_EXISTS',
    );
    await open();
    expect(claim()).to.include({
      status: 'OPENED',
      owner: owner.identityId,
      org: tree.beijingBasic,
      province: '11',
    });
    await answer('yield');
    expect(claim()).to.include({ status: 'UPHELD', way: 'answer' });
    await settle();
    expect(claim()).to.include({ status: 'SETTLED', released: wrong.root });
    expect(account(wrong.identityId), 'untouched').to.deep.equal(before);
    expect(account(owner.identityId)).to.deep.equal({
      ...{ v: 1, state: 'NONE', province: '11', org: tree.beijingBasic, joined: '', since: TODAY },
      ...{ loa: 1, tag: owner.nameTag, root: owner.root },
    });
    expect(lead()).to.equal(owner.identityId);
    await tree.submit('person.enrol', owner, { by: tree.beijing.root, subjectVersion: 1 });
    expect(account(owner.identityId)).to.include({ v: 2, state: 'ACTIVE' });
  });

  // Covers: T17, W2
  it('that the holding union lets pass in silence is upheld, half an hour after the fifth working day and not before', async () => {
    await open();
    // Monday 2 March: the fifth working day ends with Monday the 9th.
    expect(claim()?.due).to.equal('2026-03-09T16:00:00.000Z');
    tree.clock.set(Date.parse('2026-03-09T16:29:59.999Z'));
    expect(await codeOf(settle())).to.equal('CLAIM_TOO_EARLY');
    tree.clock.set(Date.parse('2026-03-09T16:30:00.000Z'));
    expect(await codeOf(answer('contest')), 'too late to be an answer').to.equal('CLAIM_UPHELD');
    await settle();
    expect(claim()).to.include({ status: 'SETTLED', way: 'silence' });
    expect(lead()).to.equal(owner.identityId);
  });

  // Covers: T17
  it('that is contested is decided by the union above both, either way', async () => {
    await open();
    await answer('contest');
    expect(claim()).to.include({ status: 'CONTESTED', judge: tree.national.orgId });
    expect(await codeOf(settle())).to.equal('CLAIM_CONTESTED');
    for (const by of [tree.sichuan.root, tree.beijing.root])
      expect(await codeOf(decide('uphold', by))).to.equal('PROVINCE_FOREIGN');
    await decide('dismiss');
    expect(claim()).to.include({ status: 'DISMISSED', way: 'decision' });
    expect(await codeOf(settle())).to.equal('CLAIM_ENDED');
    expect(await codeOf(open())).to.equal('CLAIM_DECIDED');
    await open({ evidence: OTHER });
    await answer('contest');
    await decide('uphold');
    await settle();
    expect(claim()).to.include({ status: 'SETTLED', way: 'decision' });
  });

  // Covers: T17
  it('is contested by the deadline; after a decision it is opened on another document, by an heir too', async () => {
    await open();
    tree.clock.set(Date.parse(claim()?.due ?? ''));
    expect(await codeOf(answer('contest'))).to.equal('CLAIM_TOO_LATE');
    await withdraw();
    await open();
    tree.clock.set(Date.parse(claim()?.due ?? '') - 1);
    await answer('contest');
    await decide('dismiss');
    expect(claim()?.decided).to.deep.equal([{ to: owner.org, digest: DIGEST }]);
    expect(await codeOf(open())).to.equal('CLAIM_DECIDED');
    const heir = newOrganisationEntry(tree, tree.beijing.orgId);
    await tree.submit('organisation.register', heir, { by: tree.beijing.root });
    await open({ org: heir.orgId });
    await withdraw();
    await mergeInto(heir.orgId);
    expect(await codeOf(open({ org: heir.orgId })), 'in its place').to.equal('CLAIM_DECIDED');
    await open({ org: heir.orgId, evidence: OTHER });
    // What was decided stays so, whatever becomes of the next.
    await withdraw();
    expect(await codeOf(open({ org: heir.orgId }))).to.equal('CLAIM_DECIDED');
  });

  // Covers: T17
  it('is judged within a province by the lowest union above both, and passes it over once it was silent', async () => {
    const opener = await boundCadre(tree, { org: tree.otherCity, person: 'two' });
    const holder = await boundCadre(tree, { org: tree.basic, person: 'three' });
    await open({ org: tree.otherCity }, opener);
    await answer('contest', holder);
    expect(claim()?.judge).to.equal(tree.sichuan.orgId);
    tree.clock.set(Date.parse(claim()?.contest?.until ?? ''));
    expect(await codeOf(decide('uphold', tree.sichuan.root))).to.equal('CLAIM_ENDED');
    expect(lead(), 'nobody has made sure: nothing moves').to.equal(wrong.identityId);
    await open({ org: tree.otherCity }, opener);
    expect(claim()).to.include({ status: 'OPENED', escalated: true });
    await answer('contest', holder);
    expect(claim()?.judge).to.equal(tree.national.orgId);
    expect(await codeOf(decide('uphold')), 'who judges is known as somebody, too').to.equal('PERSON_UNBOUND');
    await bindRoot(tree, tree.national, tree.sichuan);
    await decide('uphold');
    await settle(opener);
    expect(lead()).to.equal(owner.identityId);
  });

  it('is judged by neither side, also where one stands above the other', async () => {
    await open({ org: tree.city }, tree.sichuan.root);
    const holder = await boundCadre(tree, { org: tree.basic, person: 'three' });
    await answer('contest', holder);
    expect(claim()?.judge).to.equal(tree.sichuan.orgId);
  });

  it('is answered and decided by others than who opened it', async () => {
    await open({ org: tree.city }, tree.sichuan.root);
    expect(await codeOf(answer('yield', tree.sichuan.root))).to.equal('SAME_PERSON');
    // Another operator of the same person is no other.
    const one = await boundCadre(tree, { org: tree.city, person: 'five' });
    await withdraw(tree.sichuan.root);
    await open({ org: tree.city }, one);
    const again = await boundCadreOf(one);
    expect(await codeOf(answer('yield', again))).to.equal('SAME_PERSON');
    await answer('yield', tree.sichuan.root);
    expect(claim()).to.include({
      status: 'UPHELD',
      by: one.operatorId,
      yielded: tree.sichuan.root.operatorId,
    });
    for (const step of [settle, withdraw])
      expect(await codeOf(step(tree.sichuan.root)), 'who yields takes nothing').to.equal('SAME_PERSON');
    await settle(one);
    expect(claim()).to.include({ status: 'SETTLED' });
  });

  it('can be taken back by who opened it, and comes to nothing where nobody settles it', async () => {
    await open();
    expect(await codeOf(open())).to.equal('CLAIM_OPEN');
    expect(await codeOf(withdraw(tree.sichuan.root))).to.equal('PROVINCE_FOREIGN');
    await withdraw();
    expect(await codeOf(withdraw())).to.equal('CLAIM_ENDED');
    expect(await codeOf(answer('yield'))).to.equal('CLAIM_ENDED');
    await open();
    await answer('yield');
    expect(await codeOf(answer('yield'))).to.equal('CLAIM_UPHELD');
    expect(await codeOf(decide('uphold', tree.sichuan.root))).to.equal('CLAIM_UPHELD');
    tree.clock.advance(40 * DAY);
    expect(await codeOf(settle())).to.equal('CLAIM_ENDED');
    expect(lead()).to.equal(wrong.identityId);
    await open();
    expect(claim()).to.include({ status: 'OPENED', v: 5 });
  });

  it('wants the number to lead to the account, the name to be another, and an identifier that is bound', async () => {
    const other = newMemberEntry(tree, tree.basic, { person: 'other' });
    expect(await codeOf(open({ claimed: other.identityId }))).to.equal('ACCOUNT_UNKNOWN');
    expect(await codeOf(open({ nameTag: wrong.nameTag }))).to.equal('CLAIM_NAME_SAME');
    expect(await codeOf(open({ identityId: other.identityId }))).to.equal('IDENTITY_ID_UNBOUND');
    const payload = { identityId: wrong.identityId, ...named };
    const by = { by: tree.sichuan.root };
    expect(await codeOf(tree.submit('claim.answer', { ...payload, outcome: 'yield' }, by))).to.equal(
      'CLAIM_UNKNOWN',
    );
    await open({ nameTag: wrong.nameTag, kind: 'notMe' });
    expect(claim()).to.include({ kind: 'notMe', tag: wrong.nameTag });
    expect(await codeOf(decide('uphold', tree.sichuan.root))).to.equal('CLAIM_NOT_CONTESTED');
  });

  // Covers: T17, W2
  it('is open to the owner of a number under which somebody has died, or left', async () => {
    const leaving = { ...samplePayload('membership.leave'), identityId: wrong.identityId, on: TODAY };
    await tree.submit('membership.leave', leaving, { by: tree.sichuan.root, subjectVersion: 1 });
    await open();
    await answer('yield');
    await settle();
    expect(account(wrong.identityId)?.state).to.equal('WITHDRAWN');
    expect(lead()).to.equal(owner.identityId);
  });

  it('takes a number that the account has had formerly as well', async () => {
    const first = await boundCadre(tree, { org: tree.basic, person: 'six' });
    const second = await boundCadre(tree, { org: tree.city, person: 'seven' });
    const right = newMemberEntry(tree, tree.basic, { person: 'number of the other' });
    const { personKey, nameTag, root } = right;
    const payload = {
      ...{ ...samplePayload('person.rebind'), identityId: wrong.identityId },
      ...{ personKey, nameTag, root, replaces: [wrong.personKey] },
    };
    await decideByTwo(tree, 'person.rebind', { payload, subjectVersion: 1, first, second });
    expect(lead()).to.equal(formatLead({ holder: wrong.identityId, formerTag: wrong.nameTag }));
    await open();
    await answer('yield');
    await settle();
    expect(lead()).to.equal(owner.identityId);
    expect(lead(right)).to.equal(wrong.identityId);
    expect(claim(), 'its record is under the right number').not.to.have.property('released');
  });

  // Covers: T17
  it('leaves an account that can be bound to its own number', async () => {
    await open();
    await answer('yield');
    await settle();
    const first = await boundCadre(tree, { org: tree.basic, person: 'eight' });
    const second = await boundCadre(tree, { org: tree.city, person: 'nine' });
    const right = newMemberEntry(tree, tree.basic, { person: 'number of the other' });
    const { personKey, nameTag, root } = right;
    const payload = {
      ...{ ...samplePayload('person.rebind'), identityId: wrong.identityId },
      ...{ personKey, nameTag, root },
    };
    await decideByTwo(tree, 'person.rebind', { payload, subjectVersion: 1, first, second });
    expect(lead(right)).to.equal(wrong.identityId);
    expect(account(wrong.identityId)).to.include({ v: 2, state: 'ACTIVE', tag: nameTag });
    expect(lead(), 'and not to the owner’s').to.equal(owner.identityId);
  });

  it('moves no number that has gone elsewhere meanwhile, and makes no account twice', async () => {
    await open();
    await answer('yield');
    await settle();
    // The other side claims it back: now the owner's account holds it.
    const back = newMemberEntry(tree, tree.basic, { person: 'number of the owner', nameTag: tagOf('B') });
    const { identityId, personKey, nameTag, root, level } = back;
    await open(
      { identityId, personKey, nameTag, root, level, org: tree.basic, claimed: owner.identityId },
      tree.sichuan.root,
    );
    expect(claim(owner.identityId)).to.include({ status: 'OPENED', owner: identityId });
    expect(await codeOf(open()), 'it is not there any more').to.equal('ACCOUNT_UNKNOWN');
    const counter = { identityId: owner.identityId, place: '' };
    const at = (by: TestOperator): { by: TestOperator; subjectVersion: number } => ({
      ...{ by, subjectVersion: claim(owner.identityId)?.v ?? 0 },
    });
    await tree.submit('claim.answer', { ...counter, ...named, outcome: 'yield' }, at(tree.beijing.root));
    await tree.submit('claim.settle', counter, at(tree.sichuan.root));
    expect(lead()).to.equal(identityId);
    // And once more by the very same preparation: the account is there.
    await open({ claimed: identityId });
    const third = { identityId, place: '' };
    const on = (by: TestOperator): { by: TestOperator; subjectVersion: number } => ({
      ...{ by, subjectVersion: claim(identityId)?.v ?? 0 },
    });
    await tree.submit('claim.answer', { ...third, ...named, outcome: 'yield' }, on(tree.sichuan.root));
    expect(await codeOf(tree.submit('claim.settle', third, on(tree.beijing.root)))).to.equal(
      'ACCOUNT_EXISTS',
    );
  });

  it('that two open at once is settled for one; the other finds the number gone', async () => {
    await open();
    await answer('yield');
    const { root } = tree.beijing;
    const settling = await tree.instruct(
      'claim.settle',
      { identityId: wrong.identityId, place: '' },
      subject(root),
    );
    await settle();
    const late = tree.call('claim:settle', settling, { mspId: root.mspId });
    expect(await codeOf(late)).to.equal('STALE_SUBJECT');
  });

  it('finds the account in a page, which it leaves there', async () => {
    const loaded = newMemberEntry(tree, tree.basic, { person: 'number of another', nameTag: tagOf('C') });
    const { manifest, chunks } = newImport(tree, [loaded]);
    await tree.submit('person.import', manifest, { by: tree.sichuan.root });
    for (const chunk of chunks)
      await tree.call('person:importChunk', chunk, { mspId: tree.sichuan.root.mspId });
    const place = lead(loaded) ?? '';
    [wrong, owner] = [loaded, newMemberEntry(tree, tree.beijingBasic, { person: 'number of another' })];
    await open();
    const at = subject(tree.sichuan.root);
    await tree.submit(
      'claim.answer',
      { identityId: wrong.identityId, place, evidence: DIGEST, outcome: 'yield' },
      at,
    );
    await settle(tree.beijing.root, place);
    expect(lead()).to.equal(owner.identityId);
    expect(claim()).to.include({ status: 'SETTLED', released: loaded.root });
    expect(account(loaded.identityId)).to.equal(undefined);
  });

  /** The owner's union ends, and another of 北京 has its members. */
  async function mergeInto(heir: string): Promise<void> {
    const { root: by, orgId: org } = tree.beijing;
    const as = { org, grants: ['organisation'], home: tree.beijing.orgId, by } as const;
    const [first, second] = [
      await boundCadre(tree, { ...as, person: 'ends' }),
      await boundCadre(tree, { ...as, person: 'confirms' }),
    ];
    const ending = { ground: 'merged', on: TODAY, evidence: DIGEST } as const;
    const payload = { orgId: owner.org, heir, ...ending };
    await decideByTwo(tree, 'organisation.beginClosing', { payload, subjectVersion: 1, first, second });
  }

  async function boundCadreOf(one: TestOperator): Promise<TestOperator> {
    const { person = '' } = read(ledgerKey.operator(one.operatorId)) as { person?: string };
    const other = tree.newOperator(tree.sichuan.root, tree.basic);
    const { operatorId, signer } = other;
    const proof = await tree.prove({ purpose: 'operator-key', holder: operatorId }, signer);
    const entry = { operatorId, org: tree.basic, role: 'superadmin', grants: ['member'] } as const;
    const payload = {
      ...entry,
      grants: [...entry.grants],
      proof,
      responsibility: '',
      publicKey: signer.publicKey,
    };
    await tree.submit('operator.register', payload, { by: tree.sichuan.root });
    const bound = { operatorId, identityId: person, place: '' };
    await tree.submit('operator.bindPerson', bound, { by: tree.sichuan.root, subjectVersion: 1 });
    return other;
  }
});

/** The tag of the number and another name. */
function tagOf(name: string): string {
  return `${name.repeat(21)}A`;
}
