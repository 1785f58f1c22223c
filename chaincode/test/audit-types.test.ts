// SPDX-License-Identifier: Apache-2.0
import type { InstructionType, PayloadOf } from '@unionid/domain/catalogue';
import { toBase64url, fromBase64url } from '@unionid/domain/encoding';
import {
  ledgerKey,
  readLedgerValue,
  type FindingRecord,
  type SampleRecord,
  type UnmaskRecord,
} from '@unionid/domain/ledger';
import type { MemberEntry } from '@unionid/domain/person';
import { sampleOf } from '@unionid/domain/sample';
import { sm3 } from '@unionid/domain/sm';
import { expect } from 'chai';
import type { Committed, TestOperator } from '#src/testing/index.js';
import { newAuditor } from './support/auditors.js';
import {
  allotTo,
  benefitRecord,
  DAY_MS,
  DOCUMENT,
  enrolMembers,
  newPlanWorld,
  newStaff,
  rowOf,
  TestPlan,
  type PlanStaff,
  type PlanWorld,
} from './support/benefit-plan.js';
import { codeOf } from './support/refusal.js';
import { boundCadre } from './support/two-persons.js';
import { newUnionTree, registerOperator, type UnionTree } from './support/union-tree.js';

const NONCE = toBase64url(new Uint8Array(32).fill(9));
const COMMIT = toBase64url(sm3(fromBase64url(NONCE)));

describe('what auditors write', () => {
  let tree: UnionTree;
  let world: PlanWorld;
  let staff: PlanStaff;
  let plan: TestPlan;
  let payees: readonly MemberEntry[];
  let auditor: TestOperator;
  /** 经审 of the national union: by two persons, and who appoints. */
  let approvers: readonly [TestOperator, TestOperator];
  let answerer: TestOperator;

  beforeEach(async () => {
    tree = await newUnionTree();
    world = await newPlanWorld(tree);
    const { national, sichuan } = tree;
    staff = await newStaff(tree, { org: sichuan.orgId, home: tree.basic, by: sichuan.root });
    await allotTo(world, { org: sichuan.orgId, by: staff.maker });
    const names = ['payee 1', 'payee 2', 'payee 3'];
    payees = await enrolMembers(tree, { home: tree.basic, by: sichuan.root, names });
    const home = tree.beijingBasic;
    const supervisor = (person: string): Promise<TestOperator> =>
      supervisorOf(national.orgId, { person, home });
    approvers = [await supervisor('approver 1'), await supervisor('approver 2')];
    auditor = await newAuditor(tree, {
      ...{ by: approvers[0], org: sichuan.orgId, home, root: tree.beijing.root, sources: ['union'] },
    });
    answerer = await boundCadre(tree, { org: tree.city, person: 'answerer', by: sichuan.root });
    plan = new TestPlan(
      world,
      staff,
      payees.map((entry) => rowOf(entry)),
    );
  });

  // The person is of another province than the operator: 经审 of the national union is nobody's member here.
  async function supervisorOf(
    org: string,
    { person, home }: { readonly person: string; readonly home: string },
  ): Promise<TestOperator> {
    const [entry] = await enrolMembers(tree, { home, by: tree.beijing.root, names: [person] });
    const operator = await registerOperator(tree, {
      ...{ org, role: 'cadre', grants: ['audit'], by: tree.national.root },
    });
    const bound = { operatorId: operator.operatorId, identityId: entry?.identityId ?? '', place: '' };
    await tree.submit('operator.bindPerson', bound, { by: tree.national.root, subjectVersion: 1 });
    return operator;
  }

  const submit = <T extends InstructionType>(
    type: T,
    payload: PayloadOf<T>,
    by: TestOperator,
    subjectVersion = 0,
  ): Promise<Committed> => tree.submit(type, payload, { by, subjectVersion });

  async function reconciled(): Promise<void> {
    await plan.lock();
    await plan.check();
    await plan.approve();
    await plan.publicise();
    tree.clock.advance(7 * DAY_MS);
    await plan.pay();
    const list = await plan.results({ 0: true, 1: true, 2: false });
    await plan.reconcile([list], { items: 2, fen: 100_000 });
  }

  describe('a finding', () => {
    const finding = (): FindingRecord | undefined =>
      benefitRecord(tree, 'finding', ledgerKey.finding(findingId));
    let findingId: string;

    beforeEach(() => {
      findingId = tree.newId('finding');
    });

    const open = (change: Partial<PayloadOf<'finding.open'>> = {}, by = auditor): Promise<Committed> =>
      submit(
        'finding.open',
        {
          ...{ findingId, org: tree.sichuan.orgId, fund: world.fund, check: 'CAP-1', rule: 1, height: 9 },
          ...{ evidence: DOCUMENT, fen: 50_000, due: '2026-12-31', ...change },
        },
        by,
      );
    const respond = (
      action: 'remedy' | 'recover',
      fen: number,
      version: number,
      by = staff.maker,
    ): Promise<Committed> =>
      submit('finding.respond', { findingId, action, fen, evidence: DOCUMENT }, by, version);
    const close = (outcome: 'settled' | 'unfounded', version: number, by = auditor): Promise<Committed> =>
      submit('finding.close', { findingId, outcome, evidence: DOCUMENT }, by, version);

    it('goes from 发现 by 整改 and 追缴 to 销号, each by whom it may', async () => {
      await plan.listed();
      await open({ plan: plan.planId, items: [0, 2] });
      expect(finding()).to.deep.include({ v: 1, state: 'OPEN', source: 'union', province: '51' });
      expect(await codeOf(respond('recover', 10_000, 1)), 'before it is remedied').to.equal('FINDING_STEP');
      expect(await codeOf(close('settled', 1))).to.equal('FINDING_STEP');
      await respond('remedy', 0, 1);
      expect(await codeOf(close('settled', 2)), 'nothing is recovered').to.equal('FINDING_FEN');
      await respond('recover', 20_000, 2);
      expect(await codeOf(respond('recover', 20_000, 3))).to.equal('FINDING_FEN');
      expect(await codeOf(respond('recover', 50_001, 3))).to.equal('FINDING_FEN');
      await respond('remedy', 0, 3);
      await respond('recover', 50_000, 4);
      await close('settled', 5);
      expect(finding()).to.deep.include({ v: 6, state: 'CLOSED' });
      expect(finding()?.closing?.outcome).to.equal('settled');
      expect(await codeOf(respond('remedy', 0, 6))).to.equal('FINDING_STEP');
      expect(await codeOf(close('unfounded', 6))).to.equal('FINDING_STEP');
    });

    it('ends as unfounded at once, and of nobody whom it is not about', async () => {
      await open();
      expect(await codeOf(respond('remedy', 1, 1)), 'a remedy is no money').to.equal('FINDING_FEN');
      expect(await codeOf(respond('remedy', 0, 1, staff.payer))).to.equal('GRANT_MISSING');
      const beijing = await newStaff(tree, {
        ...{ org: tree.beijing.orgId, home: tree.beijingBasic, by: tree.beijing.root },
      });
      expect(await codeOf(respond('remedy', 0, 1, beijing.maker))).to.equal('PROVINCE_FOREIGN');
      expect(await codeOf(respond('remedy', 0, 1, auditor))).to.equal('PROVINCE_FOREIGN');
      expect(await codeOf(close('unfounded', 1, staff.maker))).to.equal('GRANT_MISSING');
      await close('unfounded', 1);
      const missing = { findingId: tree.newId('finding'), outcome: 'unfounded', evidence: DOCUMENT } as const;
      expect(await codeOf(submit('finding.close', missing, auditor))).to.equal('FINDING_UNKNOWN');
    });

    it('is of the auditor’s scope: its unions, its sources, and a plan that is theirs', async () => {
      await plan.listed();
      await open();
      expect(await codeOf(open())).to.equal('FINDING_EXISTS');
      findingId = tree.newId('finding');
      const { orgId } = tree.beijing;
      expect(await codeOf(open({ org: orgId }))).to.equal('OUT_OF_SCOPE');
      expect(await codeOf(open({ org: tree.national.orgId }))).to.equal('OUT_OF_SCOPE');
      expect(await codeOf(open({ org: tree.newId('organisation') }))).to.equal('ORGANISATION_UNKNOWN');
      expect(await codeOf(open({ fund: tree.newId('fund') }))).to.equal('FUND_UNKNOWN');
      expect(await codeOf(open({ due: '2026-01-01' }))).to.equal('DATES_INVALID');
      expect(await codeOf(open({ plan: tree.newId('manifest') }))).to.equal('PLAN_UNKNOWN');
      expect(await codeOf(open({ items: [1] }))).to.equal('PLAN_UNKNOWN');
      expect(await codeOf(open({ plan: plan.planId, org: tree.city }))).to.equal('FINDING_ELSEWHERE');
      expect(await codeOf(open({ plan: plan.planId, items: [2, 3] })), 'three are listed').to.equal(
        'ITEM_UNKNOWN',
      );
      expect(await codeOf(open({}, staff.maker))).to.equal('GRANT_MISSING');
      const own = tree.newId('fund');
      await submit(
        'fund.open',
        { fundId: own, org: tree.sichuan.orgId, source: 'central', document: DOCUMENT, fen: 5 },
        staff.maker,
      );
      expect(await codeOf(open({ fund: own }))).to.equal('OUT_OF_SCOPE');
      await open({ org: tree.city });
    });
  });

  describe('of a plan in which one takes part', () => {
    const root = () => tree.beijing.root;
    const of = (by: TestOperator): readonly (() => Promise<Committed>)[] => {
      const { planId } = plan;
      const { identityId } = payees[1]!;
      const { fund } = world;
      const found = { org: staff.org, fund, plan: planId, check: 'CAP-1', rule: 1, height: 9, fen: 0 };
      const unmasked = { unmaskId: tree.newId('unmask'), number: 'JS2026-001', planId, item: 1 };
      const finding = { ...found, findingId: tree.newId('finding'), evidence: DOCUMENT, due: '2026-12-31' };
      return [
        () => submit('finding.open', finding, by),
        () => submit('unmask.request', { ...unmasked, identityId, place: '' }, by),
        () => submit('sample.commit', { planId, commit: COMMIT, size: 2 }, by),
      ];
    };

    it('nobody audits what pays himself', async () => {
      const { identityId } = payees[0]!;
      const scope = { by: approvers[0], org: staff.org, sources: ['union'], root: root() } as const;
      const payee = await newAuditor(tree, { ...scope, identityId });
      await plan.listed();
      for (const act of of(payee)) expect(await codeOf(act())).to.equal('OWN_ACCOUNT');
      const [open] = of(auditor);
      const { result } = await open!();
      const closing = {
        findingId: String(result.findingId),
        outcome: 'unfounded',
        evidence: DOCUMENT,
      } as const;
      expect(await codeOf(submit('finding.close', closing, payee, 1))).to.equal('OWN_ACCOUNT');
      await submit('finding.close', closing, auditor, 1);
    });

    it('nobody audits where he has a duty, taken before or since, nor strikes off what he answered', async () => {
      const own = { by: tree.sichuan.root, home: tree.basic };
      await settleIn(tree.city);
      const named = { ...own, org: tree.sichuan.orgId, person: 'above' };
      const above = await boundCadre(tree, { ...named, grants: ['approve', 'fund', 'member'] });
      const { person: identityId = '' } =
        readLedgerValue('operator', tree.ledger.state(ledgerKey.operator(above.operatorId)) ?? '') ?? {};
      const scope = { by: approvers[0], org: tree.city, sources: ['union'] } as const;
      const both = await newAuditor(tree, { ...scope, identityId });
      await plan.listed();
      const [open, request, commit] = of(both);
      const { findingId } = (await open!()).result;
      await commit!();
      const respond = { findingId: String(findingId), action: 'remedy', fen: 0, evidence: DOCUMENT } as const;
      const other = await newAuditor(tree, { ...scope, home: tree.otherCity });
      expect(await codeOf(submit('finding.respond', respond, above, 1))).to.equal('SAME_PERSON');
      const [again] = of(other);
      const answered = { ...respond, findingId: String((await again!()).result.findingId) };
      await submit('finding.respond', answered, above, 1);
      const closing = { findingId: answered.findingId, outcome: 'unfounded', evidence: DOCUMENT } as const;
      expect(await codeOf(submit('finding.close', closing, both, 2))).to.equal('SAME_PERSON');
      const unmaskId = String((await request!()).result.unmaskId);
      for (const [at, by] of approvers.entries()) await submit('unmask.approve', { unmaskId }, by, at + 1);
      const answer = { unmaskId, evidence: DOCUMENT };
      expect(await codeOf(submit('unmask.answer', answer, above, 3))).to.equal('SAME_PERSON');
      await plan.lock();
      await plan.check();
      await plan.approve(above);
      for (const act of of(both)) expect(await codeOf(act())).to.equal('DUTY_TAKEN');
      expect(await codeOf(submit('finding.close', closing, both, 2))).to.equal('DUTY_TAKEN');
      await submit('finding.close', closing, other, 2);
    });

    /** Plans of another union of the province. */
    async function settleIn(org: string): Promise<void> {
      staff = await newStaff(tree, { org, home: tree.basic, by: tree.sichuan.root });
      await allotTo(world, { org, by: staff.maker });
      plan = new TestPlan(
        world,
        staff,
        payees.map((entry) => rowOf(entry)),
      );
    }
  });

  describe('an unmasking', () => {
    const unmask = (): UnmaskRecord | undefined => benefitRecord(tree, 'unmask', ledgerKey.unmask(unmaskId));
    let unmaskId: string;

    beforeEach(async () => {
      unmaskId = tree.newId('unmask');
      await plan.listed();
    });

    const request = (change: Partial<PayloadOf<'unmask.request'>> = {}, by = auditor): Promise<Committed> => {
      const { identityId } = payees[1]!;
      const payload = { unmaskId, number: 'JS2026-001', planId: plan.planId, item: 1, identityId, place: '' };
      return submit('unmask.request', { ...payload, ...change }, by);
    };
    const approve = (by: TestOperator, version: number): Promise<Committed> =>
      submit('unmask.approve', { unmaskId }, by, version);
    const answer = (version: number, by = answerer): Promise<Committed> =>
      submit('unmask.answer', { unmaskId, evidence: DOCUMENT }, by, version);

    it('is asked with a case, approved by two persons and answered by the vault’s owner', async () => {
      await request();
      expect(unmask()).to.deep.include({ state: 'ASKED', home: tree.basic, homeProvince: '51' });
      expect(await codeOf(answer(1))).to.equal('UNMASK_STEP');
      await approve(approvers[0], 1);
      expect(unmask()?.state).to.equal('ASKED');
      expect(await codeOf(approve(approvers[0], 2)), 'one person twice').to.equal('SAME_PERSON');
      await approve(approvers[1], 2);
      expect(unmask()).to.deep.include({ state: 'APPROVED', until: '2026-03-12' });
      expect(await codeOf(approve(approvers[1], 3))).to.equal('UNMASK_STEP');
      expect(await codeOf(answer(3, staff.maker))).to.equal('GRANT_MISSING');
      await answer(3);
      expect(unmask()).to.deep.include({ v: 4, state: 'ANSWERED' });
      expect(await codeOf(answer(4))).to.equal('UNMASK_STEP');
      unmaskId = tree.newId('unmask');
      expect(await codeOf(answer(1))).to.equal('UNMASK_UNKNOWN');
      expect(await codeOf(approve(approvers[0], 1))).to.equal('UNMASK_UNKNOWN');
    });

    it('is of nobody whom an item gives nothing: left out, struck off, or given up', async () => {
      const { identityId } = payees[1]!;
      const again = await new TestPlan(world, staff, [rowOf(payees[1]!)]).listed();
      expect(again.letters).to.equal('X');
      expect(await codeOf(request({ planId: again.planId, item: 0, identityId }))).to.equal('ITEM_STATE');
      await plan.lock();
      await plan.strike(1);
      expect(await codeOf(request())).to.equal('ITEM_STATE');
      await plan.cancel();
      await plan.fold();
      const first = { item: 0, identityId: payees[0]!.identityId };
      expect(await codeOf(request(first))).to.equal('ITEM_STATE');
    });

    it('is of somebody whom an item of the scope names, and approved from above', async () => {
      expect(await codeOf(request({ item: 0 })), 'somebody else’s item').to.equal('ITEM_UNKNOWN');
      expect(await codeOf(request({ item: 40 }))).to.equal('ITEM_UNKNOWN');
      expect(await codeOf(request({ planId: tree.newId('manifest') }))).to.equal('PLAN_UNKNOWN');
      const nobody = tree.newId('identity');
      expect(await codeOf(request({ identityId: nobody, item: 1 }))).to.equal('ACCOUNT_UNKNOWN');
      expect(await codeOf(request({}, staff.checker))).to.equal('GRANT_MISSING');
      await request();
      expect(await codeOf(request())).to.equal('UNMASK_EXISTS');
      expect(await codeOf(approve(auditor, 1))).to.equal('GRANT_MISSING');
      const own = await boundCadre(tree, {
        ...{ org: tree.sichuan.orgId, person: 'own 经审', grants: ['audit'] },
      });
      expect(await codeOf(approve(own, 1)), 'of the audited union').to.equal('OUT_OF_SCOPE');
    });
  });

  describe('a sample', () => {
    const sample = (): SampleRecord | undefined =>
      benefitRecord(tree, 'sample', ledgerKey.sample(plan.planId));
    const commit = (by = auditor): Promise<Committed> =>
      submit('sample.commit', { planId: plan.planId, commit: COMMIT, size: 2 }, by);
    const drawn = (letters: string, size = 2): readonly number[] =>
      sampleOf(
        { planId: plan.planId, hash: DOCUMENT, nonce: NONCE, rows: payees.length, size },
        (row) => letters[row],
      );
    const record = (change: Partial<PayloadOf<'sample.record'>> = {}, by = auditor): Promise<Committed> => {
      const found = { nonce: NONCE, block: 140, hash: DOCUMENT, items: [...drawn(plan.letters)], failed: 0 };
      const payload = { planId: plan.planId, ...found, evidence: DOCUMENT, ...change };
      return submit('sample.record', payload, by, 1);
    };

    it('is promised before the plan is locked, and can be no other than nonce and block draw', async () => {
      await plan.listed();
      expect(await codeOf(commit(staff.checker))).to.equal('GRANT_MISSING');
      await commit();
      expect(await codeOf(commit())).to.equal('SAMPLE_EXISTS');
      expect(await codeOf(record({ items: [0, 1] }))).to.equal('PLAN_STEP');
      await reconciled();
      expect(drawn(plan.letters)).to.deep.equal([0, 1]);
      expect(await codeOf(record({ items: [0, 2] }))).to.equal('SAMPLE_DIFFERS');
      expect(await codeOf(record({ items: [0] }))).to.equal('SAMPLE_DIFFERS');
      expect(await codeOf(record({ failed: 3 }))).to.equal('SAMPLE_DIFFERS');
      expect(await codeOf(record({ nonce: DOCUMENT }))).to.equal('SAMPLE_DIFFERS');
      await record({ failed: 1 });
      expect(sample()).to.deep.include({ v: 2, state: 'RECORDED' });
      const again = record({ failed: 0 });
      expect(await codeOf(again)).to.equal('STALE_SUBJECT');
    });

    it('comes too late once the plan is locked, and there is none without a promise', async () => {
      await plan.listed();
      await plan.lock();
      expect(await codeOf(commit())).to.equal('PLAN_STEP');
      expect(await codeOf(record({ items: [0] }))).to.equal('SAMPLE_UNKNOWN');
      const missing = { planId: tree.newId('manifest'), commit: COMMIT, size: 2 };
      expect(await codeOf(submit('sample.commit', missing, auditor))).to.equal('PLAN_UNKNOWN');
    });
  });
});
