// SPDX-License-Identifier: Apache-2.0
import { asDomainError } from '@unionid/domain/errors';
import { countsOn, isStanding, namesOf } from '@unionid/domain/file';
import { ledgerKey, type FileRecord, type HouseholdMember } from '@unionid/domain/ledger';
import type { MemberEntry } from '@unionid/domain/person';
import type { PlanRow } from '@unionid/domain/plan';
import { fuzz } from '@unionid/domain/testing';
import { expect } from 'chai';
import * as fc from 'fast-check';
import { newOrganisationEntry, type TestOperator } from '#src/testing/index.js';
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
import { child, closeFile, divide, fileOf, openFile, relative, reviseFile } from './support/hardship-file.js';
import { boundCadre } from './support/two-persons.js';
import { newUnionTree, type UnionTree } from './support/union-tree.js';

const ADULTS = ['one', 'two', 'three'];
const CHILDREN = ['a', 'b'];
const TODAY = '2026-03-02';
const CAP = 60_000;
/** Of goods, where the payees' union stands. */
const DISTRICT_CAP = 30_000;

const person = fc.nat(ADULTS.length + CHILDREN.length - 1);
/** One thing that somebody tries, in whatever order. */
const step = fc.record({
  action: fc.constantFrom(
    ...(['open', 'open', 'divide', 'join', 'close'] as const),
    ...(['grant', 'grant', 'grant', 'give up'] as const),
  ),
  /** Whom it is about, and with whom. */
  who: person,
  others: fc.uniqueArray(person, { maxLength: 3 }),
  file: fc.nat(5),
  fen: fc.integer({ min: 1, max: 70_000 }),
  /** Of goods: how many, and by how much their worth is said wrongly. */
  goods: fc.option(fc.record({ quantity: fc.integer({ min: 1, max: 9 }), off: fc.nat(1) })),
  /** Whether it is under the programme of the other kind. */
  isMixed: fc.nat(4).map((die) => die === 0),
});
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

/** A grant as a book of our own has it: who was of the household when it was made. */
interface Entry {
  readonly plan: TestPlan;
  readonly persons: readonly number[];
  readonly fen: number;
  isGivenUp: boolean;
}

interface Means {
  readonly staff: PlanStaff;
  readonly ofGoods: string;
  readonly filers: readonly [TestOperator, TestOperator];
  readonly adults: readonly MemberEntry[];
}

let begun: Promise<Means & { readonly world: PlanWorld }> | undefined;

/** What every history begins with; made once. */
async function beginWorld(): Promise<Means & { readonly world: PlanWorld }> {
  const tree = await newUnionTree();
  const by = tree.sichuan.root;
  const rules = { class: 'living', windowFen: CAP, itemFen: CAP } as const;
  const world = await newPlanWorld(tree, rules);
  const districts = [{ division: '510100', windowFen: DISTRICT_CAP }];
  const { programme: ofGoods } = await newPlanWorld(tree, { ...rules, districts, goods: true });
  const staff = await newStaff(tree, { org: tree.city, home: tree.basic, by });
  await allotTo(world, { org: tree.city, by });
  const named = { org: tree.city, home: tree.basic, by, grants: ['file'] } as const;
  const first = await boundCadre(tree, { ...named, person: 'filer' });
  const second = await boundCadre(tree, { ...named, person: 'second' });
  const county = newOrganisationEntry(tree, tree.city, { division: '510104' });
  await tree.submit('organisation.register', county, { by });
  const adults = await enrolMembers(tree, { home: county.orgId, by, names: ADULTS });
  return { world, staff, ofGoods, filers: [first, second], adults };
}

/** Households that come together and part, and living aid to them, under whatever is tried. */
class HouseholdHistory {
  readonly #tree: UnionTree;
  readonly #world: PlanWorld;
  readonly #staff: PlanStaff;
  /** The programme of goods. */
  readonly #ofGoods: string;
  readonly #filers: readonly [TestOperator, TestOperator];
  readonly #adults: readonly MemberEntry[];
  readonly #people: readonly HouseholdMember[];
  readonly #files: string[] = [];
  readonly #book: Entry[] = [];

  private constructor(world: PlanWorld, means: Means) {
    this.#tree = world.tree;
    this.#world = world;
    this.#staff = means.staff;
    this.#ofGoods = means.ofGoods;
    this.#filers = means.filers;
    this.#adults = means.adults;
    this.#people = [...means.adults.map(relative), ...CHILDREN.map(child)];
  }

  static async begin(): Promise<HouseholdHistory> {
    const { world, ...means } = await (begun ??= beginWorld());
    return new HouseholdHistory({ ...world, tree: { ...world.tree, ...world.tree.fork() } }, means);
  }

  /** Tries it; a refusal is an answer, too. */
  async try(tried: Step): Promise<void> {
    await this.#carryOut(tried).catch((error: unknown) => {
      const { code } = asDomainError(error) ?? {};
      if (code === undefined || code === 'INTERNAL') throw error;
    });
    this.#assertBalanced();
  }

  async #carryOut(tried: Step): Promise<void> {
    const { action, who, others, file: at } = tried;
    const fileId = this.#files[at % Math.max(this.#files.length, 1)];
    const people = others.filter((other) => other !== who).map((other) => this.#people[other]!);
    if (action === 'open') await this.#open(who, people);
    else if (action === 'give up') await this.#giveUp(at);
    else if (fileId === undefined) return;
    else if (action === 'divide')
      await divide(this.#tree, { fileId, leaves: [this.#people[who]!] }, this.#filers);
    else if (action === 'join')
      await reviseFile(this.#tree, fileId, { by: this.#filers[0], joins: [this.#people[who]!] });
    else if (action === 'close') await closeFile(this.#tree, fileId, { by: this.#filers[0] });
    else await this.#grant(fileId, tried);
  }

  async #open(who: number, others: readonly HouseholdMember[]): Promise<void> {
    const household = { org: this.#tree.city, members: [this.#people[who]!, ...others] };
    this.#files.push(await openFile(this.#tree, household, { by: this.#filers[0] }));
  }

  /** What is granted is what our own book would grant, neither more nor less. */
  async #grant(fileId: string, { who, fen, goods, isMixed }: Step): Promise<void> {
    const payee = this.#adults[who % this.#adults.length]!;
    const row = this.#rowOf(payee, { fileId, fen, goods });
    const plan = new TestPlan(this.#world, this.#staff, [row]);
    const isOfGoods = (goods === null) === isMixed;
    await plan.open({ on: TODAY, ...(isOfGoods && { programme: this.#ofGoods }) });
    const { done } = (await plan.chunk()).result;
    const persons = this.#personsOf(fileOf(this.#tree, fileId));
    const isFree = persons.every((each) => this.#grantsOf(each).length === 0);
    const isOf = fileOf(this.#tree, fileId).members.some(({ id }) => id === payee.identityId);
    const isWorth = !isMixed && (goods === null || goods.off === 0);
    const counts = countsOn(fileOf(this.#tree, fileId), TODAY);
    const cap = isOfGoods ? DISTRICT_CAP : CAP;
    const expected = [isFree, isOf, isWorth, counts, row.fen <= cap].every(Boolean);
    expect(done, `granted by ${fileId}`).to.equal(expected ? 1 : 0);
    if (expected) this.#book.push({ plan, persons, fen: row.fen, isGivenUp: false });
  }

  #rowOf(
    payee: MemberEntry,
    { fileId: file, fen, goods }: Pick<Step, 'fen' | 'goods'> & { readonly fileId: string },
  ): PlanRow {
    if (goods === null) return { ...rowOf(payee, fen), file };
    const { quantity, off } = goods;
    const unitFen = Math.ceil(fen / quantity);
    return { ...rowOf(payee, quantity * unitFen + off), file, goods: { quantity, unitFen } };
  }

  async #giveUp(at: number): Promise<void> {
    const entry = this.#book[at % Math.max(this.#book.length, 1)];
    if (entry === undefined) return;
    await entry.plan.cancel();
    await entry.plan.fold();
    entry.isGivenUp = true;
  }

  #personsOf({ members }: FileRecord): readonly number[] {
    return members.map(({ tag }) => this.#people.findIndex((each) => each.tag === tag));
  }

  #grantsOf(who: number): readonly Entry[] {
    return this.#book.filter((entry) => !entry.isGivenUp && entry.persons.includes(who));
  }

  /** By the ledger nobody has more than by our book, nobody more than one, and nobody stands in two files. */
  #assertBalanced(): void {
    const files = this.#files.map((fileId) => fileOf(this.#tree, fileId));
    for (const [who, member] of this.#people.entries()) {
      const grants = this.#grantsOf(who);
      const fen = grants.reduce((sum, each) => sum + each.fen, 0);
      for (const name of namesOf(member)) {
        const granted = benefitRecord(this.#tree, 'granted', ledgerKey.granted('living', '2026', name));
        expect({ n: granted?.n ?? 0, fen: granted?.fen ?? 0 }, name).to.deep.equal({ n: grants.length, fen });
      }
      expect(grants.length, 'grants of one person').to.be.at.most(1);
      const standing = files.filter(
        (file) => isStanding(file, TODAY) && file.members.some(({ tag }) => tag === member.tag),
      );
      expect(standing.length, 'files of one person').to.be.at.most(1);
    }
  }
}

// With `out > version` of household.ts made `true`, or the names of a household in counted.ts cut to the payee's, it fails within 20 runs; with
// `capsAt` made to answer the programme's own caps, too.
fuzz(
  'households',
  fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 40 }), async (steps) => {
    const history = await HouseholdHistory.begin();
    for (const tried of steps) await history.try(tried);
  }),
  { runs: 30 },
);
