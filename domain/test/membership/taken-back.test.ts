// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import * as fc from 'fast-check';
import { canonicalJson } from '#src/encoding/index.js';
import { readLedgerValue, type AccountRecord } from '#src/ledger/index.js';
import {
  deceaseMembership,
  deemMembership,
  expelMembership,
  leaveMembership,
  rescindMembership,
  resumeMembership,
  retainMembership,
  type ChangeGround,
} from '#src/membership/index.js';
import { unlessRefused } from '#src/errors/index.js';
import { idOf } from '../support/instructions.js';

const TODAY = '2026-03-02';
const DIGEST = 'A'.repeat(43);
/** Of an account that has changed; by itself, without its index. */
const MAX_BYTES = 450;
const payload = { identityId: idOf('identity'), place: '', on: TODAY, evidence: DIGEST };
const first: AccountRecord = {
  ...{ v: 1, state: 'ACTIVE', province: '51', org: idOf('organisation'), joined: '2020-01-01' },
  ...{ since: '2020-01-01', loa: 1, tag: 'A'.repeat(22), root: DIGEST, nth: 12, here: '2020-01-01' },
};

type Rule = (ground: ChangeGround) => AccountRecord;
const RULES = {
  ...{
    leave: (at) => leaveMembership({ ...payload, reason: 'request' }, at),
    expel: (at) => expelMembership({ ...payload, reason: 'crime', judgment: DIGEST }, at),
    deem: (at) => deemMembership({ ...payload, absentSince: '2025-08-01', education: DIGEST }, at),
    decease: (at) => deceaseMembership(payload, at),
    resume: (at) => resumeMembership({ ...payload, reason: 'employed' }, at),
  },
  ...{
    retired: (at) => retainMembership({ ...payload, reason: 'retired' }, at),
    earlyRetired: (at) => retainMembership({ ...payload, reason: 'earlyRetired' }, at),
    unemployed: (at) => retainMembership({ ...payload, reason: 'unemployed' }, at),
  },
  ...{
    rescind: (at) =>
      rescindMembership(
        { ...payload, reason: at.account.state === 'RETAINED' ? 'notRetained' : 'mistake' },
        at,
      ),
  },
} as const satisfies Record<string, Rule>;
type Name = keyof typeof RULES;

/** What anybody can tell of a membership: state, ground, and of an expulsion which it is. */
interface Told {
  readonly state: string;
  readonly why: string | undefined;
  readonly at: number | undefined;
}
const toldOf = ({ state, why, at }: AccountRecord): Told => ({ state, why, at });

/** The independent model: whole standings, the newest last; taking back drops it. */
class Model {
  readonly #standings: Told[] = [toldOf(first)];

  get now(): Told | undefined {
    return this.#standings.at(-1);
  }

  take(name: Name, after: Told): void {
    const { state = '' } = this.now ?? {};
    if (name === 'rescind' && state === 'RETAINED') this.#set({ ...after, state: 'ACTIVE' });
    else if (name === 'rescind') this.#standings.pop();
    else if (['leave', 'expel', 'deem', 'decease'].includes(name)) this.#standings.push(after);
    else this.#set(after);
  }

  #set(told: Told): void {
    this.#standings.splice(-1, 1, told);
  }
}

describe('whatever is taken back', () => {
  it('leaves state and ground as they were before it, whatever came before, in no more bytes than an account may have', () => {
    let most = 0;
    const seen = new Set<string>();
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...(Object.keys(RULES) as Name[])), { maxLength: 12 }),
        (names) => {
          let account = first;
          const model = new Model();
          for (const name of names) {
            const at = { account, transfer: undefined, today: TODAY, time: '2026-03-02T04:00:00.000Z' };
            const after = unlessRefused(() => RULES[name](at));
            if (after === undefined) continue;
            seen.add(`${account.state} ${name}`);
            model.take(name, toldOf(after));
            expect(toldOf(after)).to.deep.equal(model.now);
            account = after;
            const text = canonicalJson(account);
            expect(readLedgerValue('account', text)).to.deep.equal(account);
            most = Math.max(most, text.length);
          }
        },
      ),
      { numRuns: 2_000 },
    );
    expect(most).to.be.at.most(MAX_BYTES);
    expect([...seen]).to.include.members(['DECEASED rescind', 'EXPELLED decease', 'RETAINED rescind']);
  });

  it('of a record of before, which says no ground, has none', () => {
    const at = { transfer: undefined, today: TODAY, time: '2026-03-02T04:00:00.000Z' };
    const dead = { ...first, state: 'DECEASED', why: 'deceased', was: 'RETAINED' } as const;
    const back = rescindMembership({ ...payload, reason: 'notDead' }, { ...at, account: dead });
    expect(back).to.deep.equal({ ...first, v: 2, state: 'RETAINED', since: TODAY });
  });
});
