// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import type {
  AccountRecord,
  MembershipState,
  OrganisationRecord,
  TransferRecord,
} from '#src/ledger/index.js';
import {
  deceaseMembership,
  deemMembership,
  entrustMembership,
  expelMembership,
  LATE_FACTS,
  leaveMembership,
  MEMBERSHIP_PROCESS,
  recallMembership,
  rescindMembership,
  resumeMembership,
  retainMembership,
  voidMembership,
  type ChangeGround,
  type MembershipStep,
} from '#src/membership/index.js';
import { expectCode } from '../support/expect-code.js';
import { idOf } from '../support/instructions.js';

const [TODAY, SINCE] = ['2026-03-02', '2026-01-10'];
const ORG = idOf('organisation');
const HOST = idOf('organisation', 2);
const DIGEST = 'A'.repeat(43);
const IDENTITY = idOf('identity');

const account = (change: Partial<AccountRecord> = {}): AccountRecord => ({
  ...{ v: 3, state: 'ACTIVE', province: '51', org: ORG, joined: '2020-01-01', since: SINCE },
  ...{ loa: 1, tag: 'A'.repeat(22), root: DIGEST },
  ...change,
});
const asked = (change: Partial<TransferRecord> = {}): TransferRecord => ({
  ...{ v: 1, number: 1, status: 'REQUESTED', way: '', from: ORG, fromProvince: '51', to: HOST },
  ...{ toProvince: '11', asked: '2026-03-01T00:00:00.000Z', due: '2026-03-10T00:00:00.000Z' },
  ...{ silentAt: '2026-03-10T00:30:00.000Z', lapsesAt: '2026-03-20T00:00:00.000Z' },
  ...change,
});
const ground = (change: Partial<AccountRecord> = {}, transfer?: TransferRecord): ChangeGround => ({
  ...{ account: account(change), transfer, today: TODAY, time: '2026-03-02T04:00:00.000Z' },
});
const payload = { identityId: IDENTITY, place: '', on: TODAY, evidence: DIGEST };

describe('a change of a membership', () => {
  it('ends nothing while another union asks for the member, but what nobody can wait with', () => {
    const crime = { ...payload, reason: 'crime', judgment: DIGEST } as const;
    const absent = { ...payload, absentSince: '2025-08-01', education: DIGEST };
    const long = { since: '2020-01-01' };
    const twice = { ...payload, reason: 'duplicate' } as const;
    for (const end of [
      (at: ChangeGround) => expelMembership(crime, at),
      (at: ChangeGround) => deemMembership(absent, at),
      (at: ChangeGround) => voidMembership(twice, at),
    ]) {
      const { details } = expectCode(() => end(ground(long, asked())), 'TRANSFER_OPEN');
      expect(details).to.include({ state: 'ACTIVE' });
      // Released to nobody in particular, to a union that has it already, or over.
      for (const open of [undefined, asked({ to: '', status: 'RELEASED' }), asked({ status: 'CANCELLED' })])
        expect(end(ground(long, open)).v).to.equal(4);
    }
    expect(deceaseMembership(payload, ground({}, asked()))).to.include({ state: 'DECEASED' });
  });

  it('never goes back before the day since which the state holds, but for what takes an end back or says it never was', () => {
    const before = { ...payload, on: '2026-01-09' };
    const { details } = expectCode(() => deceaseMembership(before, ground()), 'DATES_INVALID');
    expect(details).to.deep.equal({ field: 'on', since: SINCE });
    expect(deceaseMembership({ ...payload, on: SINCE }, ground())).to.include({ since: SINCE });
    expect(voidMembership({ ...before, reason: 'mistake' }, ground())).to.include({ state: 'VOIDED' });
    const dead = ground({ state: 'DECEASED', was: 'RETAINED' });
    expect(rescindMembership({ ...before, reason: 'notDead' }, dead)).to.include({ since: before.on });
    expectCode(() => deceaseMembership({ ...payload, on: '2026-03-03' }, ground()), 'DATES_INVALID');
  });

  it('takes nothing back before the membership began, and deems nobody absent before being of the union', () => {
    const on = '2019-12-31';
    const dead = ground({ state: 'DECEASED', was: 'ACTIVE' });
    for (const early of [
      () => rescindMembership({ ...payload, on, reason: 'notDead' }, dead),
      () => voidMembership({ ...payload, on, reason: 'mistake' }, ground()),
    ])
      expect(expectCode(early, 'DATES_INVALID').details).to.deep.equal({ field: 'on', since: '2020-01-01' });
    // What another union had the member for is not this one's to take back.
    const moved = { ...dead, account: { ...dead.account, here: '2024-05-06' } };
    const before = { ...payload, on: '2024-05-05', reason: 'notDead' } as const;
    expect(expectCode(() => rescindMembership(before, moved), 'DATES_INVALID').details).to.deep.equal({
      ...{ field: 'on', since: '2024-05-06' },
    });
    expect(rescindMembership({ ...before, on: '2024-05-06' }, moved)).to.include({ here: '2024-05-06' });
    // The union has the member since SINCE: half a year before that is another's to say.
    const absent = { ...payload, absentSince: '2025-09-01', education: DIGEST };
    const { details } = expectCode(() => deemMembership(absent, ground()), 'DATES_INVALID');
    expect(details).to.deep.equal({ field: 'absentSince', since: SINCE });
  });

  it('keeps what an ended state was before, through further ends, until it is taken back', () => {
    for (const state of ['NONE', 'ACTIVE', 'RETAINED'] as const)
      expect(deceaseMembership(payload, ground({ state }))).to.include({ state: 'DECEASED', was: state });
    const dead = deceaseMembership(payload, ground({ state: 'RETAINED', why: 'retired' }));
    const back = rescindMembership({ ...payload, reason: 'notDead' }, ground(dead));
    expect(back).to.deep.equal(account({ state: 'RETAINED', why: 'retired', v: 5, since: TODAY }));
    const retained = retainMembership({ ...payload, reason: 'retired' }, ground());
    expect(retained).to.include({ state: 'RETAINED' }).and.not.to.have.property('was');
    // Of an end of before, whose record does not say.
    expect(rescindMembership({ ...payload, reason: 'judgment' }, ground({ state: 'WITHDRAWN' }))).to.include({
      state: 'ACTIVE',
    });
  });

  it('tells whoever resumes on the day of a move from who has only moved', () => {
    const resume = (change: Partial<AccountRecord>): AccountRecord =>
      resumeMembership({ ...payload, reason: 'employed' }, ground({ state: 'RETAINED', ...change }));
    expect(resume({ here: payload.on, since: payload.on })).to.include({ held: payload.on });
    expect(resume({ here: '2020-01-01' })).not.to.have.property('held');
    expect(resume({})).not.to.have.property('held');
  });

  it('of whoever goes on in a membership keeps nothing of one that had ended', () => {
    for (const was of ['NONE', 'ACTIVE', 'RETAINED'] as const) {
      const back = rescindMembership({ ...payload, reason: 'mistake' }, ground({ state: 'WITHDRAWN', was }));
      expect(back).to.include({ state: was }).and.not.to.have.property('was');
    }
    const resumed = resumeMembership({ ...payload, reason: 'employed' }, ground({ state: 'RETAINED' }));
    expect(resumed).to.include({ state: 'ACTIVE' }).and.not.to.have.property('was');
  });

  it('of whoever is retired can still end, though it can not begin again', () => {
    const retired = ground({ state: 'RETAINED', why: 'retired' });
    expect(leaveMembership({ ...payload, reason: 'request' }, retired)).to.include({ state: 'WITHDRAWN' });
    expect(deceaseMembership(payload, retired)).to.include({ state: 'DECEASED', was: 'RETAINED' });
  });

  it('is told with the step and the state where the state does not allow it', () => {
    const { details } = expectCode(
      () => retainMembership({ ...payload, reason: 'retired' }, ground({ state: 'EXPELLED' })),
      'MEMBERSHIP_STEP',
    );
    expect(details).to.deep.equal({ action: 'retain', state: 'EXPELLED' });
    for (const why of ['retired', 'earlyRetired'])
      expectCode(
        () => resumeMembership({ ...payload, reason: 'employed' }, ground({ state: 'RETAINED', why })),
        'RETIRED_STAYS',
      );
    const { details: short } = expectCode(
      () => deemMembership({ ...payload, absentSince: '2025-09-03', education: DIGEST }, ground()),
      'ABSENCE_TOO_SHORT',
    );
    expect(short).to.deep.equal({ since: '2025-09-03' });
    expect(
      deemMembership(
        { ...payload, absentSince: '2025-09-02', education: DIGEST },
        ground({ since: '2025-09-02' }),
      ).state,
    ).to.equal('WITHDRAWN');
  });

  it('takes a second person from the thirty-first day on', () => {
    // 2026-03-02 12:00 in China.
    const at = '2026-03-02T04:00:00.000Z';
    expect(LATE_FACTS.needed({ on: '2026-01-31' }, at)).to.equal(false);
    expect(LATE_FACTS.needed({ on: '2026-01-30' }, at)).to.equal(true);
  });
});

describe('a member in another union’s care', () => {
  const union: OrganisationRecord = { version: 1, state: 'ACTIVE', province: '51', parent: ORG, level: 5 };
  const entrust = { ...payload, host: HOST, kind: 'dispatch', until: '2026-08-31' } as const;
  const at = (change: Partial<AccountRecord> = {}) => ({ ...ground(change), union });

  it('is so from a day on or after the last change to one on or after that', () => {
    const hosted = { org: HOST, kind: 'dispatch', on: SINCE, until: SINCE } as const;
    const first = entrustMembership({ ...entrust, on: SINCE, until: SINCE }, at());
    expect(first).to.deep.equal(account({ v: 4, hosted }));
    const details = (change: object): object =>
      expectCode(() => entrustMembership({ ...entrust, ...change }, at()), 'DATES_INVALID').details;
    expect(details({ on: '2026-01-09' })).to.deep.equal({ field: 'on', since: SINCE });
    expect(details({ on: '2026-03-03' })).to.deep.equal({ field: 'on' });
    expect(details({ until: '2026-03-01' })).to.deep.equal({ field: 'until' });
    const own = expectCode(() => entrustMembership({ ...entrust, host: ORG }, at()), 'HOST_OWN');
    expect(own.details).to.deep.equal({ orgId: ORG });
    expectCode(() => entrustMembership(entrust, at({ state: 'RETAINED' })), 'MEMBERSHIP_STEP');
  });

  it('comes back from the first day of it on, by nobody who has nobody', () => {
    const hosted = { org: HOST, kind: 'dispatch', on: '2026-02-01', until: '2026-08-31' } as const;
    expect(recallMembership({ ...payload, on: hosted.on }, ground({ hosted }))).to.deep.equal(
      account({ v: 4 }),
    );
    const details = (on: string): object =>
      expectCode(() => recallMembership({ ...payload, on }, ground({ hosted })), 'DATES_INVALID').details;
    expect(details('2026-01-31')).to.deep.equal({ field: 'on', since: hosted.on });
    expect(details('2026-03-03')).to.deep.equal({ field: 'on' });
    const none = expectCode(() => recallMembership(payload, ground()), 'MEMBERSHIP_STEP');
    expect(none.details).to.deep.equal({ action: 'recall', state: 'ACTIVE' });
  });
});

describe('the process of a membership', () => {
  it('rests on these articles of the Measures', () => {
    const articles = Object.entries(MEMBERSHIP_PROCESS).flatMap(([state, steps]) =>
      Object.entries<MembershipStep>(steps).map(
        ([action, step]) => `${state} ${action}: ${step.articles.join()}`,
      ),
    );
    const ends = ['decease: ', 'void: '];
    const expected: Readonly<Record<MembershipState, readonly string[]>> = {
      NONE: ends,
      ACTIVE: [
        ...['retain: 17,19,20', 'entrust: 9,14', 'recall: 9,14', 'deem: 22', 'leave: 22', 'expel: 23'],
        ...ends,
      ],
      RETAINED: ['resume: 19,20', 'leave: 22', 'expel: 23', ...ends, 'rescind: '],
      WITHDRAWN: ['decease: ', 'rescind: '],
      EXPELLED: ['decease: ', 'rescind: '],
      DECEASED: ['rescind: '],
      VOIDED: [],
    };
    expect(articles).to.deep.equal(
      Object.entries(expected).flatMap(([state, steps]) => steps.map((step) => `${state} ${step}`)),
    );
  });
});
