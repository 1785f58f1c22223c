// SPDX-License-Identifier: Apache-2.0
import { ledgerKey, readLedgerValue, type PlanRecord } from '@unionid/domain/ledger';
import type { MemberEntry } from '@unionid/domain/person';
import { attemptOf, NOTHING, openLetter } from '@unionid/domain/plan';
import { fuzz } from '@unionid/domain/testing';
import { expect } from 'chai';
import * as fc from 'fast-check';
import type { TestOperator } from '#src/testing/index.js';
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
import { boundCadre } from './support/two-persons.js';
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
    'part',
    'writeOff',
    'rest',
    'fold',
    'cancel',
    'close',
    'next',
  ] as const),
] as const;
type Action = (typeof ACTIONS)[number];
/** What is said of what was paid. */
const BACK_ACTIONS = ['return', 'recover', 'part', 'writeOff'] as const;

/** One thing that somebody tries, in whatever order; plans are led on as often as all else is tried, so that some come to their ends. */
const step = fc.record({
  action: fc.oneof(
    { weight: 10, arbitrary: fc.constant<Action>('next') },
    { weight: 2, arbitrary: fc.constant<Action>('open') },
    { weight: 5, arbitrary: fc.constantFrom<Action>(...BACK_ACTIONS, 'part', 'part') },
    { weight: 5, arbitrary: fc.constantFrom<Action>(...ACTIONS) },
  ),
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
  /** What comes back in part. */
  part: fc.integer({ min: 1, max: 20_000 }),
});
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

/** Plans in one union's line, under whatever is tried with them. */
class PlanHistory {
  readonly tree: UnionTree;
  readonly world: PlanWorld;
  readonly staff: PlanStaff;
  readonly members: readonly MemberEntry[];
  readonly two: Two;
  readonly #plans: TestPlan[] = [];
  /** Of the newest order of each. */
  readonly #lists = new Map<TestPlan, string[]>();
  /** By plan and item: what payees have paid back, and of which nothing more is asked; kept beside the ledger. */
  readonly #gotBack = new Map<string, number>();
  readonly #writtenOff = new Set<string>();

  private constructor(
    world: PlanWorld,
    {
      staff,
      members,
      two,
    }: { readonly staff: PlanStaff; readonly members: readonly MemberEntry[]; readonly two: Two },
  ) {
    this.tree = world.tree;
    this.world = world;
    this.staff = staff;
    this.members = members;
    this.two = two;
  }

  static async begin(): Promise<PlanHistory> {
    const tree = await newUnionTree();
    const by = tree.sichuan.root;
    const world = await newPlanWorld(tree, { publicDays: 0, class: 'medical', windowFen: CAP });
    const staff = await newStaff(tree, { org: tree.city, home: tree.basic, by });
    await allotTo(world, { org: tree.city, by, fen: ON_THE_LINE });
    const members = await enrolMembers(tree, { home: tree.basic, by, names: NAMES });
    const cadre = (person: string): Promise<TestOperator> =>
      boundCadre(tree, { org: tree.city, home: tree.basic, by, grants: ['approve'], person });
    const two = [await cadre('writes off'), await cadre('writes off, too')] as const;
    return new PlanHistory(world, { staff, members, two });
  }

  /** Tries it; a refusal is an answer, too. */
  async try(tried: Step): Promise<void> {
    await this.#carryOut(tried).catch((error: unknown) => {
      if (!(error instanceof Error) || !('code' in error)) throw error;
    });
    this.#assertBalanced();
  }

  async #carryOut({ action, plan: at, rows, ...tried }: Step): Promise<void> {
    if (action === 'open') {
      const list = rows.map(({ who, fen }) => rowOf(this.members[who]!, fen));
      const opened = new TestPlan(this.world, this.staff, list);
      await opened.open();
      this.#plans.push(opened);
      return;
    }
    if (action === 'rest') return this.#rest(this.members[tried.one]!);
    const plans = this.#pool(action);
    const plan = plans[at % Math.max(plans.length, 1)];
    if (plan === undefined) return;
    const one = BACK.has(action) ? paidItem(plan, tried.one) : tried.one;
    if (action === 'next') await this.#onPlan(nextOf(plan, this.tree), { ...tried, plan });
    else await this.#onPlan(action, { ...tried, plan, one });
  }

  /** What comes back is tried of plans that it can be of, where there are any. */
  #pool(action: Action): readonly TestPlan[] {
    const settled = this.#plans.filter(({ record: { status } }) => SETTLED.has(status));
    return BACK.has(action) && settled.length > 0 ? settled : this.#plans;
  }

  async #onPlan(
    action: Exclude<Action, 'open' | 'rest' | 'next'>,
    { plan, paid, one, part }: Pick<Step, 'paid' | 'one' | 'part'> & { readonly plan: TestPlan },
  ): Promise<void> {
    if (STAGED.has(action) && manifestSums(this.tree, plan) === undefined) return;
    if (action === 'results') await this.#answer(plan, paid);
    else if (action === 'again') await this.#orderAgain(plan);
    else if (action === 'reconcile') await this.#reconcile(plan);
    else if (action === 'strike') await plan.strike(one);
    else if (action === 'return') await plan.back('item.return', one);
    else if (isRecovery(action)) await this.#getBack(action, { plan, one, part });
    else await plan[action]();
  }

  /** All that is left, a part, or nothing more; of what was written off nothing comes back. */
  async #getBack(
    action: 'recover' | 'part' | 'writeOff',
    { plan, one, part }: Pick<Step, 'one' | 'part'> & { readonly plan: TestPlan },
  ): Promise<void> {
    const name = nameOf(plan, one);
    if (action === 'writeOff') await plan.writeOff(one, this.two);
    else if (action === 'part') await plan.backInPart(one, part);
    else await plan.back('item.recover', one);
    expect(this.#writtenOff.has(name), 'after it was written off').to.equal(false);
    const { fen = 0 } = itemsOf(this.tree, plan)[one] ?? {};
    const before = this.#gotBack.get(name) ?? 0;
    if (action === 'writeOff') this.#writtenOff.add(name);
    else this.#gotBack.set(name, action === 'part' ? before + part : fen);
    expect(this.#gotBack.get(name) ?? 0, 'never more than was paid').to.be.at.most(fen);
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
    const plans = this.#plans.map((plan) => ({
      record: plan.record,
      items: itemsOf(tree, plan).map((item, at) => {
        const name = nameOf(plan, at);
        return { ...item, gotBack: this.#gotBack.get(name) ?? 0, isOff: this.#writtenOff.has(name) };
      }),
    }));
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

type Two = readonly [TestOperator, TestOperator];
type Item = ReturnType<typeof itemsOf>[number] & { readonly gotBack: number; readonly isOff: boolean };

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
  const partly = sum(items.flatMap(({ gotBack, letter }) => (letter === 'P' ? gotBack : [])));
  if (status === 'RECONCILED' || status === 'CLOSED') return { reserved: 0, paid: of('P') - partly };
  return { reserved: of('SPFNH'), paid: 0 };
}

/** What a plan counts of its items is what they are; a closed one has none that is not final. */
function assertCounted({ status, paid, ...plan }: PlanRecord, items: readonly Item[]): void {
  const { returned = NOTHING, recovered = NOTHING, partly = NOTHING, writtenOff = NOTHING } = plan;
  const of = (letters: string) => items.filter(({ letter }) => letters.includes(letter));
  expect(returned.items, 'returned').to.equal(of('R').length);
  expect(recovered.fen, 'recovered').to.equal(sum(of('C').map(({ fen }) => fen)));
  const begun = of('P').filter(({ gotBack }) => gotBack > 0);
  expect(partly, 'partly').to.deep.equal({
    items: begun.length,
    fen: sum(begun.map(({ gotBack }) => gotBack)),
  });
  const off = items.filter(({ isOff }) => isOff);
  expect(writtenOff, 'written off').to.deep.equal({
    items: off.length,
    fen: sum(off.map(({ fen, gotBack }) => fen - gotBack)),
  });
  for (const { fen, gotBack, letter } of items)
    if (gotBack > 0) expect(letter, 'got back').to.equal(gotBack === fen ? 'C' : 'P');
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

const BACK: ReadonlySet<string> = new Set(BACK_ACTIONS);
const SETTLED: ReadonlySet<string> = new Set(['RECONCILED', 'CLOSED']);

/** An item that was paid, where there is any. */
function paidItem({ letters }: TestPlan, one: number): number {
  const paid = letters.split('').flatMap((letter, item) => (letter === 'P' ? item : []));
  return paid[one % Math.max(paid.length, 1)] ?? one;
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

function isRecovery(action: string): action is 'recover' | 'part' | 'writeOff' {
  return action === 'recover' || action === 'part' || action === 'writeOff';
}

function nameOf({ planId }: TestPlan, item: number): string {
  return `${planId}/${String(item)}`;
}

function sum(fens: readonly number[]): number {
  return fens.reduce((all, fen) => all + fen, 0);
}

// With `reserved: stands.fen - plan.signed.fen` of lock.ts, or the call of `giveUp` in fold.ts taken back, it fails within 20 runs.
fuzz(
  'plans of grants',
  fc.asyncProperty(fc.array(step, { minLength: 20, maxLength: 50 }), async (steps) => {
    const history = await PlanHistory.begin();
    for (const tried of steps) await history.try(tried);
  }),
  { runs: 15 },
);
