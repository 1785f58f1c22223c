// SPDX-License-Identifier: Apache-2.0
import { DomainError } from '@unionid/domain/errors';
import type { AccountRecord } from '@unionid/domain/ledger';
import { canonicalJson } from '@unionid/domain/encoding';
import { expect } from 'chai';
import * as fc from 'fast-check';
import type { TestOperator } from '#src/testing/index.js';
import { DIGEST, OneTransfer } from './support/one-transfer.js';
import { boundCadre, decideByTwo } from './support/two-persons.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

type Union = 0 | 1 | 2;
/** Of those that end, one beside into which it is merged, or the one above that keeps the memberships. */
type Heir = Union | 'above';
const union = fc.constantFrom<Union>(0, 1, 2);
/** How far back a day is told: not at all, by some days, or to the joining date or before the last change of all. */
const back = fc.constantFrom(0, 0, 1, 5, 30, 400, 3_000);
const farBack = fc.constantFrom(0, 30, 400, 1_500);
const step = fc.oneof(
  { weight: 3, arbitrary: fc.record({ is: fc.constant('move' as const), to: union }) },
  fc.record({ is: fc.constantFrom('retain' as const, 'resume' as const, 'leave' as const), back }),
  { weight: 2, arbitrary: fc.record({ is: fc.constant('decease' as const), back }) },
  { weight: 5, arbitrary: fc.record({ is: fc.constant('rescind' as const), back: farBack }) },
  fc.record({ is: fc.constant('void' as const), back: fc.constant(3_000) }),
  { weight: 2, arbitrary: fc.record({ is: fc.constant('join' as const), to: union, back }) },
  fc.record({
    is: fc.constant('end' as const),
    union,
    heir: fc.constantFrom<Heir>(0, 1, 2, 'above'),
    back: fc.constantFrom(0, 3),
  }),
  {
    weight: 3,
    arbitrary: fc.record({ is: fc.constant('wait' as const), days: fc.integer({ min: 1, max: 60 }) }),
  },
);
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

type Change = Exclude<Step['is'], 'wait' | 'move' | 'join' | 'end'>;
type Signers = readonly [TestOperator, TestOperator, TestOperator];

interface Turn {
  readonly org: string;
  readonly from: string;
}

interface Ended {
  readonly heir: string;
  readonly on: string;
}

/** A member of one of three unions of a city, and two persons of two unions above them. */
class Days {
  readonly one: OneTransfer;
  readonly versions: AccountRecord[];
  /** Who got the member, and from which day on, as whoever signed would tell it. */
  readonly turns: Turn[];
  readonly #orgs: readonly string[];
  readonly #signers: Signers;
  readonly #ended = new Map<string, Ended>();

  private constructor(one: OneTransfer, orgs: readonly string[], signers: Signers) {
    [this.one, this.#orgs, this.#signers] = [one, orgs, signers];
    const account = one.account();
    [this.versions, this.turns] = [[account], [{ org: account.org, from: account.joined }]];
  }

  static async open(): Promise<Days> {
    const one = await OneTransfer.open();
    const { tree } = one;
    const orgs = [
      tree.basic,
      await one.found(tree.city, tree.sichuan.root),
      await one.found(tree.city, tree.sichuan.root),
    ];
    const grants = ['member', 'organisation'] as const;
    const cadre = (person: string, org: string): Promise<TestOperator> =>
      boundCadre(tree, { org, person, grants, home: tree.otherCity });
    const { city, sichuan } = tree;
    return new Days(one, orgs, [
      await cadre('a', city),
      await cadre('b', city),
      await cadre('c', sichuan.orgId),
    ]);
  }

  /** What somebody signs, which the rules may refuse. */
  async try(each: Step): Promise<void> {
    try {
      await this.#take(each);
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      return;
    }
    const [account, before] = [this.one.account(), this.versions.at(-1)!];
    if (account.v === before.v) return;
    this.versions.push(account);
    const { org, nth, since } = account;
    if (org === before.org && nth === before.nth) return;
    const [from, first] = this.#begins(each, before);
    this.turns.push({ org, from: from > first ? from : first });
    expect(since >= from, 'no day of another union').to.equal(true);
  }

  /** Since when another has the member, and which days no step makes another's: what is taken back has had none. */
  #begins(each: Step, { org, since, joined, here = joined }: AccountRecord): readonly [string, string] {
    if (each.is === 'move' || each.is === 'join') return [this.one.today(), since];
    // Taken back later than the union ended, it is the heir's from the day that is told.
    const [ended, told] = [this.#endedOn(org), 'back' in each ? this.#day(each.back) : ''];
    return [told > ended ? told : ended, each.is === 'rescind' ? here : since];
  }

  /** The last day on which one ended of those by which a union's members have come to where they are. */
  #endedOn(orgId: string): string {
    const ended = this.#ended.get(orgId);
    if (ended === undefined) return '';
    const further = this.#endedOn(ended.heir);
    return further > ended.on ? further : ended.on;
  }

  async #take(each: Step): Promise<unknown> {
    const { tree } = this.one;
    const [first, other] = this.#signers;
    switch (each.is) {
      case 'wait':
        tree.clock.advance(each.days * DAY);
        return;
      case 'move':
        await this.one.request({ to: this.#orgs[each.to]!, root: this.one.account().root }, first);
        await this.one.step('transfer.release', other);
        return this.one.step('transfer.complete', first);
      case 'join':
        return this.#join(this.#orgs[each.to]!, each.back);
      case 'end':
        return this.#end(this.#orgs[each.union]!, each.heir, this.#day(each.back));
      default:
        return this.#change(each.is, this.#day(each.back));
    }
  }

  #change(is: Change, on: string): Promise<unknown> {
    const type = `membership.${is}` as const;
    const isRest = this.one.account().state === 'RETAINED';
    const reasons = {
      ...{ retain: 'unemployed', resume: 'employed', leave: 'request', void: 'mistake', decease: undefined },
      rescind: isRest ? 'notRetained' : 'mistake',
    } as const;
    const reason = reasons[is] !== undefined && { reason: reasons[is] };
    if (is === 'decease' || is === 'void' || is === 'rescind') return this.#byTwo(is, { on, ...reason });
    return this.one.change(type, { on, ...reason }, this.#signers[0]);
  }

  #join(org: string, back: number): Promise<unknown> {
    const { root, v: subjectVersion } = this.one.account();
    const days = { joined: this.#day(back), since: this.one.today(), change: back === 0 ? '1' : '2' };
    const entry = { ...this.one.member, ...days, root, org };
    return this.one.tree.submit('person.enrol', entry, { by: this.#signers[0], subjectVersion });
  }

  async #end(orgId: string, to: Heir, on: string): Promise<void> {
    const { tree } = this.one;
    const [first, , third] = this.#signers;
    const heir = to === 'above' ? tree.city : this.#orgs[to]!;
    const ground = to === 'above' ? 'dissolved' : 'merged';
    const payload = { orgId, ground, heir, on, evidence: DIGEST } as const;
    await decideByTwo(tree, 'organisation.beginClosing', {
      payload,
      subjectVersion: 1,
      first,
      second: third,
    });
    this.#ended.set(orgId, { heir, on });
    await tree.call('organisation:fold', canonicalJson({ orgId }), { mspId: first.mspId });
  }

  #byTwo(is: Change, change: object): Promise<void> {
    const { identityId } = this.one.member;
    const [first, , second] = this.#signers;
    const payload = { identityId, place: '', evidence: DIGEST, ...change } as never;
    return decideByTwo(this.one.tree, `membership.${is}`, {
      payload,
      subjectVersion: this.one.account().v,
      first,
      second,
    });
  }

  #day(back: number): string {
    return new Date(this.one.tree.clock.now() + 8 * HOUR - back * DAY).toISOString().slice(0, 10);
  }
}

/** As the read model tells: of what is known the last that began no later. */
function toldOn(versions: readonly AccountRecord[], day: string): string | undefined {
  return versions.findLast(({ since }) => since <= day)?.org;
}

/** Who had the member on a day: whoever got it last by then. */
function hadOn(turns: readonly Turn[], day: string): string | undefined {
  return turns.findLast(({ from }) => from <= day)?.org;
}

/** Each way to another union, taken back beyond it. */
const BEYOND = [
  { is: 'decease', back: 0 },
  { is: 'rescind', back: 1_500 },
  { is: 'rescind', back: 0 },
] as const;
const EXAMPLES: [Step[]][] = [
  [[{ is: 'move', to: 1 }, ...BEYOND]],
  [[{ is: 'leave', back: 0 }, { is: 'join', to: 1, back: 400 }, ...BEYOND]],
  [[{ is: 'end', union: 0, heir: 2, back: 3 }, ...BEYOND]],
  [[BEYOND[0], { is: 'end', union: 0, heir: 2, back: 0 }, BEYOND[1], BEYOND[2], ...BEYOND]],
  [
    [
      BEYOND[0],
      { is: 'wait', days: 9 },
      { is: 'end', union: 0, heir: 'above', back: 3 },
      { is: 'rescind', back: 30 },
    ],
  ],
  [[BEYOND[0], { is: 'end', union: 0, heir: 2, back: 3 }, { is: 'rescind', back: 400 }]],
  [
    [
      { is: 'move', to: 1 },
      BEYOND[0],
      { is: 'end', union: 1, heir: 0, back: 0 },
      { is: 'wait', days: 1 },
      { is: 'rescind', back: 0 },
    ],
  ],
  [
    [
      { is: 'leave', back: 0 },
      { is: 'wait', days: 9 },
      BEYOND[0],
      { is: 'end', union: 0, heir: 2, back: 3 },
      BEYOND[1],
      BEYOND[2],
    ],
  ],
];

describe('the days of a member', () => {
  // Covers: S24
  it('are of the union that had the member then, whatever is taken back, joined anew or inherited later', async () => {
    const seen = new Set<string>();
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 14 }), async (steps) => {
        const days = await Days.open();
        for (const each of steps) {
          days.one.tree.clock.advance(HOUR);
          const known = days.versions.length;
          await days.try(each);
          if (days.versions.length > known) seen.add(each.is);
          const { versions, turns } = days;
          const told = [...new Set(versions.map(({ since }) => since))].sort();
          for (const day of told) expect(toldOn(versions, day), day).to.equal(hadOn(turns, day));
        }
      }),
      { numRuns: 50, examples: EXAMPLES },
    );
    expect([...seen]).to.include.members(['move', 'rescind', 'join', 'end']);
  }).timeout(300_000);
});
