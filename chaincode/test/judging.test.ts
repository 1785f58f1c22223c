// SPDX-License-Identifier: Apache-2.0
import { canonicalJson } from '@unionid/domain/encoding';
import {
  ledgerKey,
  type AccountRecord,
  type ClaimRecord,
  type OrganisationRecord,
} from '@unionid/domain/ledger';
import type { MemberEntry } from '@unionid/domain/person';
import { expect } from 'chai';
import { newMemberEntry, type TestOperator } from '#src/testing/index.js';
import { DIGEST, OneTransfer } from './support/one-transfer.js';
import { codeOf } from './support/refusal.js';
import { boundCadre, decideByTwo } from './support/two-persons.js';
import type { UnionTree } from './support/union-tree.js';

const STAGES = ['begun', 'carried', 'closed'] as const;
type Stage = (typeof STAGES)[number];

describe('who has inherited a side', () => {
  let one: OneTransfer;
  let tree: UnionTree;
  let cadres: Readonly<Record<'basic' | 'sibling' | 'city' | 'province' | 'colleague', TestOperator>>;
  /** Beside the member's union, under the same city. */
  let sibling: string;

  beforeEach(async () => {
    one = await OneTransfer.open();
    ({ tree } = one);
    sibling = await one.found(tree.city, tree.sichuan.root);
    const of = (org: string, person: string): Promise<TestOperator> =>
      boundCadre(tree, { org, person, grants: ['member', 'organisation'], home: tree.otherCity });
    cadres = {
      ...{
        basic: await of(tree.basic, 'a'),
        sibling: await of(sibling, 'b'),
        city: await of(tree.city, 'c'),
      },
      ...{ province: await of(tree.sichuan.orgId, 'd'), colleague: await of(tree.sichuan.orgId, 'e') },
    };
  });

  /** A union is dissolved into the city, as far as a stage. */
  async function dissolve(orgId: string, stage: Stage): Promise<void> {
    const version = (): number => {
      const union = tree.ledger.state(ledgerKey.organisation(orgId)) ?? '{}';
      return (JSON.parse(union) as OrganisationRecord).version;
    };
    const payload = {
      orgId,
      ground: 'dissolved',
      heir: tree.city,
      on: one.today(),
      evidence: DIGEST,
    } as const;
    const [first, second] = [cadres.province, cadres.colleague];
    await decideByTwo(tree, 'organisation.beginClosing', {
      payload,
      subjectVersion: version(),
      first,
      second,
    });
    if (stage === 'begun') return;
    const fold = (): ReturnType<UnionTree['call']> =>
      tree.call('organisation:fold', canonicalJson({ orgId }), { mspId: tree.sichuan.mspId });
    while ((await fold()).result.empty !== true);
    if (stage === 'carried') return;
    await tree.submit('organisation.close', { orgId }, { by: first, subjectVersion: version() });
  }

  for (const side of ['new', 'old'] as const)
    for (const stage of STAGES)
      it(`of a transfer does not judge it: the ${side} one, whose end has ${stage}`, async () => {
        await one.request({ to: sibling, root: one.member.root }, tree.sichuan.root);
        await one.dispute('transfer.object', cadres.basic);
        expect(one.transfer().judge).to.equal(tree.city);
        await dissolve(side === 'new' ? sibling : tree.basic, stage);
        expect(await codeOf(one.decide('go', cadres.city))).to.equal('OUT_OF_SCOPE');
        await one.decide('go', cadres.province);
        expect(one.transfer()).to.include({ status: 'AGREED', way: 'decision' });
      });

  for (const stage of STAGES)
    it(`of what went by silence appeals and does not judge, where the end of the old union has ${stage}`, async () => {
      await one.request({ to: sibling, root: one.member.root }, tree.sichuan.root);
      await one.silence(cadres.sibling);
      await dissolve(tree.basic, stage);
      const isClosed = stage === 'closed';
      if (isClosed)
        expect(await codeOf(one.dispute('transfer.appeal', cadres.basic))).to.equal('OUT_OF_SCOPE');
      await one.dispute('transfer.appeal', isClosed ? cadres.city : cadres.basic);
      expect(one.transfer()).to.include({ status: 'APPEALED', judge: tree.sichuan.orgId });
      expect(await codeOf(one.decide('stay', cadres.city))).to.equal('OUT_OF_SCOPE');
      if (isClosed) expect(await codeOf(one.step('transfer.cancel', cadres.basic))).to.equal('OUT_OF_SCOPE');
      await one.decide('stay', cadres.province);
      await one.step('transfer.complete', cadres.city);
      expect(one.account()).to.include({ org: tree.city });
    });

  describe('of a claim', () => {
    let wrong: MemberEntry;
    const claim = (): ClaimRecord =>
      JSON.parse(tree.ledger.state(ledgerKey.claim(wrong.identityId)) ?? '{}') as ClaimRecord;
    const named = (): { identityId: string; place: string; evidence: string } => ({
      ...{ identityId: wrong.identityId, place: '', evidence: DIGEST },
    });
    const subject = (by: TestOperator): { by: TestOperator; subjectVersion: number } => ({
      ...{ by, subjectVersion: claim().v },
    });
    const contest = (by: TestOperator): Promise<unknown> =>
      tree.submit('claim.answer', { ...named(), outcome: 'contest' }, subject(by));
    const decide = (by: TestOperator): Promise<unknown> =>
      tree.submit('claim.decide', { ...named(), outcome: 'dismiss' }, subject(by));

    beforeEach(async () => {
      wrong = newMemberEntry(tree, tree.basic, { person: 'owner', nameTag: `${'B'.repeat(21)}A` });
      await tree.submit('person.enrol', wrong, { by: tree.sichuan.root });
      const { identityId, personKey, nameTag, root, level, org } = newMemberEntry(tree, sibling, {
        person: 'owner',
      });
      const payload = { identityId, personKey, nameTag, root, level, org, claimed: wrong.identityId };
      await tree.submit(
        'claim.open',
        { ...payload, kind: 'wrongDocument', evidence: DIGEST },
        { by: cadres.sibling, subjectVersion: 0 },
      );
    });

    for (const side of ['claimant', 'holder'] as const)
      for (const stage of STAGES)
        it(`does not decide on it: the ${side}, whose end has ${stage}`, async () => {
          await contest(cadres.basic);
          expect(claim()).to.include({ judge: tree.city });
          await dissolve(side === 'claimant' ? sibling : tree.basic, stage);
          expect(await codeOf(decide(cadres.city))).to.equal('OUT_OF_SCOPE');
          await decide(cadres.province);
          expect(claim()).to.include({ status: 'DISMISSED' });
        });

    for (const stage of STAGES)
      it(`is named judge of none that is contested later, where the end of the claimant has ${stage}`, async () => {
        await dissolve(sibling, stage);
        await contest(cadres.basic);
        expect(claim()).to.include({ judge: tree.sichuan.orgId });
      });

    // Covers: T17
    for (const stage of STAGES)
      it(`is settled for its owner, who is the heir’s then, where the end of the claimant has ${stage}`, async () => {
        await tree.submit('claim.answer', { ...named(), outcome: 'yield' }, subject(cadres.basic));
        await dissolve(sibling, stage);
        const { identityId, place } = named();
        const settle = (by: TestOperator): Promise<unknown> =>
          tree.submit('claim.settle', { identityId, place }, subject(by));
        const isClosed = stage === 'closed';
        if (isClosed) expect(await codeOf(settle(cadres.sibling))).to.equal('OUT_OF_SCOPE');
        await settle(isClosed ? cadres.city : cadres.sibling);
        expect(claim()).to.include({ status: 'SETTLED' });
        const made = JSON.parse(tree.ledger.state(ledgerKey.account(claim().owner)) ?? '{}') as AccountRecord;
        expect(made).to.include({ state: 'NONE', org: tree.city, province: '51' });
      });

    // Covers: T17, T19
    it('is not decided by whoever has contested it, for the union below', async () => {
      await contest(cadres.city);
      expect(await codeOf(decide(cadres.city))).to.equal('SAME_PERSON');
      await decide(cadres.province);
      expect(claim()).to.include({ status: 'DISMISSED' });
    });

    // Covers: T19
    it('takes it back once the union is closed, and answers for whoever has left it', async () => {
      const change = { ...named(), on: one.today(), reason: 'request' } as const;
      await tree.submit('membership.leave', change, { by: cadres.basic, subjectVersion: 1 });
      await dissolve(tree.basic, 'closed');
      await dissolve(sibling, 'closed');
      expect(await codeOf(contest(cadres.basic)), 'a closed union has nothing to act on').to.equal(
        'OUT_OF_SCOPE',
      );
      await contest(cadres.city);
      const { identityId, place } = named();
      const withdraw = (by: TestOperator): Promise<unknown> =>
        tree.submit('claim.withdraw', { identityId, place }, subject(by));
      expect(await codeOf(withdraw(cadres.sibling))).to.equal('OUT_OF_SCOPE');
      expect(await codeOf(withdraw(cadres.city)), 'who contested it').to.equal('SAME_PERSON');
      await withdraw(cadres.province);
    });
  });
});
