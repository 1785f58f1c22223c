// SPDX-License-Identifier: Apache-2.0
import { matchAnswers, orderFile, paymentOf, referenceOf, type OrderedItem } from '@unionid/domain/bank';
import { ledgerKey } from '@unionid/domain/ledger';
import type { MemberEntry } from '@unionid/domain/person';
import { attemptOf, openLetter } from '@unionid/domain/plan';
import { Seeded, SimulatedBank } from '@unionid/domain/testing';
import { expect } from 'chai';
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
import { codeOf } from './support/refusal.js';
import { newUnionTree, type UnionTree } from './support/union-tree.js';

const NAMES = ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight'];
const SEEDS = 12;

/**
 * A union that pays by a bank which errs, and whose programs are killed: whatever it does it may do again, and it knows nothing but
 * what stands on the ledger and what the bank says.
 */
class Payer {
  readonly #plan: TestPlan;
  readonly #bank: SimulatedBank;
  readonly #random: Seeded;
  readonly #tree: UnionTree;
  /** Lists of answers by order, as the read model has them. */
  readonly #lists = new Map<number, string[]>();

  constructor(tree: UnionTree, plan: TestPlan, { bank, random }: { bank: SimulatedBank; random: Seeded }) {
    [this.#tree, this.#plan, this.#bank, this.#random] = [tree, plan, bank, random];
  }

  /** One order: signed, given to the bank, and answered until everything is known. */
  async order(): Promise<void> {
    const before = attemptOf(this.#plan.record);
    await this.#plan.screened();
    const file = this.#orderFile(before + 1);
    await this.#plan.pay(undefined, before === 0 ? undefined : this.#lists.get(before));
    await this.#again(() => Promise.resolve(this.#bank.take(file)));
    for (let day = 1; day <= 2; day += 1) {
      await this.#again(() => this.#record());
      const isOpen = this.#items().some(({ state }) => state === 'asked');
      // Unknown is never paid again.
      if (isOpen)
        expect(await codeOf(this.#plan.pay(undefined, this.#lists.get(before + 1)))).to.equal(
          'PLAN_INCOMPLETE',
        );
    }
  }

  get isSettled(): boolean {
    return !/[FN]/.test(this.#plan.letters);
  }

  async reconcile(): Promise<void> {
    const paid = this.#items().filter(({ state }) => state === 'paid');
    const sums = { items: paid.length, fen: paid.reduce((sum, { fen }) => sum + fen, 0) };
    await this.#plan.reconcile(this.#lists.get(attemptOf(this.#plan.record)) ?? [], sums);
    await this.#again(() => this.#plan.fold());
  }

  /** What the bank sends back long after: recorded once, however often it is tried. */
  async takeBack(): Promise<void> {
    for (const reference of this.#bank.sentBack()) {
      const { item } = paymentOf(this.#plan.planId, reference) ?? expect.fail(reference);
      if (this.#plan.letters.charAt(item) !== 'P') continue;
      await this.#plan.back('item.return', item);
      expect(await codeOf(this.#plan.back('item.return', item))).to.equal('ITEM_STATE');
    }
  }

  /** What the bank's book has of an item, over all its orders. */
  balanceOf(item: number): number {
    const attempts = Array.from({ length: attemptOf(this.#plan.record) }, (_, at) => at + 1);
    const references = attempts.map((attempt) => referenceOf(this.#plan.planId, { item, attempt }));
    return references.reduce((sum, reference) => sum + this.#bank.balanceOn(reference), 0);
  }

  #orderFile(attempt: number): string {
    const { planId, letters } = this.#plan;
    const asked = this.#items().filter(({ item }) => letters.charAt(item) === openLetter(attempt));
    const rows = asked.map(({ item, fen }) => ({
      ...{ reference: referenceOf(planId, { item, attempt }), fen },
      ...{ payee: `payee ${String(item)}`, accountNumber: '' },
    }));
    return orderFile({ planId, attempt, rows });
  }

  async #record(): Promise<void> {
    const { planId, record } = this.#plan;
    const attempt = attemptOf(record);
    const items = new Map(this.#items().map((item) => [item.item, item]));
    const { results } = matchAnswers({ planId, attempt, items }, this.#bank.answer());
    if (results.length === 0) return;
    const list = await this.#plan.results(Object.fromEntries(results.map(({ item, paid }) => [item, paid])));
    this.#lists.set(attempt, [...(this.#lists.get(attempt) ?? []), list]);
  }

  #items(): readonly OrderedItem[] {
    const { planId, letters, record } = this.#plan;
    const asked = record.status === 'PAYING' ? openLetter(attemptOf(record)) : '-';
    const { items } = benefitRecord(this.#tree, 'items', ledgerKey.items(planId, 0))!;
    return items.map(({ fen }, item) => {
      const letter = letters.charAt(item);
      const state =
        letter === asked ? 'asked' : letter === 'P' ? 'paid' : /[FN]/.test(letter) ? 'notPaid' : 'other';
      return { item, fen, state };
    });
  }

  /** A program that was killed after it had done something does it again. */
  async #again(act: () => Promise<unknown>): Promise<void> {
    await act();
    if (this.#random.below(2) === 0) await act();
  }
}

describe('a plan that is paid by a bank which errs, by programs that are killed', () => {
  let tree: UnionTree;
  let world: PlanWorld;
  let staff: PlanStaff;
  let members: readonly MemberEntry[];

  beforeEach(async () => {
    tree = await newUnionTree();
    const by = tree.sichuan.root;
    staff = await newStaff(tree, { org: tree.city, home: tree.basic, by });
    members = await enrolMembers(tree, { home: tree.basic, by, names: NAMES });
  });

  for (let seed = 0; seed < SEEDS; seed += 1)
    it(`pays nobody twice and loses nothing by the bank's own book (seed ${String(seed)})`, async () => {
      world = await newPlanWorld(tree, { publicDays: 0, class: 'medical', windowFen: 100_000_000 });
      await allotTo(world, { org: tree.city, by: tree.sichuan.root });
      const random = new Seeded(`payer ${String(seed)}`);
      const bank = new SimulatedBank(`bank ${String(seed)}`);
      const rows = members.map((member) => rowOf(member, 1 + random.below(90_000)));
      const plan = await new TestPlan(world, staff, rows).listed({
        on: `2026-0${String(1 + (seed % 2))}-02`,
      });
      await plan.lock();
      await plan.check();
      await plan.approve();
      const payer = new Payer(tree, plan, { bank, random });
      await payer.order();
      for (let attempt = 2; attempt <= 3 && !payer.isSettled; attempt += 1) await payer.order();
      await payer.reconcile();
      await payer.takeBack();
      await plan.close();
      const stands = rows.map((_row, item) => plan.letters.charAt(item));
      for (const [item, letter] of stands.entries()) {
        const fen = rows[item]?.fen ?? 0;
        if (letter !== 'X')
          expect(payer.balanceOf(item), `item ${String(item)} ${letter}`).to.equal(letter === 'P' ? fen : 0);
      }
      const line = benefitRecord(tree, 'line', ledgerKey.line(world.fund, staff.org));
      const book = stands.reduce((sum, _letter, item) => sum + payer.balanceOf(item), 0);
      expect(line).to.include({ reserved: 0, paid: book });
    });
});
