// SPDX-License-Identifier: Apache-2.0
import { samplePayload } from '@unionid/domain/catalogue';
import { ledgerKey, type Grant } from '@unionid/domain/ledger';
import type { MemberEntry } from '@unionid/domain/person';
import { expect } from 'chai';
import { newMemberEntry, type TestOperator } from '#src/testing/index.js';
import {
  allotTo,
  benefitRecord,
  DAY_MS,
  enrolMembers,
  newPlanWorld,
  newStaff,
  rowOf,
  TestPlan,
} from './support/benefit-plan.js';
import { filedRow, fileOf, openFile, relative, reviseFile } from './support/hardship-file.js';
import { endDuplicate } from './support/duplicate.js';
import { codeOf } from './support/refusal.js';
import { boundCadre } from './support/two-persons.js';
import { newUnionTree, registerOperator, type UnionTree } from './support/union-tree.js';

const TODAY = '2026-03-02';

describe('what was granted to an account that has ended for another', () => {
  let tree: UnionTree;
  /** Of one person: under a wrong number, and under the right one. */
  let [wrong, right]: [MemberEntry, MemberEntry] = [] as never;
  let by: TestOperator;

  beforeEach(async () => {
    tree = await newUnionTree();
    by = tree.sichuan.root;
    wrong = newMemberEntry(tree, tree.basic, { person: 'mistyped' });
    right = newMemberEntry(tree, tree.basic, { person: 'as it is' });
    await tree.submit('person.enrol', wrong, { by });
    await tree.submit('person.enrol', right, { by });
  });

  const endForTheOther = (): Promise<void> => endDuplicate(tree, { wrong, right });

  async function planBy(change: Parameters<typeof newPlanWorld>[1] = {}) {
    const world = await newPlanWorld(tree, change);
    const staff = await newStaff(tree, { org: tree.city, home: tree.basic, by });
    await allotTo(world, { org: tree.city, by });
    return (rows: readonly ReturnType<typeof rowOf>[]): TestPlan => new TestPlan(world, staff, rows);
  }
  const outcomeOf = async (plan: TestPlan, change = {}): Promise<unknown> => {
    await plan.open(change);
    return (await plan.chunk()).result;
  };

  it('is granted to nobody again by the one that stands', async () => {
    const planOf = await planBy();
    await planOf([rowOf(wrong)]).listed();
    await endForTheOther();
    expect(await outcomeOf(planOf([rowOf(right), rowOf(wrong)]))).to.deep.include({
      refused: { ALREADY_GRANTED: [0], NOT_ELIGIBLE: [1] },
    });
    const granted = ledgerKey.granted('winter', '2026', right.identityId);
    expect(benefitRecord(tree, 'granted', granted)).to.equal(undefined);
  });

  it('counts together with what the other was granted: times, sums and days', async () => {
    const planOf = await planBy({ class: 'medical', windowFen: 120_000, publicDays: 0 });
    await planOf([rowOf(wrong, 40_000), rowOf(right, 40_000)]).listed();
    await endForTheOther();
    expect(await outcomeOf(planOf([rowOf(right, 40_001)]))).to.deep.include({
      refused: { CAP_EXCEEDED: [0] },
    });
    expect(await outcomeOf(planOf([rowOf(right, 40_000)]))).to.deep.include({ done: 1 });
  });

  it('keeps its household out of another file, and what is granted to it by files', async () => {
    const filing = await boundCadre(tree, { org: tree.city, person: 'files', grants: ['file'] });
    const fileId = await openFile(tree, { org: tree.city, members: [relative(wrong)] }, { by: filing });
    await endForTheOther();
    const again = { org: tree.city, members: [relative(right)] };
    expect(await codeOf(openFile(tree, again, { by: filing }))).to.equal('HARDSHIP_ELSEWHERE');
    const closing = { ...samplePayload('file.close'), fileId, on: TODAY };
    await tree.submit('file.close', closing, { by: filing, subjectVersion: 1 });
    const filed = await openFile(tree, again, { by: filing });
    expect(fileOf(tree, filed).members).to.deep.equal([
      { ...relative(right), also: [wrong.identityId], in: 1 },
    ]);
    const household = benefitRecord(tree, 'household', ledgerKey.household(wrong.identityId));
    expect(household).to.deep.equal({ file: filed, was: [fileId] });
  });

  it('of a household in which another is the head it is as well, however it comes into one', async () => {
    const filing = await boundCadre(tree, { org: tree.city, person: 'files', grants: ['file'] });
    const [head, other] = await enrolMembers(tree, { home: tree.basic, by, names: ['head', 'other'] });
    const households = [
      [relative(head!), relative(wrong)],
      [relative(other!), relative(right)],
    ] as const;
    const [fileId, own] = [
      await openFile(tree, { org: tree.city, members: households[0] }, { by: filing }),
      await openFile(tree, { org: tree.city, members: [relative(other!)] }, { by: filing }),
    ];
    await endForTheOther();
    const joins = [relative(right)];
    expect(await codeOf(reviseFile(tree, own, { by: filing, joins }))).to.equal('HARDSHIP_ELSEWHERE');
    const close = (id: string): Promise<unknown> =>
      tree.submit(
        'file.close',
        { ...samplePayload('file.close'), fileId: id, on: TODAY },
        { by: filing, subjectVersion: 1 },
      );
    await close(own);
    const again = { org: tree.city, members: households[1] };
    expect(await codeOf(openFile(tree, again, { by: filing }))).to.equal('HARDSHIP_ELSEWHERE');
    const planOf = await planBy({ class: 'living' });
    await planOf([filedRow(head!, { file: fileId })]).listed({ on: TODAY });
    await close(fileId);
    const filed = await openFile(tree, again, { by: filing });
    expect(fileOf(tree, filed).members[1]).to.deep.equal({
      ...{ ...relative(right), also: [wrong.identityId], in: 1 },
    });
    expect(await outcomeOf(planOf([filedRow(other!, { file: filed })]), { on: TODAY })).to.deep.include({
      refused: { ALREADY_GRANTED: [0] },
    });
  });

  describe('in a household that was filed before', () => {
    let filing: TestOperator;
    let head: MemberEntry;
    let fileId: string;

    beforeEach(async () => {
      filing = await boundCadre(tree, { org: tree.city, person: 'files', grants: ['file'] });
      [head = right] = await enrolMembers(tree, { home: tree.basic, by, names: ['head'] });
      const members = [relative(head), relative(wrong)];
      fileId = await openFile(tree, { org: tree.city, members }, { by: filing });
    });

    it('is held against the household what the one that stands is granted by itself', async () => {
      const planOf = await planBy({ class: 'living', files: { level: 'local', late: 30 } });
      await endForTheOther();
      // An emergency of a day on which the file did not count yet.
      const before = { on: '2026-03-01' };
      const filed = planOf([filedRow(head, { file: fileId })]);
      expect(await outcomeOf(planOf([rowOf(right)]), before)).to.deep.include({ done: 1 });
      expect(await outcomeOf(filed, { on: TODAY })).to.deep.include({ refused: { ALREADY_GRANTED: [0] } });
      const past = planOf([rowOf(head)]);
      expect(await outcomeOf(past, before), 'past the file').to.deep.include({
        refused: { ALREADY_GRANTED: [0] },
      });
    });

    it('is held against it what that one was granted before either ended', async () => {
      const planOf = await planBy({ class: 'living', files: { level: 'local', late: 30 } });
      await planOf([rowOf(right)]).listed({ on: '2026-03-01' });
      const filed = (): TestPlan => planOf([filedRow(head, { file: fileId })]);
      await endForTheOther();
      expect(await outcomeOf(filed(), { on: TODAY })).to.deep.include({ refused: { ALREADY_GRANTED: [0] } });
    });

    it('is held against it over any number of ends, and by whichever other that one stands for', async () => {
      const planOf = await planBy({ class: 'living', files: { level: 'local', late: 30 } });
      const [last, side] = ['last', 'side'].map((person) => newMemberEntry(tree, tree.basic, { person }));
      if (last === undefined || side === undefined) throw new Error('nobody');
      for (const entry of [last, side]) await tree.submit('person.enrol', entry, { by });
      await planOf([rowOf(side)]).listed({ on: '2026-03-01' });
      await endForTheOther();
      const filed = (): TestPlan => planOf([filedRow(head, { file: fileId, fen: 1 })]);
      await endDuplicate(tree, { wrong: right, right: last, version: 2 });
      await endDuplicate(tree, { wrong: side, right: last, claims: 3 });
      expect(await outcomeOf(filed(), { on: TODAY })).to.deep.include({ refused: { ALREADY_GRANTED: [0] } });
    });

    it('counts towards the household’s sum, once', async () => {
      const planOf = await planBy({ householdFen: 100_000 });
      await planOf([rowOf(right, 40_000)]).listed({ on: '2026-03-01' });
      await endForTheOther();
      const filed = (fen: number): TestPlan => planOf([filedRow(head, { file: fileId, fen })]);
      expect(await outcomeOf(filed(60_001), { on: TODAY })).to.deep.include({
        refused: { CAP_EXCEEDED: [0] },
      });
      expect(await outcomeOf(filed(60_000), { on: TODAY })).to.deep.include({ done: 1 });
      const granted = (name: string) =>
        benefitRecord(tree, 'granted', ledgerKey.granted('winter', '2026', name));
      expect(granted(right.identityId), 'written under its own names only').to.include({ fen: 40_000 });
      expect(granted(wrong.identityId)).to.equal(undefined);
    });

    it('and whoever is filed under an account that has ended already is known by the one that stands', async () => {
      const [other = right] = await enrolMembers(tree, { home: tree.basic, by, names: ['other'] });
      await endForTheOther();
      const members = [relative(other), relative(wrong)];
      const closing = { ...samplePayload('file.close'), fileId, on: TODAY };
      await tree.submit('file.close', closing, { by: filing, subjectVersion: 1 });
      const again = await openFile(tree, { org: tree.city, members }, { by: filing });
      expect(fileOf(tree, again).members[1]).to.deep.equal({
        ...{ ...relative(wrong), also: [right.identityId], in: 1 },
      });
      const third = { org: tree.city, members: [relative(head), relative(right)] };
      expect(await codeOf(openFile(tree, third, { by: filing }))).to.equal('HARDSHIP_ELSEWHERE');
    });
  });

  describe('in a household of several who were, filed by the accounts that have ended', () => {
    /** Of another person of it: likewise. */
    let [mistyped, other]: [MemberEntry, MemberEntry] = [] as never;
    /** A day on which the file does not count yet. */
    const before = { on: '2026-03-01' };

    beforeEach(async () => {
      const filing = await boundCadre(tree, { org: tree.city, person: 'files', grants: ['file'] });
      [mistyped = wrong, other = right] = await enrolMembers(tree, {
        ...{ home: tree.basic, by, names: ['other mistyped', 'other'] },
      });
      const members = [relative(wrong), relative(mistyped)];
      await openFile(tree, { org: tree.city, members }, { by: filing });
    });
    async function endBoth(): Promise<void> {
      await endForTheOther();
      await endDuplicate(tree, { wrong: mistyped, right: other });
    }

    it('is held against it what another of it is granted by the one that stands, past the file', async () => {
      const planOf = await planBy({ class: 'living', files: { level: 'local', late: 30 } });
      await planOf([rowOf(other)]).listed(before);
      await endBoth();
      expect(await outcomeOf(planOf([rowOf(right)]), before)).to.deep.include({
        refused: { ALREADY_GRANTED: [0] },
      });
    });

    it('counts it towards the household’s sum', async () => {
      const planOf = await planBy({ householdFen: 100_000, files: { level: 'local', late: 30 } });
      await planOf([rowOf(other, 40_000)]).listed(before);
      await endBoth();
      expect(await outcomeOf(planOf([rowOf(right, 60_001)]), before)).to.deep.include({
        refused: { CAP_EXCEEDED: [0] },
      });
      expect(await outcomeOf(planOf([rowOf(right, 60_000)]), before)).to.deep.include({ done: 1 });
    });
  });

  /** Somebody who acts, by whichever account. */
  async function operatorOf(
    { identityId }: MemberEntry,
    grants: readonly Grant[],
    org = tree.city,
  ): Promise<TestOperator> {
    const operator = await registerOperator(tree, { org, role: 'superadmin', grants, by });
    const bound = { operatorId: operator.operatorId, identityId, place: '' };
    await tree.submit('operator.bindPerson', bound, { by, subjectVersion: 1 });
    return operator;
  }
  const revoke = ({ operatorId }: TestOperator): Promise<unknown> =>
    tree.submit('operator.revoke', { operatorId, reason: 'other' }, { by, subjectVersion: 2 });

  it('has one duty in a plan, whichever account took it', async () => {
    const before = await operatorOf(wrong, ['plan']);
    const world = await newPlanWorld(tree);
    const staff = await newStaff(tree, { org: tree.city, home: tree.basic, by });
    await allotTo(world, { org: tree.city, by });
    const [payee] = await enrolMembers(tree, { home: tree.basic, by, names: ['payee'] });
    const plan = new TestPlan(world, { ...staff, maker: before }, [rowOf(payee!)]);
    await plan.listed();
    await revoke(before);
    await endForTheOther();
    const after = await operatorOf(right, ['plan', 'check', 'approve', 'pay']);
    expect(await codeOf(plan.lock(staff.maker)), 'another person').to.equal('DUTY_TAKEN');
    await plan.lock(after);
    expect(await codeOf(plan.check(after))).to.equal('DUTY_TAKEN');
    await plan.check();
    expect(await codeOf(plan.approve(after))).to.equal('DUTY_TAKEN');
    await plan.approve();
    await plan.publicise(undefined, undefined, after);
    tree.clock.advance(7 * DAY_MS);
    expect(await codeOf(plan.pay(after))).to.equal('DUTY_TAKEN');
  });

  it('checks, files and makes nothing about the other account or its household', async () => {
    const planOf = await planBy();
    const filing = await boundCadre(tree, { org: tree.city, person: 'files', grants: ['file'] });
    const [child] = await enrolMembers(tree, { home: tree.basic, by, names: ['child'] });
    const household = [relative(wrong), relative(child!)];
    const fileId = await openFile(tree, { org: tree.city, members: household }, { by: filing });
    const plans = [planOf([rowOf(wrong)]), planOf([rowOf(child!)])];
    for (const plan of plans) await (await plan.listed()).lock();
    await endForTheOther();
    const after = await operatorOf(right, ['plan', 'check', 'file']);
    for (const plan of plans) expect(await codeOf(plan.check(after))).to.equal('OWN_ACCOUNT');
    const closing = { ...samplePayload('file.close'), fileId, on: TODAY };
    expect(await codeOf(tree.submit('file.close', closing, { by: after, subjectVersion: 1 }))).to.equal(
      'OWN_ACCOUNT',
    );
    const own = planOf([rowOf(child!)]);
    await own.open({}, after);
    expect((await own.chunk()).result.refused).to.deep.equal({ OWN_ACCOUNT: [0] });
  });
});
