// SPDX-License-Identifier: Apache-2.0
import { ledgerKey, type PlanRecord } from '@unionid/domain/ledger';
import type { MemberEntry } from '@unionid/domain/person';
import { fuzz } from '@unionid/domain/testing';
import { expect } from 'chai';
import * as fc from 'fast-check';
import {
  allotTo,
  benefitRecord,
  enrolMembers,
  newPlanWorld,
  newStaff,
  rowOf,
  TestPlan,
  type PlanStaff,
  type PlanWorld,
} from './support/benefit-plan.js';
import { newUnionTree, type UnionTree } from './support/union-tree.js';

const NAMES = ['one', 'two', 'three', 'four'];
const CAP = 100_000;
const ON_THE_LINE = 250_000;

const ACTIONS = [
  ...(['open', 'chunk', 'closeList', 'lock', 'check', 'approve', 'pay', 'results'] as const),
  ...(['reconcile', 'cancel', 'fold', 'close'] as const),
] as const;

/** One thing that somebody tries, in whatever order: most of them are refused. */
const step = fc.record({
  action: fc.constantFrom(...ACTIONS, ...ACTIONS.slice(1, 9)),
  plan: fc.nat(4),
  /** Of a new plan: who is on its list, and how much each is to get. */
  rows: fc.array(fc.record({ who: fc.nat(3), fen: fc.integer({ min: 1, max: 70_000 }) }), {
    minLength: 1,
    maxLength: 4,
  }),
  /** Items that the bank has paid, by bits. */
  paid: fc.nat(15),
});
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

/** Plans in one union's line, under whatever is tried with them. */
class PlanHistory {
  readonly tree: UnionTree;
  readonly world: PlanWorld;
  readonly staff: PlanStaff;
  readonly members: readonly MemberEntry[];
  readonly #plans: TestPlan[] = [];
  readonly #lists = new Map<TestPlan, string[]>();

  private constructor(
    world: PlanWorld,
    { staff, members }: { readonly staff: PlanStaff; readonly members: readonly MemberEntry[] },
  ) {
    this.tree = world.tree;
    this.world = world;
    this.staff = staff;
    this.members = members;
  }

  static async begin(): Promise<PlanHistory> {
    const tree = await newUnionTree();
    const by = tree.sichuan.root;
    const world = await newPlanWorld(tree, { publicDays: 0, class: 'medical', windowFen: CAP });
    const staff = await newStaff(tree, { org: tree.city, home: tree.basic, by });
    await allotTo(world, { org: tree.city, by, fen: ON_THE_LINE });
    const members = await enrolMembers(tree, { home: tree.basic, by, names: NAMES });
    return new PlanHistory(world, { staff, members });
  }

  /** Tries it; a refusal is an answer, too. */
  async try(tried: Step): Promise<void> {
    await this.#carryOut(tried).catch((error: unknown) => {
      if (!(error instanceof Error) || !('code' in error)) throw error;
    });
    this.#assertBalanced();
  }

  async #carryOut({ action, plan: at, rows, paid }: Step): Promise<void> {
    if (action === 'open') {
      const list = rows.map(({ who, fen }) => rowOf(this.members[who]!, fen));
      const opened = new TestPlan(this.world, this.staff, list);
      await opened.open();
      this.#plans.push(opened);
      return;
    }
    const plan = this.#plans[at % Math.max(this.#plans.length, 1)];
    if (plan === undefined) return;
    if (action === 'results') await this.#answer(plan, paid);
    else if (action === 'reconcile') await this.#reconcile(plan);
    else if (STAGED.has(action) && manifestSums(this.tree, plan) === undefined) return;
    else await plan[action]();
  }

  async #answer(plan: TestPlan, paid: number): Promise<void> {
    const open = plan.letters.split('').flatMap((letter, item) => (letter === 'S' ? item : []));
    if (open.length === 0) return;
    const answers = Object.fromEntries(open.map((item) => [item, (paid & (1 << item)) !== 0]));
    const list = await plan.results(answers);
    this.#lists.set(plan, [...(this.#lists.get(plan) ?? []), list]);
  }

  async #reconcile(plan: TestPlan): Promise<void> {
    const lists = this.#lists.get(plan) ?? [];
    if (lists.length === 0) return;
    const fens = itemsOf(this.tree, plan).flatMap(({ fen, letter }) => (letter === 'P' ? fen : []));
    await plan.reconcile(lists, { items: fens.length, fen: sum(fens) });
  }

  /** Double entry, from the items up: what lines and grants say is what the items come to. */
  #assertBalanced(): void {
    const { tree, world, staff } = this;
    const line = benefitRecord(tree, 'line', ledgerKey.line(world.fund, staff.org))!;
    const plans = this.#plans.map((plan) => ({ plan, record: plan.record }));
    expect(line.reserved, 'reserved').to.equal(sum(plans.map(({ record }) => reservedBy(record))));
    const paid = plans.flatMap(({ plan, record }) =>
      record.paid === undefined ? [] : itemsOf(tree, plan).filter(({ letter }) => letter === 'P'),
    );
    expect(line.paid, 'paid').to.equal(sum(paid.map(({ fen }) => fen)));
    expect(line.received - line.reserved - line.paid, 'available').to.be.at.least(0);
    for (const { identityId } of this.members) {
      const held = plans
        .flatMap(({ plan }) => itemsOf(tree, plan))
        .filter(({ id, letter }) => id === identityId && 'SPF'.includes(letter));
      const granted = benefitRecord(tree, 'granted', ledgerKey.granted('medical', '2026', identityId));
      expect(granted?.n ?? 0, 'grants').to.equal(held.length);
      expect(granted?.fen ?? 0, 'granted').to.equal(sum(held.map(({ fen }) => fen)));
      expect(granted?.fen ?? 0, 'cap').to.be.at.most(CAP);
    }
  }
}

/** Steps that a list has to be closed for, which the test signs what stands of. */
const STAGED: ReadonlySet<string> = new Set(['lock', 'check', 'approve', 'pay']);

function manifestSums(tree: UnionTree, { planId }: TestPlan) {
  return benefitRecord(tree, 'manifest', ledgerKey.manifest(planId))?.sums;
}

/** What a plan holds of its line, by its status alone. */
function reservedBy({ status, signed, stands }: PlanRecord): number {
  if (status === 'CANCELLED' || status === 'RECONCILED' || status === 'CLOSED') return 0;
  return (stands ?? signed).fen;
}

function itemsOf(tree: UnionTree, { planId }: TestPlan) {
  const items = benefitRecord(tree, 'items', ledgerKey.items(planId, 0))?.items ?? [];
  const letters = benefitRecord(tree, 'itemStates', ledgerKey.itemStates(planId, 0)) ?? '';
  return items.map(({ id, fen }, at) => ({ id, fen, letter: letters.charAt(at) }));
}

function sum(fens: readonly number[]): number {
  return fens.reduce((all, fen) => all + fen, 0);
}

// With `reserved: stands.fen - plan.signed.fen` of lock.ts, or the call of `giveUp` in fold.ts taken back, it fails within 20 runs.
fuzz(
  'plans of grants',
  fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 60 }), async (steps) => {
    const history = await PlanHistory.begin();
    for (const tried of steps) await history.try(tried);
  }),
  { runs: 30 },
);
