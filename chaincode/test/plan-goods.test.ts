// SPDX-License-Identifier: Apache-2.0
import { ledgerKey, readLedgerValue, type LineRecord, type ReceiptRecord } from '@unionid/domain/ledger';
import type { MemberEntry } from '@unionid/domain/person';
import { termsOf, type PlanRow } from '@unionid/domain/plan';
import { chinaDateAt } from '@unionid/domain/values';
import { expect } from 'chai';
import {
  allotTo,
  benefitRecord,
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
import { newUnionTree, type UnionTree } from './support/union-tree.js';

const GOODS = { quantity: 5, unitFen: 10_000 };
const FEN = 50_000;

describe('a plan of goods', () => {
  let tree: UnionTree;
  let world: PlanWorld;
  let staff: PlanStaff;
  let members: readonly MemberEntry[];

  beforeEach(async () => {
    tree = await newUnionTree();
    world = await newPlanWorld(tree, { publicDays: 0, goods: true });
    const by = tree.sichuan.root;
    staff = await newStaff(tree, { org: tree.city, home: tree.basic, by });
    await allotTo(world, { org: tree.city, by });
    members = await enrolMembers(tree, { home: tree.basic, by, names: ['one', 'two', 'three'] });
  });

  const lineOf = (): LineRecord => benefitRecord(tree, 'line', ledgerKey.line(world.fund, staff.org))!;
  const receiptOf = (plan: TestPlan, item: number): ReceiptRecord | undefined =>
    benefitRecord(tree, 'receipt', ledgerKey.receipt(plan.planId, item));
  const sums = (items: number) => ({ items, fen: items * FEN });
  const goodsOf = (rows = members): PlanRow[] => rows.map((one) => ({ ...rowOf(one, FEN), goods: GOODS }));
  const approved = async (rows = goodsOf()): Promise<TestPlan> => {
    const plan = await new TestPlan(world, staff, rows).listed();
    await plan.lock();
    await plan.check();
    await plan.approve();
    return plan;
  };

  it('is handed out by its list, each item signed for, and closed when each is final', async () => {
    const plan = await approved();
    expect(plan.record).to.include({ goods: true });
    await plan.pay();
    const lists = [await plan.results({ 0: 'cash', 1: 'proxy', 2: false })];
    expect(plan.letters).to.equal('PPF');
    const operator = tree.ledger.state(ledgerKey.operator(staff.recorder.operatorId)) ?? '';
    const agent = readLedgerValue('operator', operator)?.person;
    expect(receiptOf(plan, 0)).to.deep.equal({
      ...{ v: 1, reason: 'cash', document: DOCUMENT, agent, on: chinaDateAt(tree.clock.now()) },
    });
    expect(receiptOf(plan, 1)).to.include({ reason: 'proxy', document: DOCUMENT });
    expect(receiptOf(plan, 2)).to.equal(undefined);
    // What nobody has taken goes out by a second list, or is given up.
    await plan.pay(undefined, lists);
    const second = await plan.results({ 2: false });
    await plan.reconcile([second], sums(2));
    expect(await codeOf(plan.close())).to.equal('PLAN_INCOMPLETE');
    await plan.fold();
    await plan.close();
    expect(plan.record).to.deep.include({ status: 'CLOSED', paid: sums(2), folded: 1 });
    expect(lineOf()).to.deep.include({ reserved: 0, paid: 2 * FEN });
  });

  it('takes no answer of a bank: what was handed out was signed for, and nothing else is', async () => {
    const plan = await approved();
    await plan.pay();
    const refusedOf = async (paid: Parameters<TestPlan['answers']>[0]): Promise<unknown> => {
      const list = await plan.answers(paid);
      return (await list.chunk()).result.refused;
    };
    expect(await refusedOf({ 0: true, 1: 'cash' })).to.deep.equal({ GOODS_RECEIPT: [0] });
    expect(plan.letters).to.equal('SPS');
    expect(receiptOf(plan, 0)).to.equal(undefined);
    await plan.answers({ 0: 'cash', 2: false }).then((list) => list.chunk());
    expect(plan.letters).to.equal('PPF');
  });

  it('is said to be one by all who sign', async () => {
    const plan = await new TestPlan(world, staff, goodsOf()).listed();
    const { goods, ...money } = termsOf(plan.record);
    expect(goods).to.equal(true);
    const signed = { ...plan.stands, terms: money };
    expect(await codeOf(plan.step('plan.lock', signed, staff.maker))).to.equal('PLAN_SUMS');
    await plan.lock();
    expect(await codeOf(plan.step('plan.check', signed, staff.checker))).to.equal('PLAN_SUMS');
  });

  it('has no receipt by a bank’s statement and nothing that a bank sends back; what comes back is got back', async () => {
    const plan = await approved();
    await plan.pay();
    await plan.reconcile([await plan.results({ 0: 'cash', 1: 'cash', 2: 'proxy' })], sums(3));
    expect(await codeOf(plan.attest())).to.equal('GOODS_RECEIPT');
    expect(await codeOf(plan.attest({ item: 0, reason: 'cash' }))).to.equal('RECEIPT_EXISTS');
    expect(await codeOf(plan.back('item.return', 0))).to.equal('GOODS_KIND');
    expect(plan.letters).to.equal('PPP');
    await plan.back('item.recover', 0);
    expect(plan.letters).to.equal('CPP');
    await plan.close();
    expect(lineOf()).to.deep.include({ paid: 2 * FEN });
  });

  it('is not what a plan of money is: no row of it says who signed, and its terms say no goods', async () => {
    world = await newPlanWorld(tree, { class: 'summer', publicDays: 0 });
    await allotTo(world, { org: tree.city, by: tree.sichuan.root });
    const plan = await new TestPlan(
      world,
      staff,
      members.map((one) => rowOf(one, FEN)),
    ).listed();
    const terms = { ...termsOf(plan.record), goods: true as const };
    expect(await codeOf(plan.step('plan.lock', { ...plan.stands, terms }, staff.maker))).to.equal(
      'PLAN_SUMS',
    );
    await plan.lock();
    await plan.check();
    await plan.approve();
    await plan.pay();
    const list = await plan.answers({ 0: 'cash', 1: true, 2: false });
    expect((await list.chunk()).result.refused).to.deep.equal({ GOODS_RECEIPT: [0] });
    expect(plan.letters).to.equal('SPF');
  });
});
