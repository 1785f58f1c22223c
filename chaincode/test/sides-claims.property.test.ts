// SPDX-License-Identifier: Apache-2.0
import { samplePayload } from '@unionid/domain/catalogue';
import { DomainError } from '@unionid/domain/errors';
import { ledgerKey, type ClaimRecord, type OperatorRecord } from '@unionid/domain/ledger';
import type { MemberEntry } from '@unionid/domain/person';
import { expect } from 'chai';
import * as fc from 'fast-check';
import { newMemberEntry, newOrganisationEntry, type TestOperator } from '#src/testing/index.js';
import { codeOf } from './support/refusal.js';
import { boundCadre, decideByTwo } from './support/two-persons.js';
import { newUnionTree, registerOperator, type UnionTree } from './support/union-tree.js';

const DIGEST = 'A'.repeat(43);
const TODAY = '2026-03-02';
const HOUR = 3_600_000;

/** Everything that somebody above both sides may sign in a claim onto an account; a correction or an end with a second. */
const STEPS = {
  claim: (sides, { by }) => sides.open('wrongDocument', by),
  claimDuplicate: (sides, { by }) => sides.open('duplicate', by),
  yield: (sides, { by }) => sides.answer({ outcome: 'yield' }, by),
  exchange: (sides, { by }) => sides.answer({ outcome: 'yield', exchange: sides.exchange() }, by),
  contest: (sides, { by }) => sides.answer({ outcome: 'contest' }, by),
  uphold: (sides, { by }) => sides.step('claim.decide', by, { evidence: DIGEST, outcome: 'uphold' }),
  withdraw: (sides, { by }) => sides.step('claim.withdraw', by),
  settle: (sides, { by }) => sides.step('claim.settle', by),
  rebind: (sides, signers) => sides.rebind(signers),
  end: (sides, signers) => sides.end(signers),
} satisfies Record<string, (sides: ClaimSides, signers: Signers) => Promise<unknown>>;
type Step = keyof typeof STEPS;

/** Orders in which steps lead somewhere, taken by two persons. */
const WAYS: readonly (readonly Step[])[] = [
  ['claim', 'yield', 'rebind'],
  ['claim', 'exchange', 'rebind'],
  ['claim', 'contest', 'uphold', 'rebind'],
  ['claimDuplicate', 'yield', 'end'],
  ['claimDuplicate', 'contest', 'uphold', 'end'],
  ['withdraw'],
  ['settle'],
];

interface Signers {
  readonly by: TestOperator;
  readonly second: TestOperator;
}

/** Two unions of a city that have each other's member's number, so that whoever is of the city stands above both sides. */
class ClaimSides {
  readonly tree: UnionTree;
  /** Under the number of whoever is `own`, and the other way round. */
  readonly wrong: MemberEntry;
  readonly own: MemberEntry;

  private constructor(tree: UnionTree, wrong: MemberEntry, own: MemberEntry) {
    [this.tree, this.wrong, this.own] = [tree, wrong, own];
  }

  static async open(): Promise<ClaimSides> {
    const tree = await newUnionTree();
    const { root } = tree.sichuan;
    const beside = newOrganisationEntry(tree, tree.city);
    await tree.submit('organisation.register', beside, { by: root });
    const wrong = newMemberEntry(tree, tree.basic, {
      person: 'number of one',
      nameTag: `B${'A'.repeat(21)}`,
    });
    const own = newMemberEntry(tree, beside.orgId, { person: 'number of two' });
    for (const entry of [wrong, own]) await tree.submit('person.enrol', entry, { by: root });
    return new ClaimSides(tree, wrong, own);
  }

  person(name: string, org = this.tree.city): Promise<TestOperator> {
    return boundCadre(this.tree, { org, person: name });
  }

  /** Another operator of the same person. */
  async again({ operatorId }: TestOperator): Promise<TestOperator> {
    const next = await this.nobody();
    const { person = '' } = this.#read(ledgerKey.operator(operatorId)) as OperatorRecord;
    const bound = { operatorId: next.operatorId, identityId: person, place: '' };
    await this.tree.submit('operator.bindPerson', bound, { by: this.tree.sichuan.root, subjectVersion: 1 });
    return next;
  }

  nobody(): Promise<TestOperator> {
    return registerOperator(this.tree, { org: this.tree.city, role: 'superadmin', grants: ['member'] });
  }

  claim(): ClaimRecord | undefined {
    return this.#read(ledgerKey.claim(this.wrong.identityId)) as ClaimRecord | undefined;
  }

  /** Both accounts, and where both numbers lead. */
  stand(): readonly unknown[] {
    const { wrong, own } = this;
    const keys = [wrong, own].flatMap(({ identityId, personKey }) => [
      ledgerKey.account(identityId),
      ledgerKey.person(personKey),
    ]);
    return keys.map((key) => this.#read(key));
  }

  open(kind: 'wrongDocument' | 'duplicate', by: TestOperator): Promise<unknown> {
    const { wrong, own } = this;
    const payload = {
      ...{
        identityId: own.identityId,
        place: '',
        personKey: wrong.personKey,
        root: own.root,
        level: 1 as const,
      },
      // One person twice is under one name, a slip of the pen under another.
      nameTag: kind === 'duplicate' ? wrong.nameTag : own.nameTag,
      ...{ org: own.org, claimed: wrong.identityId, kind, evidence: DIGEST },
    };
    return this.tree.submit('claim.open', payload, { by, subjectVersion: this.claim()?.v ?? 0 });
  }

  exchange(): { readonly personKey: string; readonly nameTag: string; readonly root: string } {
    return { personKey: this.own.personKey, nameTag: this.wrong.nameTag, root: DIGEST };
  }

  answer(
    said: { readonly outcome: 'yield' | 'contest'; readonly exchange?: ReturnType<ClaimSides['exchange']> },
    by: TestOperator,
  ): Promise<unknown> {
    return this.step('claim.answer', by, { evidence: DIGEST, ...said });
  }

  step(
    type: 'claim.answer' | 'claim.decide' | 'claim.settle' | 'claim.withdraw',
    by: TestOperator,
    change: object = {},
  ): Promise<unknown> {
    const payload = { ...samplePayload(type), identityId: this.wrong.identityId, place: '', ...change };
    return this.tree.submit(type, payload, { by, subjectVersion: this.claim()?.v ?? 0 });
  }

  rebind({ by: first, second }: Signers): Promise<void> {
    const { wrong, own } = this;
    const payload = {
      ...samplePayload('person.rebind'),
      ...{ identityId: own.identityId, personKey: wrong.personKey, nameTag: own.nameTag, root: DIGEST },
      ...{ replaces: [own.personKey], claimed: { identityId: wrong.identityId, place: '' } },
    };
    return decideByTwo(this.tree, 'person.rebind', { payload, subjectVersion: 1, first, second });
  }

  end({ by: first, second }: Signers): Promise<void> {
    const payload = {
      ...{ ...samplePayload('membership.void'), identityId: this.own.identityId, on: TODAY },
      into: { identityId: this.wrong.identityId, place: '' },
    };
    return decideByTwo(this.tree, 'membership.void', { payload, subjectVersion: 1, first, second });
  }

  /** What becomes of a step, whether or not it is allowed. */
  async try(step: Step, signers: Signers): Promise<void> {
    await STEPS[step](this, signers).catch((error: unknown) => {
      if (!(error instanceof DomainError)) throw error;
    });
  }

  #read(key: string): unknown {
    const value = this.tree.ledger.state(key);
    return value === undefined ? undefined : JSON.parse(value);
  }
}

describe('both sides of a claim onto an account', () => {
  // Covers: T19
  it('are never one person’s: with whichever operators, and a second for what two sign, nobody moves a number or ends a duplicate but by the silence of the other side', async () => {
    const way = fc.constantFrom(...WAYS);
    // Mostly of the one person, and with the second.
    const signers = fc.tuple(fc.constantFrom(0, 0, 1, 1, 2), fc.constantFrom(3, 3, 0, 1));
    const each = fc.tuple(way, fc.array(signers, { minLength: 4, maxLength: 4 }));
    const ways = fc.array(each, { minLength: 1, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(ways, async (list) => {
        const sides = await ClaimSides.open();
        const alone = await sides.person('alone');
        const operators = [alone, await sides.again(alone), await sides.nobody()];
        // Signs second whatever it is shown, and begins nothing.
        operators.push(await sides.person('second', sides.tree.sichuan.orgId));
        const before = sides.stand();
        const all = list.flatMap(([taken, who]) => taken.map((step, at) => [step, ...who[at]!] as const));
        for (const [step, by, second] of all) {
          // Five working days are not over.
          sides.tree.clock.advance(HOUR);
          await sides.try(step, { by: operators[by]!, second: operators[second]! });
          expect(sides.stand(), step).to.deep.equal(before);
        }
      }),
      { numRuns: 25 },
    );
  }).timeout(180_000);

  // Covers: T19
  it('take two persons: whoever claims answers nothing, and whoever answered neither decides, withdraws nor settles, first or second', async () => {
    for (const said of ['yield', 'exchange'] as const) {
      const sides = await ClaimSides.open();
      const [asker, other] = [await sides.person('asker'), await sides.person('other')];
      const second = await sides.person('second', sides.tree.sichuan.orgId);
      const refused = async (step: Step, by: TestOperator, beside = second): Promise<void> => {
        expect(await codeOf(STEPS[step](sides, { by, second: beside })), step).to.equal('SAME_PERSON');
      };
      await STEPS.claim(sides, { by: asker, second });
      for (const step of ['yield', 'exchange', 'contest'] as const) await refused(step, asker);
      await STEPS[said](sides, { by: other, second });
      for (const step of ['withdraw', 'rebind'] as const) await refused(step, other);
      await refused('rebind', await sides.again(other));
      await refused('rebind', second, other);
      const before = sides.stand();
      await STEPS.rebind(sides, { by: asker, second });
      expect(sides.claim()).to.include({ status: 'SETTLED' });
      expect(sides.stand()).not.to.deep.equal(before);
    }
  }).timeout(60_000);

  // Covers: T19
  it('of one person twice are two persons’ as well', async () => {
    const sides = await ClaimSides.open();
    const [asker, other] = [await sides.person('asker'), await sides.person('other')];
    const second = await sides.person('second', sides.tree.sichuan.orgId);
    await STEPS.claimDuplicate(sides, { by: asker, second });
    expect(await codeOf(STEPS.yield(sides, { by: asker, second }))).to.equal('SAME_PERSON');
    await STEPS.contest(sides, { by: other, second });
    expect(await codeOf(STEPS.uphold(sides, { by: other, second }))).to.equal('SAME_PERSON');
    await STEPS.uphold(sides, { by: second, second });
    expect(await codeOf(STEPS.end(sides, { by: other, second }))).to.equal('SAME_PERSON');
    await STEPS.end(sides, { by: asker, second: await sides.person('third', sides.tree.sichuan.orgId) });
    expect(sides.stand()[2]).to.include({ state: 'VOIDED', into: sides.wrong.identityId });
  }).timeout(60_000);

  // Covers: T20
  it('are persons’: within a province whoever is known as nobody takes no step of it', async () => {
    const sides = await ClaimSides.open();
    const [asker, nobody] = [await sides.person('asker'), await sides.nobody()];
    const second = await sides.person('second', sides.tree.sichuan.orgId);
    const refused = async (...steps: readonly Step[]): Promise<void> => {
      for (const step of steps)
        expect(await codeOf(STEPS[step](sides, { by: nobody, second })), step).to.equal('PERSON_UNBOUND');
    };
    await refused('claim', 'rebind', 'end');
    await STEPS.claim(sides, { by: asker, second });
    await refused('yield', 'exchange', 'contest', 'withdraw');
    await STEPS.contest(sides, { by: await sides.person('other'), second });
    await refused('uphold', 'withdraw', 'rebind');
  }).timeout(60_000);
});
