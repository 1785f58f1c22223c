// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import type { AccountRecord, MembershipState } from '#src/ledger/index.js';
import {
  deceaseMembership,
  expelMembership,
  leaveMembership,
  rescindMembership,
  retainMembership,
  type ChangeGround,
} from '#src/membership/index.js';
import { keptOf } from '#src/membership/before.js';
import { expectCode } from '../support/expect-code.js';
import { idOf } from '../support/instructions.js';

const [TODAY, SINCE] = ['2026-03-02', '2026-01-10'];
const DIGEST = 'A'.repeat(43);
const payload = { identityId: idOf('identity'), place: '', on: TODAY, evidence: DIGEST };
const FIRST: AccountRecord = {
  ...{ v: 3, state: 'ACTIVE', province: '51', org: idOf('organisation'), joined: '2020-01-01', since: SINCE },
  ...{ loa: 1, tag: 'A'.repeat(22), root: DIGEST },
};
const ground = (change: Partial<AccountRecord> = {}): ChangeGround => ({
  ...{ account: { ...FIRST, ...change }, transfer: undefined, today: TODAY },
  ...{ time: '2026-03-02T04:00:00.000Z' },
});
const leave = (at: ChangeGround): AccountRecord => leaveMembership({ ...payload, reason: 'request' }, at);
const die = (at: ChangeGround): AccountRecord => deceaseMembership(payload, at);
const expel = (at: ChangeGround): AccountRecord =>
  expelMembership({ ...payload, reason: 'crime', judgment: DIGEST }, at);
const notDead = (at: ChangeGround): AccountRecord => rescindMembership({ ...payload, reason: 'notDead' }, at);
const RETIRED = { state: 'RETAINED', why: 'retired' } as const;

describe('what a change of a membership leaves', () => {
  it('is which of one’s memberships it is, where there was one before', () => {
    for (const change of [leave, die, expel]) {
      expect(change(ground({ nth: 2 }))).to.include({ nth: 2 });
      expect(change(ground())).not.to.have.property('nth');
      expect(change(ground({ nth: 2, again: SINCE }))).to.include({ again: SINCE });
      expect(change(ground())).not.to.have.property('again');
    }
    expect(retainMembership({ ...payload, reason: 'retired' }, ground({ nth: 2 }))).to.include({ nth: 2 });
  });

  it('is which expulsion it is, of an expulsion alone', () => {
    expect(expel(ground())).to.deep.equal({
      ...FIRST,
      ...{ v: 4, state: 'EXPELLED', since: TODAY, why: 'crime', at: 4, was: 'ACTIVE' },
    });
    for (const change of [leave, die]) expect(change(ground())).not.to.have.property('at');
  });
});

describe('an end that comes upon an end', () => {
  const RETIRED_BEFORE = { was: 'RETAINED', wasWhy: 'retired' } as const;

  it('keeps the end before it and the standing before that, and no more than they say', () => {
    const left = leave(ground(RETIRED));
    const ended = { state: 'WITHDRAWN', since: TODAY, why: 'request' };
    expect(die(ground(left))).to.deep.equal({
      ...FIRST,
      ...{ v: 5, state: 'DECEASED', since: TODAY, why: 'deceased', ...RETIRED_BEFORE, ended },
    });
    const expelled = expel(ground());
    expect(die(ground(expelled)).ended).to.deep.equal({
      ...{ state: 'EXPELLED', since: TODAY, why: 'crime', at: 4 },
    });
    // Of an end of before, whose record says neither ground nor what it was.
    expect(die(ground({ state: 'WITHDRAWN' }))).to.deep.equal({
      ...FIRST,
      ...{ v: 4, state: 'DECEASED', since: TODAY, why: 'deceased' },
      ended: { state: 'WITHDRAWN', since: SINCE },
    });
  });

  it('gives all of it back, once it is taken back, so that this can be taken back, too', () => {
    for (const end of [leave(ground(RETIRED)), leave(ground()), expel(ground({ ...RETIRED, nth: 2 }))])
      expect(notDead(ground(die(ground(end))))).to.deep.equal({ ...end, v: 6 });
    const bare = { state: 'WITHDRAWN' } as const;
    expect(notDead(ground(die(ground(bare))))).to.deep.equal({ ...FIRST, ...bare, v: 5 });
  });

  it('is one after which a death may be recorded: no other is kept', () => {
    const keeps = (state: MembershipState): object => keptOf({ ...FIRST, state }, 'VOIDED');
    for (const state of ['WITHDRAWN', 'EXPELLED'] as const)
      expect(keeps(state)).to.deep.equal({ ended: { state, since: SINCE } });
    for (const state of ['DECEASED', 'VOIDED'] as const) expect(keeps(state)).to.deep.equal({});
  });
});

describe('what is taken back', () => {
  it('is refused by how the membership stands first, and then by the reason, which is told with it', () => {
    const rescind = (reason: 'mistake' | 'notRetained', state: MembershipState) => () =>
      rescindMembership({ ...payload, reason }, ground({ state }));
    // Whatever the reason, there is nothing to take back of whoever goes on.
    for (const reason of ['mistake', 'notRetained'] as const) {
      const { details } = expectCode(rescind(reason, 'ACTIVE'), 'MEMBERSHIP_STEP');
      expect(details).to.deep.equal({ action: 'rescind', state: 'ACTIVE' });
    }
    for (const [reason, state] of [
      ['mistake', 'RETAINED'],
      ['notRetained', 'WITHDRAWN'],
    ] as const)
      expect(expectCode(rescind(reason, state), 'REASON_UNFIT').details).to.deep.equal({ reason, state });
  });
});
