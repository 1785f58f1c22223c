// SPDX-License-Identifier: Apache-2.0
import { DomainError } from '@unionid/domain/errors';
import { ledgerKey, type OperatorRecord } from '@unionid/domain/ledger';
import { newKeySigner } from '@unionid/domain/signing';
import { codeClaimBytes } from '@unionid/domain/transfer';
import { expect } from 'chai';
import * as fc from 'fast-check';
import type { TestOperator } from '#src/testing/index.js';
import { OneTransfer } from './support/one-transfer.js';
import { codeOf } from './support/refusal.js';
import { boundCadre } from './support/two-persons.js';
import { registerOperator } from './support/union-tree.js';

const CODE = newKeySigner('7'.repeat(64));
const HOUR = 3_600_000;

/** Everything that somebody above both sides may sign in a transfer. */
const STEPS = {
  ask: (sides, by) => sides.ask(by),
  askByCode: (sides, by) => sides.askByCode(by),
  giveCode: ({ one }, by) => one.step('transfer.release', by, { codeKey: CODE.publicKey }),
  letGo: ({ one }, by) => one.step('transfer.release', by),
  object: ({ one }, by) => one.dispute('transfer.object', by),
  appeal: ({ one }, by) => one.dispute('transfer.appeal', by),
  go: ({ one }, by) => one.decide('go', by),
  stay: ({ one }, by) => one.decide('stay', by),
  cancel: ({ one }, by) => one.step('transfer.cancel', by),
  complete: ({ one }, by) => one.step('transfer.complete', by),
  undo: ({ one }, by) => one.step('transfer.undo', by),
} satisfies Record<string, (sides: Sides, by: TestOperator) => Promise<unknown>>;
type Step = keyof typeof STEPS;

/** A member, a union beside that would have it, and persons of the city above both. */
class Sides {
  readonly one: OneTransfer;
  readonly #to: string;

  private constructor(one: OneTransfer, to: string) {
    this.one = one;
    this.#to = to;
  }

  static async open(): Promise<Sides> {
    const one = await OneTransfer.open();
    const { tree } = one;
    return new Sides(one, await one.found(tree.city, tree.sichuan.root));
  }

  /** A person, with as many operators as are asked for. */
  async person(name: string, operators = 1): Promise<readonly TestOperator[]> {
    const { tree } = this.one;
    const first = await boundCadre(tree, { org: tree.city, person: name });
    const record = tree.ledger.state(ledgerKey.operator(first.operatorId)) ?? '{}';
    const { person = '' } = JSON.parse(record) as OperatorRecord;
    const all = [first];
    while (all.length < operators) {
      const next = await registerOperator(tree, { org: tree.city, role: 'superadmin', grants: ['member'] });
      const bound = { operatorId: next.operatorId, identityId: person, place: '' };
      await tree.submit('operator.bindPerson', bound, { by: tree.sichuan.root, subjectVersion: 1 });
      all.push(next);
    }
    return all;
  }

  /** An operator of whom nobody knows who it is. */
  nobody(): Promise<TestOperator> {
    const { tree } = this.one;
    return registerOperator(tree, { org: tree.city, role: 'superadmin', grants: ['member'] });
  }

  ask(by: TestOperator): Promise<unknown> {
    return this.one.request({ to: this.#to, root: this.one.member.root }, by);
  }

  async askByCode(by: TestOperator): Promise<unknown> {
    const { identityId, root } = this.one.member;
    const expires = new Date(this.one.tree.clock.now() + HOUR).toISOString();
    const claim = { identityId, number: this.one.transfer().number, to: this.#to, expires };
    const signature = await CODE.sign(codeClaimBytes(this.one.tree.name, claim));
    return this.one.request({ to: this.#to, root, code: { expires, signature } }, by);
  }

  /** What becomes of a step, whether or not it is allowed. */
  async try(step: Step, by: TestOperator): Promise<void> {
    await STEPS[step](this, by).catch((error: unknown) => {
      if (!(error instanceof DomainError)) throw error;
    });
  }
}

describe('both sides of a transfer', () => {
  // Covers: T19
  it('are never one person’s: alone, with whichever operators, nobody moves a member but by the silence of the other side', async () => {
    const step = fc.constantFrom(...(Object.keys(STEPS) as Step[]));
    const steps = fc.array(fc.tuple(step, fc.constantFrom(0, 1, 2)), { minLength: 4, maxLength: 14 });
    await fc.assert(
      fc.asyncProperty(steps, async (list) => {
        const sides = await Sides.open();
        const operators = [...(await sides.person('alone', 2)), await sides.nobody()];
        for (const [each, which] of list) {
          // Four working days are not over.
          sides.one.tree.clock.advance(HOUR);
          await sides.try(each, operators[which]!);
          expect(sides.one.account().org, each).to.equal(sides.one.tree.basic);
        }
      }),
      { numRuns: 40 },
    );
  }).timeout(120_000);

  // Covers: T19
  it('take two persons: whoever asks lets nobody go, and whoever let go, gave the code or objected does nothing for the other', async () => {
    const sides = await Sides.open();
    const { one } = sides;
    const [asker, other] = [(await sides.person('asker'))[0]!, (await sides.person('other'))[0]!];
    const refused = async (step: Step, by: TestOperator): Promise<void> => {
      expect(await codeOf(STEPS[step](sides, by)), step).to.equal('SAME_PERSON');
    };
    await STEPS.ask(sides, asker);
    for (const step of ['letGo', 'object'] as const) await refused(step, asker);
    await STEPS.object(sides, other);
    for (const step of ['cancel', 'go'] as const) await refused(step, other);
    await STEPS.letGo(sides, other);
    await refused('complete', other);
    await STEPS.cancel(sides, asker);
    await STEPS.giveCode(sides, asker);
    // Also past whoever has asked without the code.
    await STEPS.ask(sides, other);
    await refused('askByCode', asker);
    await STEPS.askByCode(sides, other);
    for (const step of ['cancel', 'complete'] as const) await refused(step, asker);
    await STEPS.complete(sides, other);
    await refused('undo', asker);
    await STEPS.undo(sides, other);
    expect(one.account()).to.include({ org: one.tree.basic });
  });

  // Covers: T20
  it('are persons’: within a province whoever is known as nobody takes no step of it, and gives no code to anywhere', async () => {
    const sides = await Sides.open();
    const { one } = sides;
    const [asker, other] = [(await sides.person('asker'))[0]!, (await sides.person('other'))[0]!];
    const nobody = await sides.nobody();
    const refused = async (...steps: readonly Step[]): Promise<void> => {
      for (const step of steps)
        expect(await codeOf(STEPS[step](sides, nobody)), step).to.equal('PERSON_UNBOUND');
    };
    await refused('ask', 'giveCode');
    await STEPS.giveCode(sides, other);
    await refused('giveCode', 'askByCode', 'ask', 'cancel');
    await STEPS.ask(sides, asker);
    await refused('letGo', 'object', 'cancel', 'askByCode');
    await STEPS.object(sides, other);
    await refused('go', 'stay', 'letGo', 'cancel');
    await STEPS.go(sides, await boundCadre(one.tree, { org: one.tree.sichuan.orgId, person: 'judge' }));
    await refused('complete', 'cancel');
    await STEPS.complete(sides, asker);
    await refused('undo', 'giveCode');
    await STEPS.undo(sides, asker);
    await STEPS.ask(sides, asker);
    await one.silence(asker);
    await refused('appeal');
    await STEPS.appeal(sides, other);
    await refused('stay', 'cancel', 'undo');
    expect(one.transfer()).to.include({ status: 'APPEALED' });
  });

  // Covers: T20
  it('are of two registrars between provinces: there nobody need be known, but who gives a code', async () => {
    const { tree, member } = await OneTransfer.open();
    const unbound = await registerOperator(tree, { org: tree.city, role: 'superadmin', grants: ['member'] });
    const named = { identityId: member.identityId, place: '' };
    const code = { ...named, codeKey: CODE.publicKey };
    expect(await codeOf(tree.submit('transfer.release', code, { by: unbound }))).to.equal('PERSON_UNBOUND');
    const one = await OneTransfer.open();
    const far = one.tree.provinces['34'];
    const to = await one.found(far.orgId, far.root);
    await one.request({ to }, far.root);
    const by = await registerOperator(one.tree, {
      org: one.tree.city,
      role: 'superadmin',
      grants: ['member'],
    });
    await one.dispute('transfer.object', by);
    await one.decide('go');
    await one.step('transfer.complete', far.root);
    expect(one.account()).to.include({ org: to });
  });

  // Covers: T19
  it('of what went by silence are not one person’s either: whoever asked neither appeals nor takes back', async () => {
    const sides = await Sides.open();
    const { one } = sides;
    const [asker, other] = [(await sides.person('asker'))[0]!, (await sides.person('other'))[0]!];
    await STEPS.ask(sides, asker);
    await one.silence(asker);
    expect(one.transfer()).to.include({ moved: new Date(one.tree.clock.now()).toISOString() });
    // Whatever is begun meanwhile.
    await one.step('transfer.release', asker, { codeKey: CODE.publicKey });
    expect(await codeOf(STEPS.appeal(sides, asker))).to.equal('SAME_PERSON');
    await STEPS.appeal(sides, other);
    for (const step of ['cancel', 'stay'] as const)
      expect(await codeOf(STEPS[step](sides, asker)), step).to.equal('SAME_PERSON');
    expect(await codeOf(STEPS.undo(sides, other))).to.equal('SAME_PERSON');
    await STEPS.undo(sides, asker);
    expect(one.account()).to.include({ org: one.tree.basic });
  });
});
