// SPDX-License-Identifier: Apache-2.0
import { samplePayload, type PayloadOf } from '@unionid/domain/catalogue';
import {
  formatLead,
  ledgerKey,
  personIndexOf,
  type AccountRecord,
  type ClaimRecord,
} from '@unionid/domain/ledger';
import type { MemberEntry } from '@unionid/domain/person';
import { expect } from 'chai';
import { newImport, newMemberEntry, type TestOperator } from '#src/testing/index.js';
import { codeOf } from './support/refusal.js';
import { boundCadre, decideByTwo } from './support/two-persons.js';
import { newUnionTree, registerOperator, type UnionTree } from './support/union-tree.js';

const DIGEST = 'A'.repeat(43);
const TODAY = '2026-03-02';
const DAY = 86_400_000;

describe('a claim onto an account that the owner has', () => {
  let tree: UnionTree;
  /** In 四川, under the number of somebody of 北京. */
  let wrong: MemberEntry;
  /** That somebody, in 北京, under the number of the one in 四川. */
  let own: MemberEntry;
  /** Both as they should be. */
  let [owner, other]: [MemberEntry, MemberEntry] = [] as never;
  let [first, second, third]: [TestOperator, TestOperator, TestOperator] = [] as never;

  beforeEach(async () => {
    tree = await newUnionTree();
    wrong = newMemberEntry(tree, tree.basic, { person: 'number of one', nameTag: tagOf('B') });
    own = newMemberEntry(tree, tree.beijingBasic, { person: 'number of two', nameTag: tagOf('C') });
    owner = newMemberEntry(tree, tree.beijingBasic, { person: 'number of one' });
    other = newMemberEntry(tree, tree.basic, { person: 'number of two' });
    await tree.submit('person.enrol', wrong, { by: tree.sichuan.root });
    await tree.submit('person.enrol', own, { by: tree.beijing.root });
    const [home, by] = [tree.beijingBasic, tree.beijing.root];
    first = await boundCadre(tree, { org: tree.beijingBasic, person: 'first', home, by });
    second = await boundCadre(tree, { org: tree.beijing.orgId, person: 'second', home, by });
    third = await boundCadre(tree, { org: tree.beijing.orgId, person: 'third', home, by });
  });

  type Submitted = ReturnType<UnionTree['submit']>;
  const read = (key: string): unknown => {
    const value = tree.ledger.state(key);
    return value === undefined ? undefined : JSON.parse(value);
  };
  const claim = (identityId = wrong.identityId): ClaimRecord | undefined =>
    read(ledgerKey.claim(identityId)) as ClaimRecord | undefined;
  const account = (identityId: string): AccountRecord | undefined =>
    read(ledgerKey.account(identityId)) as AccountRecord | undefined;
  const lead = (entry: MemberEntry): string | undefined =>
    read(ledgerKey.person(entry.personKey)) as string | undefined;
  const open = (change: Partial<PayloadOf<'claim.open'>> = {}, by = first): Submitted => {
    const payload = {
      ...{ identityId: own.identityId, place: '', personKey: owner.personKey, nameTag: owner.nameTag },
      ...{ root: own.root, level: owner.level, org: owner.org, claimed: wrong.identityId },
      ...{ kind: 'wrongDocument' as const, evidence: DIGEST },
      ...change,
    };
    return tree.submit('claim.open', payload, { by, subjectVersion: claim(payload.claimed)?.v ?? 0 });
  };
  const exchange = (): NonNullable<PayloadOf<'claim.answer'>['exchange']> => {
    const { personKey, nameTag, root } = other;
    return { personKey, nameTag, root };
  };
  const answer = (change: Partial<PayloadOf<'claim.answer'>> = {}, by = tree.sichuan.root): Submitted =>
    tree.submit(
      'claim.answer',
      { identityId: wrong.identityId, place: '', evidence: DIGEST, outcome: 'yield', ...change },
      { by, subjectVersion: claim(wrong.identityId)?.v ?? 0 },
    );
  const rebind = (
    change: Partial<PayloadOf<'person.rebind'>> = {},
    signers: readonly [TestOperator, TestOperator] = [first, second],
  ): Promise<void> => {
    const { personKey, nameTag, root } = owner;
    const payload = {
      ...{ ...samplePayload('person.rebind'), identityId: own.identityId, personKey, nameTag, root },
      ...{ replaces: [own.personKey], claimed: { identityId: wrong.identityId, place: '' } },
      ...change,
    };
    const subjectVersion = account(payload.identityId)?.v ?? 1;
    return decideByTwo(tree, 'person.rebind', {
      payload,
      subjectVersion,
      first: signers[0],
      second: signers[1],
    });
  };
  const voidOwn = (
    change: Partial<PayloadOf<'membership.void'>> = {},
    signers: readonly [TestOperator, TestOperator] = [first, second],
  ): Promise<void> => {
    const payload = {
      ...{ ...samplePayload('membership.void'), identityId: own.identityId, on: TODAY, evidence: DIGEST },
      into: { identityId: wrong.identityId, place: '' },
      ...change,
    };
    const subjectVersion = account(payload.identityId)?.v ?? 1;
    return decideByTwo(tree, 'membership.void', {
      payload,
      subjectVersion,
      first: signers[0],
      second: signers[1],
    });
  };

  // Covers: T17, W2
  it('lets two numbers change places in one transaction; both stay members, each by the own number', async () => {
    const [ofWrong, ofOwn] = [account(wrong.identityId), account(own.identityId)];
    await open();
    expect(claim()).to.include({ status: 'OPENED', onto: true, owner: own.identityId, root: own.root });
    await answer({ exchange: exchange() });
    expect(claim()).to.deep.include({
      ...{ status: 'UPHELD', yielded: tree.sichuan.root.operatorId },
      exchange: {
        keys: [personIndexOf(other.personKey)],
        ...{ tag: other.nameTag, root: other.root, of: wrong.root },
      },
    });
    expect([account(wrong.identityId), account(own.identityId)]).to.deep.equal([ofWrong, ofOwn]);
    await rebind();
    expect(account(own.identityId)).to.deep.equal({ ...ofOwn, v: 2, tag: owner.nameTag, root: owner.root });
    expect(account(wrong.identityId)).to.deep.equal({
      ...ofWrong,
      v: 2,
      tag: other.nameTag,
      root: other.root,
    });
    expect([lead(owner), lead(other)]).to.deep.equal([own.identityId, wrong.identityId]);
    expect(claim()).to.deep.include({ status: 'SETTLED', released: wrong.root });
    expect(claim()?.exchange).to.include({ released: own.root });
  });

  // Covers: T17, W2
  it('lets them change places from pages, which both leave', async () => {
    [wrong, own] = [
      newMemberEntry(tree, tree.basic, { person: 'page of one', nameTag: tagOf('B') }),
      newMemberEntry(tree, tree.beijingBasic, { person: 'page of two', nameTag: tagOf('C') }),
    ];
    owner = newMemberEntry(tree, tree.beijingBasic, { person: 'page of one' });
    other = newMemberEntry(tree, tree.basic, { person: 'page of two' });
    for (const [entry, union] of [
      [wrong, tree.sichuan],
      [own, tree.beijing],
    ] as const) {
      const { manifest, chunks } = newImport(tree, [entry]);
      await tree.submit('person.import', manifest, { by: union.root });
      for (const chunk of chunks) await tree.call('person:importChunk', chunk, { mspId: union.root.mspId });
    }
    const places = [lead(wrong) ?? '', lead(own) ?? ''] as const;
    await open({ place: places[1] });
    await answer({ place: places[0], exchange: exchange() });
    expect(await codeOf(rebind({ place: places[1] }))).to.equal('ACCOUNT_UNKNOWN');
    await rebind({ place: places[1], claimed: { identityId: wrong.identityId, place: places[0] } });
    // By the places in their pages, which their own records stand for now.
    expect([lead(owner), lead(other)]).to.deep.equal([places[1], places[0]]);
    expect(account(own.identityId)).to.include({ v: 2, tag: owner.nameTag, org: tree.beijingBasic });
    expect(account(wrong.identityId)).to.include({ v: 2, tag: other.nameTag, org: tree.basic });
  });

  // Covers: T17, W2
  it('takes the number where the other side is silent; its own it claims in the same way', async () => {
    await open();
    expect(await codeOf(rebind())).to.equal('CLAIM_TOO_EARLY');
    tree.clock.set(Date.parse(claim()?.silentAt ?? ''));
    await rebind();
    expect(claim()).to.include({ status: 'SETTLED', way: 'silence', released: wrong.root });
    expect(account(wrong.identityId), 'untouched').to.include({ v: 1, tag: wrong.nameTag });
    expect(lead(owner)).to.equal(own.identityId);
    expect(lead(other)).to.equal(formatLead({ holder: own.identityId, formerTag: own.nameTag }));
    const sichuan = await boundCadre(tree, { org: tree.basic, person: 'fourth' });
    const above = await boundCadre(tree, { org: tree.city, person: 'fifth' });
    const { personKey, nameTag, root } = other;
    const back = {
      ...samplePayload('person.rebind'),
      identityId: wrong.identityId,
      personKey,
      nameTag,
      root,
    };
    const rest = { subjectVersion: 1, first: sichuan, second: above };
    expect(await codeOf(decideByTwo(tree, 'person.rebind', { payload: back, ...rest }))).to.equal(
      'ACCOUNT_EXISTS',
    );
    await open(
      {
        ...{ identityId: wrong.identityId, personKey, nameTag, root: wrong.root, org: tree.basic },
        claimed: own.identityId,
      },
      sichuan,
    );
    const named = { identityId: own.identityId, place: '', evidence: DIGEST, outcome: 'yield' as const };
    await tree.submit('claim.answer', named, { by: first, subjectVersion: 1 });
    const payload = { ...back, claimed: { identityId: own.identityId, place: '' } };
    await decideByTwo(tree, 'person.rebind', { payload, ...rest });
    expect(lead(other)).to.equal(wrong.identityId);
    expect(claim(own.identityId)).to.include({ status: 'SETTLED' }).and.not.have.property('released');
    expect(account(own.identityId)).to.include({ v: 2, tag: owner.nameTag });
  });

  // Covers: T17
  it('is decided where it is contested, and settled by nobody of the other side', async () => {
    await open();
    await answer({ outcome: 'contest' });
    expect(await codeOf(rebind())).to.equal('CLAIM_CONTESTED');
    const judged = { identityId: wrong.identityId, place: '', evidence: DIGEST, outcome: 'uphold' as const };
    await tree.submit('claim.decide', judged, { by: tree.national.root, subjectVersion: 2 });
    const settle = tree.submit(
      'claim.settle',
      { identityId: wrong.identityId, place: '' },
      { by: first, subjectVersion: 3 },
    );
    expect(await codeOf(settle), 'no account is made').to.equal('ACCOUNT_EXISTS');
    await rebind();
    expect(claim()).to.include({ status: 'SETTLED', way: 'decision' });
  });

  it('is of accounts of the union that opens it', async () => {
    for (const [change, code] of [
      [{ identityId: wrong.identityId }, 'CLAIM_ACCOUNT'],
      [{ org: tree.beijing.orgId }, 'CLAIM_ACCOUNT'],
      [{ root: owner.root }, 'STALE_SUBJECT'],
      [{ identityId: owner.identityId }, 'ACCOUNT_UNKNOWN'],
      [{ kind: 'duplicate' }, 'NAME_DIFFERS'],
    ] as const)
      expect(await codeOf(open(change, second)), code).to.equal(code);
    const operators = read(ledgerKey.operator(first.operatorId)) as { person: string };
    const mine = account(operators.person);
    const about = { identityId: operators.person, root: mine?.root ?? '' };
    expect(await codeOf(open(about))).to.equal('OWN_ACCOUNT');
    await open(about, second);
    expect(claim()).to.include({ owner: operators.person });
  });

  it('is answered and decided by nobody who is the owner', async () => {
    const { person } = read(ledgerKey.operator(first.operatorId)) as { person: string };
    const about = { identityId: person, root: account(person)?.root ?? '' };
    const { root: by } = tree.sichuan;
    const [holder, judge] = [
      await operatorOf(person, { org: tree.basic, by }),
      await operatorOf(person, { org: tree.national.orgId, by: tree.national.root }),
    ];
    await open(about, second);
    for (const outcome of ['yield', 'contest'] as const)
      expect(await codeOf(answer({ outcome }, holder))).to.equal('OWN_ACCOUNT');
    await answer({ outcome: 'contest' });
    const judged = { identityId: wrong.identityId, place: '', evidence: DIGEST, outcome: 'uphold' as const };
    const decide = (who: TestOperator): Submitted =>
      tree.submit('claim.decide', judged, { by: who, subjectVersion: 2 });
    expect(await codeOf(decide(judge))).to.equal('OWN_ACCOUNT');
    await decide(tree.national.root);
  });

  it('changes no places but of two numbers that are each other’s', async () => {
    await open();
    const stranger = newMemberEntry(tree, tree.basic, { person: 'stranger' });
    const { personKey, nameTag, root } = stranger;
    expect(await codeOf(answer({ exchange: { personKey, nameTag, root } }))).to.equal('CLAIM_ACCOUNT');
    expect(await codeOf(answer({ outcome: 'contest', exchange: exchange() }))).to.equal('CLAIM_ACCOUNT');
    await answer({ exchange: exchange() });
    // The record that was to be corrected has been corrected otherwise meanwhile.
    const phone = {
      ...{ ...samplePayload('person.correct'), identityId: wrong.identityId, root: stranger.root },
    };
    await tree.submit('person.correct', phone, { by: tree.sichuan.root, subjectVersion: 1 });
    expect(await codeOf(rebind())).to.equal('CLAIM_OVERTAKEN');
  });

  it('is settled by the account’s own union and onto that account only, in time', async () => {
    await open();
    await answer();
    expect(await codeOf(rebind({ personKey: other.personKey }))).to.equal('CLAIM_OVERTAKEN');
    expect(await codeOf(voidOwn())).to.equal('CLAIM_ACCOUNT');
    const mine = (read(ledgerKey.operator(first.operatorId)) as { person: string }).person;
    const ofFirst = newMemberEntry(tree, tree.beijingBasic, { person: 'first' });
    const onto = { identityId: mine, replaces: [ofFirst.personKey] };
    expect(await codeOf(rebind(onto, [third, second]))).to.equal('CLAIM_UNKNOWN');
    tree.clock.advance(40 * DAY);
    expect(await codeOf(rebind())).to.equal('CLAIM_ENDED');
  });

  // Covers: W2
  it('of one person twice ends the account under the wrong number for the one that stands', async () => {
    await open({ claimed: claimedId(), kind: 'duplicate', nameTag: tagOf('B') });
    expect(claim(claimedId())).to.include({ kind: 'duplicate', onto: true });
    expect(await codeOf(answerStanding({ exchange: exchange() }))).to.equal('CLAIM_ACCOUNT');
    await answerStanding();
    expect(await codeOf(rebind({ claimed: { identityId: claimedId(), place: '' } }))).to.equal(
      'CLAIM_ACCOUNT',
    );
    expect(
      await codeOf(voidOwn({ into: { identityId: claimedId(), place: '' }, reason: 'mistake' })),
    ).to.equal('CLAIM_ACCOUNT');
    await voidOwn({ into: { identityId: claimedId(), place: '' } });
    expect(account(own.identityId)).to.include({ state: 'VOIDED', why: 'duplicate', into: claimedId() });
    expect(account(claimedId())).to.deep.include({ v: 2, state: 'ACTIVE', also: [own.identityId] });
    expect(claim(claimedId())).to.include({ status: 'SETTLED' }).and.not.have.property('released');
    expect(lead(owner)).to.equal(claimedId());
  });

  it('of one person twice leaves nobody without a union, nor an operator without its person', async () => {
    await open({ kind: 'duplicate', nameTag: tagOf('B'), claimed: claimedId() });
    await answerStanding();
    const leaving = { ...samplePayload('membership.leave'), identityId: claimedId(), on: TODAY };
    await tree.submit('membership.leave', leaving, { by: tree.sichuan.root, subjectVersion: 1 });
    expect(await codeOf(voidOwn({ into: { identityId: claimedId(), place: '' } }))).to.equal(
      'STANDING_NOT_MEMBER',
    );
    const { root: by, orgId: org } = tree.beijing;
    const { operatorId } = await registerOperator(tree, { org, role: 'cadre', grants: ['member'], by });
    const bound = { operatorId, identityId: own.identityId, place: '' };
    await tree.submit('operator.bindPerson', bound, { by, subjectVersion: 1 });
    expect(await codeOf(voidOwn({ into: { identityId: claimedId(), place: '' } }))).to.equal(
      'ACCOUNT_OF_OPERATOR',
    );
  });

  /** Another operator of a person. */
  async function operatorOf(
    identityId: string,
    { org, by }: { readonly org: string; readonly by: TestOperator },
  ): Promise<TestOperator> {
    const role = org === by.org ? 'cadre' : 'superadmin';
    const operator = await registerOperator(tree, { org, role, grants: ['member'], by });
    const bound = { operatorId: operator.operatorId, identityId, place: '' };
    await tree.submit('operator.bindPerson', bound, { by, subjectVersion: 1 });
    return operator;
  }

  function claimedId(): string {
    return lead(owner) ?? '';
  }

  function answerStanding(change: Partial<PayloadOf<'claim.answer'>> = {}): Submitted {
    return tree.submit(
      'claim.answer',
      { identityId: claimedId(), place: '', evidence: DIGEST, outcome: 'yield', ...change },
      { by: tree.sichuan.root, subjectVersion: claim(claimedId())?.v ?? 0 },
    );
  }
});

/** The tag of the number and another name. */
function tagOf(name: string): string {
  return `${name.repeat(21)}A`;
}
