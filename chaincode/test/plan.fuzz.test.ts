// SPDX-License-Identifier: Apache-2.0
import { ledgerKey, readLedgerValue, type PlanRecord } from '@unionid/domain/ledger';
import type { MemberEntry } from '@unionid/domain/person';
import { attemptOf, openLetter } from '@unionid/domain/plan';
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
  ...([
    'again',
    'reconcile',
    'strike',
    'return',
    'recover',
    'rest',
    'fold',
    'cancel',
    'close',
    'next',
  ] as const),
] as const;
type Action = (typeof ACTIONS)[number];

/** One thing that somebody tries, in whatever order: most of them are refused. */
const step = fc.record({
  action: fc.constantFrom(...ACTIONS, ...ACTIONS.slice(7), 'next', 'next', 'next', 'next', 'next'),
  plan: fc.nat(4),
  /** Of a new plan: who is on its list, and how much each is to get. */
  rows: fc.array(fc.record({ who: fc.nat(3), fen: fc.integer({ min: 1, max: 70_000 }) }), {
    minLength: 1,
    maxLength: 4,
  }),
  /** Items that the bank has paid, by bits. */
  paid: fc.nat(15),
  /** Of which item something is tried, or of whom. */
  one: fc.nat(3),
});
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

/** Plans in one union's line, under whatever is tried with them. */
class PlanHistory {
  readonly tree: UnionTree;
  readonly world: PlanWorld;
  readonly staff: PlanStaff;
  readonly members: readonly MemberEntry[];
  readonly #plans: TestPlan[] = [];
  /** Of the newest order of each. */
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

  async #carryOut({ action, plan: at, rows, paid, one }: Step): Promise<void> {
    if (action === 'open') {
      const list = rows.map(({ who, fen }) => rowOf(this.members[who]!, fen));
      const opened = new TestPlan(this.world, this.staff, list);
      await opened.open();
      this.#plans.push(opened);
      return;
    }
    if (action === 'rest') return this.#rest(this.members[one]!);
    const plan = this.#plans[at % Math.max(this.#plans.length, 1)];
    if (plan === undefined) return;
    if (action === 'next') await this.#onPlan(nextOf(plan, this.tree), { plan, paid, one });
    else await this.#onPlan(action, { plan, paid, one });
  }

  async #onPlan(
    action: Exclude<Action, 'open' | 'rest' | 'next'>,
    { plan, paid, one }: Pick<Step, 'paid' | 'one'> & { readonly plan: TestPlan },
  ): Promise<void> {
    if (STAGED.has(action) && manifestSums(this.tree, plan) === undefined) return;
    if (action === 'results') await this.#answer(plan, paid);
    else if (action === 'again') await this.#orderAgain(plan);
    else if (action === 'reconcile') await this.#reconcile(plan);
    else if (action === 'strike') await plan.strike(one);
    else if (action === 'return' || action === 'recover') await plan.back(`item.${action}`, one);
    else await plan[action]();
  }

  /** Whoever is no member for a while is not paid meanwhile. */
  async #rest({ identityId }: MemberEntry): Promise<void> {
    const account = this.tree.ledger.state(ledgerKey.account(identityId)) ?? '';
    const { v = 0, state } = readLedgerValue('account', account) ?? {};
    const change = { identityId, place: '', on: '2026-03-02', evidence: 'A'.repeat(43) };
    const signed = { by: this.tree.sichuan.root, subjectVersion: v };
    if (state === 'RETAINED')
      await this.tree.submit('membership.resume', { ...change, reason: 'employed' }, signed);
    else await this.tree.submit('membership.retain', { ...change, reason: 'unemployed' }, signed);
  }

  async #orderAgain(plan: TestPlan): Promise<void> {
    await plan.pay(undefined, this.#lists.get(plan) ?? []);
    this.#lists.set(plan, []);
  }

  async #answer(plan: TestPlan, paid: number): Promise<void> {
    const asked = openLetter(attemptOf(plan.record));
    const open = plan.letters.split('').flatMap((letter, item) => (letter === asked ? item : []));
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

  /** Double entry, from the items up: what lines and grants say is what the items come to, each fen in one place. */
  #assertBalanced(): void {
    const { tree, world, staff } = this;
    const line = benefitRecord(tree, 'line', ledgerKey.line(world.fund, staff.org))!;
    const plans = this.#plans.map((plan) => ({ record: plan.record, items: itemsOf(tree, plan) }));
    const fenOf = (figure: 'reserved' | 'paid'): number => sum(plans.map((plan) => placed(plan)[figure]));
    expect(line.reserved, 'reserved').to.equal(fenOf('reserved'));
    expect(line.paid, 'paid').to.equal(fenOf('paid'));
    expect(line.received - line.reserved - line.paid, 'available').to.be.at.least(0);
    for (const { record, items } of plans) assertCounted(record, items);
    for (const { identityId } of this.members) {
      const held = plans
        .flatMap(({ items }) => items)
        .filter(({ id, letter }) => id === identityId && 'SPFNH'.includes(letter));
      const granted = benefitRecord(tree, 'granted', ledgerKey.granted('medical', '2026', identityId));
      expect(granted?.n ?? 0, 'grants').to.equal(held.length);
      expect(granted?.fen ?? 0, 'granted').to.equal(sum(held.map(({ fen }) => fen)));
      expect(granted?.fen ?? 0, 'cap').to.be.at.most(CAP);
    }
  }
}

type Item = ReturnType<typeof itemsOf>[number];

/** Where a plan's fen are: as long as the list is not locked all that was signed, then what each item's letter says. */
function placed({
  record: { status, signed },
  items,
}: {
  readonly record: PlanRecord;
  readonly items: readonly Item[];
}) {
  const of = (letters: string): number =>
    sum(items.flatMap(({ fen, letter }) => (letters.includes(letter) ? fen : [])));
  if (status === 'OPEN') return { reserved: signed.fen, paid: 0 };
  if (status === 'CANCELLED') return { reserved: 0, paid: 0 };
  if (status === 'RECONCILED' || status === 'CLOSED') return { reserved: 0, paid: of('P') };
  return { reserved: of('SPFNH'), paid: 0 };
}

/** What a plan counts of its items is what they are; a closed one has none that is not final. */
function assertCounted({ status, returned, recovered, paid }: PlanRecord, items: readonly Item[]): void {
  const of = (letters: string) => items.filter(({ letter }) => letters.includes(letter));
  expect(returned?.items ?? 0, 'returned').to.equal(of('R').length);
  expect(recovered?.fen ?? 0, 'recovered').to.equal(sum(of('C').map(({ fen }) => fen)));
  if (paid !== undefined) expect(paid.items, 'paid').to.equal(of('PRC').length);
  if (status === 'CLOSED') expect(of('SFNH'), 'not final').to.deep.equal([]);
}

/** What leads a plan on, so that histories come to their ends. */
function nextOf(plan: TestPlan, tree: UnionTree): Exclude<Action, 'open' | 'rest' | 'next'> {
  const { status } = plan.record;
  const isListed = manifestSums(tree, plan) !== undefined;
  if (status === 'OPEN') return plan.letters === '' ? 'chunk' : isListed ? 'lock' : 'closeList';
  if (status === 'PAYING') return plan.letters.includes('S') ? 'results' : 'reconcile';
  if (status === 'LOCKED' || status === 'CHECKED' || status === 'APPROVED') return NEXT[status];
  return /[SFNH]/.exec(plan.letters) === null ? 'close' : 'fold';
}

const NEXT = { LOCKED: 'check', CHECKED: 'approve', APPROVED: 'pay' } as const;

/** Steps that a list has to be closed for, which the test signs what stands of. */
const STAGED: ReadonlySet<string> = new Set(['lock', 'check', 'approve', 'pay', 'again']);

function manifestSums(tree: UnionTree, { planId }: TestPlan) {
  return benefitRecord(tree, 'manifest', ledgerKey.manifest(planId))?.sums;
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
  fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 80 }), async (steps) => {
    const history = await PlanHistory.begin();
    for (const tried of steps) await history.try(tried);
  }),
  { runs: 30 },
);
