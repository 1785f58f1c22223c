// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import type { CalendarRecord, CompletedBefore, PolicyRecord, TransferRecord } from '#src/ledger/index.js';
import { SAMPLE } from '#src/schema/sample.js';
import {
  completedBefore,
  concernedBy,
  isSlotFree,
  OPEN_REQUESTS,
  ruleNamesOf,
  rulesOf,
  succeedIn,
  termsOf,
  TRANSFER_PROCESS,
  transferAt,
  waitsOf,
  windowsOf,
  type TransferStep,
} from '#src/transfer/index.js';
import { keptBefore } from '#src/transfer/before.js';
import { endOfTerm, termEnd, versionsOf, type Turn } from '#src/transfer/rules.js';
import { requireSlot } from '#src/transfer/slots.js';
import { addDays, addWorkingDays, silenceAt } from '#src/transfer/term.js';
import { expectCode } from '../support/expect-code.js';
import { ASKED, NEW, NOW, OLD, THIRD } from './support.js';

const policy = (days: PolicyRecord['days'], v = 1): PolicyRecord => ({ v, days });
const calendar = (holidays: readonly string[], v = 1): CalendarRecord => ({ v, holidays, workdays: [] });
const within: TransferRecord = { ...ASKED, toProvince: '51' };
const day = (time: string): string => time.slice(0, 10);

describe('the rules that a transfer is counted by', () => {
  it('are named by the national union, the old province and the new one, of the year in China and the next', () => {
    // New Year’s day in China, still the old year in UTC.
    const sides = { asked: '2025-12-31T16:00:00.000Z', fromProvince: '51', toProvince: '34' };
    const { policies, calendars } = ruleNamesOf(sides);
    expect(policies.map(({ scope, at }) => `${scope}@${String(at)}`)).to.deep.equal(['00@0', '51@1', '34@2']);
    expect(calendars.map(({ scope, year, at }) => `${scope} ${String(year)}@${String(at)}`)).to.deep.equal([
      ...['00 2026@3', '00 2027@4', '51 2026@5', '51 2027@6', '34 2026@7', '34 2027@8'],
    ]);
    const none = { policies: [], calendars: [] };
    expect(rulesOf(sides, none, {})).to.deep.equal({ isWithinProvince: false, year: 2026, ...none });
    const pace = { workingDaySeconds: 60 };
    expect(rulesOf(within, none, pace)).to.deep.equal({
      ...pace,
      isWithinProvince: true,
      year: 2026,
      ...none,
    });
    const rules = rulesOf(ASKED, { policies: [policy({}, 3), undefined], calendars: [calendar([], 2)] }, {});
    expect(versionsOf(rules)).to.deep.equal([3, 0, 2]);
  });

  it('are those of whoever has to act; between provinces the national union judges', () => {
    const policies = [
      undefined,
      policy({ answer: 6, judge: 6, undo: 6 }),
      policy({ answer: 7, judge: 7, undo: 7 }),
    ];
    const end = (turn: Turn, transfer: TransferRecord): string =>
      day(termEnd(NOW, turn, rulesOf(transfer, { policies, calendars: [] }, {})));
    // Days that are worked after 2026-03-03, a Tuesday: five end on the 10th, six on the 11th, seven on the 12th.
    expect(end({ term: 'answer', side: 'old' }, ASKED)).to.equal('2026-03-11');
    expect(end({ term: 'undo', side: 'new' }, ASKED)).to.equal('2026-03-12');
    expect(end({ term: 'judge', side: 'judge' }, ASKED), 'ten of the national union').to.equal('2026-03-17');
    expect(end({ term: 'judge', side: 'judge' }, within)).to.equal('2026-03-11');
  });

  it('leave out the holidays of the country and of who has to act, of this year and the next', () => {
    const years = (
      ...holidays: readonly [national: string, old: string, next: string]
    ): readonly (CalendarRecord | undefined)[] => [
      ...[calendar([holidays[0]]), undefined, calendar([holidays[1]]), calendar([holidays[2]])],
      ...[calendar(['2026-03-06']), undefined],
    ];
    const calendars = years('2026-03-04', '2026-03-05', '2027-01-01');
    const rules = rulesOf(ASKED, { policies: [], calendars }, {});
    const answer = { term: 'answer', side: 'old' } as const;
    expect(day(termEnd(NOW, answer, rules))).to.equal('2026-03-12');
    expect(day(termEnd(NOW, { term: 'undo', side: 'new' }, rules))).to.equal('2026-03-12');
    // Thursday, the last day of the year; Friday is a holiday of the old province by its next calendar.
    expect(day(termEnd(Date.parse('2026-12-31T04:00:00.000Z'), answer, rules))).to.equal('2027-01-08');
    // Two years on, of which nobody has published a calendar.
    expect(day(termEnd(Date.parse('2028-03-01T04:00:00.000Z'), answer, rules))).to.equal('2028-03-08');
    const appeal = { term: 'appeal', side: 'old' } as const;
    expect(day(termEnd(NOW, appeal, rules)), 'days of the calendar').to.equal('2026-03-18');
    expect(endOfTerm(NOW, appeal, rules)).to.equal(Date.parse('2026-03-18T16:00:00.000Z'));
  });

  it('set the deadlines of a request: silence half an hour after the answer is due, then the new union’s time', () => {
    const rules = rulesOf(ASKED, { policies: [], calendars: [] }, {});
    expect(termsOf({ now: NOW, rules })).to.deep.equal({
      ...{ due: '2026-03-10T16:00:00.000Z', silentAt: '2026-03-10T16:30:00.000Z' },
      lapsesAt: '2026-03-25T16:00:00.000Z',
    });
    const set = rulesOf(ASKED, { policies: [policy({}), undefined], calendars: [] }, {});
    expect(termsOf({ now: NOW, rules: set }).rules).to.deep.equal([1, 0]);
    expect(silenceAt(0, {})).to.equal(1_800_000);
    expect(silenceAt(0, { workingDaySeconds: 60 })).to.equal(30_000);
  });

  it('begin after the moment that they count from, at midnight in China too', () => {
    const midnight = Date.parse('2026-03-03T16:00:00.000Z');
    expect(new Date(addWorkingDays(midnight - 1, 1, {})).toISOString()).to.equal('2026-03-04T16:00:00.000Z');
    expect(new Date(addWorkingDays(midnight, 1, {})).toISOString()).to.equal('2026-03-05T16:00:00.000Z');
    expect(new Date(addDays(midnight - 1, 1, {})).toISOString()).to.equal('2026-03-04T16:00:00.000Z');
    expect(new Date(addDays(midnight, 1, {})).toISOString()).to.equal('2026-03-05T16:00:00.000Z');
    const every = { isWorkingDay: (each: string): boolean => each > '2026-03-07' };
    expect(new Date(addWorkingDays(NOW, 1, every)).toISOString()).to.equal('2026-03-08T16:00:00.000Z');
  });
});

describe('the process of a transfer, from outside', () => {
  it('rests on these articles of the Measures', () => {
    const articles = Object.entries(TRANSFER_PROCESS).flatMap(([status, steps]) =>
      Object.entries<TransferStep>(steps)
        .filter(([, step]) => step.articles.join() !== '12')
        .map(([action, step]) => `${status} ${action} ${step.articles.join()}`),
    );
    expect(articles).to.deep.equal([
      ...['AGREED complete 3,12', 'COMPLETED undo 3', 'COMPLETED appeal 3,12', 'APPEALED decide 3,12'],
      ...['APPEALED undo 3', 'RECALLED complete 3,12'],
    ]);
    const against = Object.values(TRANSFER_PROCESS).flatMap((steps) =>
      Object.values<TransferStep>(steps).flatMap(({ otherwise }) => otherwise ?? []),
    );
    expect(against).to.deep.equal(['REFUSED', 'RECALLED']);
  });

  it('waits for one side after the other, each until the next begins', () => {
    const [AGREED, LAPSED] = [
      { status: 'AGREED', way: 'silence' },
      { status: 'LAPSED', way: '' },
    ];
    const { silentAt, lapsesAt } = ASKED;
    expect(waitsOf(ASKED)).to.deep.equal([
      ...[
        { side: 'old', actions: ['release', 'object'], since: undefined, until: silentAt, silence: AGREED },
      ],
      ...[{ side: 'new', actions: ['complete'], since: silentAt, until: lapsesAt, silence: LAPSED }],
    ]);
    expect(waitsOf({ ...ASKED, status: 'RELEASED' }), 'nobody owes anything').to.deep.equal([]);
    const until = '2026-03-17T16:00:00.000Z';
    const objection = { ground: 'notThisPerson', digest: SAMPLE.digest, until } as const;
    const turns = (change: Partial<TransferRecord>): readonly string[] =>
      waitsOf({ ...ASKED, ...change }).map(
        ({ side, actions, silence }) => `${side} ${actions.join()} ${silence.status} ${silence.way}`,
      );
    expect(turns({ status: 'AGREED', way: 'code' })).to.deep.equal(['new complete LAPSED ']);
    expect(turns({ status: 'OBJECTED', objection })).to.deep.equal(['judge decide REFUSED ']);
    expect(turns({ status: 'OBJECTED', objection: { ...objection, ground: 'stillEmployed' } })).to.deep.equal(
      [...['judge decide AGREED judgeSilence', 'new complete LAPSED ']],
    );
    expect(turns({ status: 'APPEALED', objection })).to.deep.equal([
      ...['judge decide RECALLED judgeSilence', 'old complete COMPLETED judgeSilence'],
    ]);
    expect(turns({ status: 'RECALLED', way: 'decision' })).to.deep.equal(['old complete COMPLETED decision']);
    const appealUntil = until;
    expect(turns({ status: 'COMPLETED', way: 'silence', appealUntil }), 'is told of it').to.deep.equal([
      'old appeal COMPLETED silence',
    ]);
    expect(turns({ status: 'COMPLETED', way: 'judgeSilence', appealUntil })).to.deep.equal([]);
    // Of records that do not say what they are about.
    expect(turns({ status: 'OBJECTED' })).to.deep.equal(['judge decide LAPSED ']);
    expect(turns({ status: 'APPEALED' })).to.deep.equal([]);
    expect(transferAt(ASKED, silentAt)).to.deep.equal(AGREED);
  });

  it('leaves what may still go back to the next, which has its windows too, and to that one only', () => {
    const [undoUntil, appealUntil] = ['2026-03-10T16:00:00.000Z', '2026-03-18T16:00:00.000Z'];
    const completed = { ...ASKED, status: 'COMPLETED', way: 'silence', undoUntil, appealUntil } as const;
    const kept = (change: Partial<TransferRecord>, { org = NEW, time = undoUntil } = {}): unknown =>
      keptBefore({ ...completed, ...change }, { account: { org }, now: Date.parse(time) }).before;
    const { from, fromProvince, asked, due, root = '' } = ASKED;
    const evidence = { kind: 'contract', digest: SAMPLE.digest } as const;
    const before: CompletedBefore = {
      ...{ way: 'silence', from, fromProvince, asked, due, evidence, root, undoUntil, appealUntil },
    };
    expect(kept({})).to.deep.equal(before);
    expect(kept({ tag: SAMPLE.tag, rules: [1] })).to.deep.equal({ ...before, tag: SAMPLE.tag, rules: [1] });
    expect(kept({}, { time: appealUntil }), 'over').to.equal(undefined);
    expect(kept({ way: 'answer' }), 'only silence is appealed against').to.equal(undefined);
    expect(kept({}, { org: THIRD }), 'gone another way').to.equal(undefined);
    expect(kept({ status: 'RETURNED' })).to.equal(undefined);
    expect(keptBefore(undefined, { account: { org: NEW }, now: NOW })).to.deep.equal({});
    const next: TransferRecord = {
      ...ASKED,
      from: NEW,
      fromProvince: '34',
      to: THIRD,
      v: 9,
      number: 3,
      before,
    };
    expect(keptBefore({ ...next, status: 'LAPSED' }, { account: { org: NEW }, now: NOW })).to.deep.equal({
      before,
    });
    expect(completedBefore(next)).to.deep.equal({
      ...{ ...completed, v: 9, number: 3, silentAt: due, lapsesAt: due },
    });
    expect(windowsOf(next)).to.deep.equal([
      { action: 'object', until: due },
      { action: 'undo', until: undoUntil },
      { action: 'appeal', until: appealUntil },
    ]);
    expect([concernedBy('undo', ASKED), concernedBy('object', next)]).to.deep.equal([ASKED, next]);
    expect(concernedBy('appeal', next)).to.deep.equal(completedBefore(next));
  });

  it('has the windows that its record tells, an appeal only after silence', () => {
    const completed = { ...ASKED, status: 'COMPLETED', way: 'silence' } as const;
    expect(windowsOf(completed)).to.deep.equal([]);
    const appealUntil = '2026-03-18T16:00:00.000Z';
    expect(windowsOf({ ...completed, appealUntil })).to.deep.equal([
      { action: 'appeal', until: appealUntil },
    ]);
    expect(windowsOf({ ...completed, appealUntil, way: 'judgeSilence' })).to.deep.equal([]);
    expect(windowsOf({ ...completed, appealUntil, status: 'AGREED' })).to.deep.equal([]);
  });
});

describe('the slot of an open request', () => {
  it('is taken by the union’s own request alone, until it waits for nobody or the member has moved', () => {
    const at = (change: Partial<TransferRecord>, time = '2026-03-03T04:00:00.000Z'): boolean =>
      isSlotFree({ ...ASKED, ...change }, { to: NEW, slot: 3 }, time);
    expect(at({})).to.equal(false);
    expect(at({}, ASKED.silentAt), 'agreed by silence').to.equal(false);
    expect(at({}, ASKED.lapsesAt)).to.equal(true);
    expect(isSlotFree(undefined, { to: NEW, slot: 3 }, ASKED.asked)).to.equal(true);
    expect(at({ to: THIRD }), 'of another union').to.equal(true);
    expect(at({ slot: 3 })).to.equal(false);
    expect(at({ slot: 4 }), 'asked for once more, in another one').to.equal(true);
    expect(at({ way: 'code', status: 'AGREED' })).to.equal(true);
    for (const status of ['APPEALED', 'RECALLED', 'COMPLETED', 'CANCELLED'] as const)
      expect(at({ status }), status).to.equal(true);
    expect(at({ status: 'AGREED', way: 'answer' })).to.equal(false);
  });

  it('is one of two hundred', () => {
    const of =
      (slot?: number, inSlot?: TransferRecord): (() => void) =>
      () => {
        requireSlot({ to: NEW, ...(slot !== undefined && { slot }) }, { inSlot, now: NOW });
      };
    of(OPEN_REQUESTS - 1)();
    for (const slot of [OPEN_REQUESTS, undefined])
      expect(expectCode(of(slot), 'TRANSFER_CAP').details).to.deep.equal({ open: 200 });
    expect(expectCode(of(3, ASKED), 'TRANSFER_SLOT_TAKEN').details).to.deep.equal({ slot: 3 });
  });
});

describe('a transfer of a union that ends', () => {
  it('is its heir’s on that side, and over where both sides are one', () => {
    expect(succeedIn(ASKED, { orgId: THIRD, heir: OLD })).to.equal(undefined);
    expect(succeedIn(ASKED, { orgId: OLD, heir: THIRD })).to.deep.equal({ ...ASKED, v: 5, from: THIRD });
    expect(succeedIn(ASKED, { orgId: NEW, heir: THIRD })).to.deep.equal({ ...ASKED, v: 5, to: THIRD });
    const before: CompletedBefore = {
      ...{ way: 'silence', from: THIRD, fromProvince: '51', asked: ASKED.asked, due: ASKED.due },
      undoUntil: ASKED.lapsesAt,
    };
    const followed = { ...ASKED, before };
    expect(succeedIn(followed, { orgId: OLD, heir: THIRD }), 'there again').to.deep.equal({
      ...{ ...ASKED, v: 5, from: THIRD },
    });
    expect(succeedIn(followed, { orgId: NEW, heir: THIRD })).to.deep.equal({ ...followed, v: 5, to: THIRD });
    const coded = { ...ASKED, codeKey: SAMPLE.publicKey };
    const one = { ...ASKED, v: 5, from: NEW, to: NEW };
    expect(succeedIn(coded, { orgId: OLD, heir: NEW })).to.deep.equal({ ...one, status: 'CANCELLED' });
    for (const status of ['LAPSED', 'REFUSED', 'CANCELLED', 'RETURNED'] as const)
      expect(succeedIn({ ...coded, status }, { orgId: OLD, heir: NEW })).to.deep.equal({ ...one, status });
    for (const status of ['COMPLETED', 'APPEALED', 'RECALLED'] as const)
      expect(succeedIn({ ...ASKED, status }, { orgId: OLD, heir: NEW })).to.deep.equal({
        ...{ ...one, status: 'RETURNED' },
      });
  });
});
