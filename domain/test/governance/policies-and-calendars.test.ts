// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import * as fc from 'fast-check';
import {
  isWorkingDay,
  nationalPolicyOf,
  nextCalendar,
  nextPolicy,
  termDaysOf,
} from '#src/governance/index.js';
import { TERMS, type CalendarRecord, type PolicyRecord, type TermDays } from '#src/ledger/index.js';
import { ruleNamesOf, rulesOf, termsOf } from '#src/transfer/index.js';
import { expectCode } from '../support/expect-code.js';

const day = fc.integer({ min: 1, max: 30 });
const days: fc.Arbitrary<TermDays> = fc.record(
  { answer: day, judge: day, take: day, undo: day, appeal: day },
  { requiredKeys: [] },
);
const NONE = { current: undefined, national: undefined };

describe('policies', () => {
  it('of a province are between what the country allows, whichever was set last', () => {
    fc.assert(
      fc.property(days, days, days, days, (own, national, floor, cap) => {
        const record: PolicyRecord = { v: 1, days: national, floor, cap };
        const whole = nationalPolicyOf(record);
        for (const term of TERMS) {
          fc.pre(whole.floor[term] <= whole.cap[term]);
          const counted = termDaysOf(term, { own: { days: own }, national: record });
          expect(counted).to.be.within(whole.floor[term], whole.cap[term]);
        }
      }),
    );
  });

  it('of a province are refused beyond it, a national one where it is in disorder', () => {
    expect(nextPolicy({ scope: '51', days: { answer: 10 } }, NONE)).to.deep.equal({
      v: 1,
      days: { answer: 10 },
    });
    for (const answer of [2, 11])
      expect(
        expectCode(() => nextPolicy({ scope: '51', days: { answer } }, NONE), 'POLICY_WIDER').details,
      ).to.deep.equal({ term: 'answer', days: answer, floor: 3, cap: 10 });
    const national: PolicyRecord = { v: 4, days: {}, cap: { answer: 12 } };
    expect(nextPolicy({ scope: '51', days: { answer: 11 } }, { current: national, national }).v).to.equal(5);
    expectCode(() => nextPolicy({ scope: '00', days: { undo: 11 } }, NONE), 'POLICY_DISORDERED');
    expectCode(() => nextPolicy({ scope: '00', days: {}, floor: { undo: 6 } }, NONE), 'POLICY_DISORDERED');
    nextPolicy({ scope: '00', days: { undo: 6 }, floor: { undo: 6 } }, NONE);
  });
});

describe('calendars', () => {
  const national: CalendarRecord = { v: 1, holidays: ['2027-10-01', '2027-10-04'], workdays: ['2027-10-09'] };
  const ground = { own: undefined, national, policy: undefined };

  it('count Monday to Friday where nobody has published any, and what was published besides', () => {
    const none = { own: undefined, national: undefined };
    // 2027-10-01 is a Friday.
    expect(['2027-10-01', '2027-10-02', '2027-10-03'].map((each) => isWorkingDay(each, none))).to.deep.equal([
      ...[true, false, false],
    ]);
    const own: CalendarRecord = { v: 1, holidays: ['2027-10-09', '2027-10-05'], workdays: ['2027-10-10'] };
    const works = (each: string): boolean => isWorkingDay(each, { own, national });
    expect(works('2027-10-04'), 'a holiday').to.equal(false);
    expect(works('2027-10-05'), 'one of the province').to.equal(false);
    expect(works('2027-10-06')).to.equal(true);
    expect(works('2027-10-09'), 'worked in the country, not here').to.equal(false);
    expect(works('2027-10-10'), 'made up for here').to.equal(true);
    expect(isWorkingDay('2027-10-09', { own: undefined, national }), 'made up for').to.equal(true);
    const late: CalendarRecord = { v: 1, holidays: [], workdays: ['2027-10-04'] };
    expect(
      isWorkingDay('2027-10-04', { own: late, national }),
      'nobody works on a national holiday',
    ).to.equal(false);
  });

  it('are of one year, with each day once, and of a province no wider than the country allows', () => {
    const of =
      (scope: string, holidays: readonly string[], workdays: readonly string[] = []) =>
      () =>
        nextCalendar({ scope, year: 2027, holidays, workdays }, ground);
    expect(expectCode(of('00', ['2028-01-01']), 'CALENDAR_DAY_OUTSIDE').details).to.deep.equal({
      day: '2028-01-01',
      year: 2027,
    });
    expectCode(of('00', ['2027-01-01'], ['2026-12-26']), 'CALENDAR_DAY_OUTSIDE');
    expect(expectCode(of('00', ['2027-01-01', '2027-01-01']), 'CALENDAR_DAY_TWICE').details).to.deep.equal({
      day: '2027-01-01',
    });
    expectCode(of('00', ['2027-01-02'], ['2027-01-02']), 'CALENDAR_DAY_TWICE');
    expect(expectCode(of('54', [], ['2027-10-04']), 'CALENDAR_WIDER').details).to.deep.equal({
      day: '2027-10-04',
    });
    const weeks = Array.from({ length: 16 }, (_, at) => `2027-03-${String(at + 1).padStart(2, '0')}`);
    expect(of('54', weeks)(), 'weekends and national holidays count for nothing').to.include({ v: 1 });
    const more = [...weeks, '2027-04-06', '2027-04-07', '2027-04-08', '2027-04-09', '2027-10-01'];
    expect(expectCode(of('54', more), 'CALENDAR_WIDER').details).to.deep.equal({ holidays: 16, cap: 15 });
    expect(
      of(
        '54',
        more.filter((each) => each !== '2027-04-09'),
      )(),
    ).to.include({ v: 1 });
  });

  // Covers: T15
  it('of 藏历年, 古尔邦节 and 三月三 hold in their province only, for whoever has to act there', () => {
    const calendars: Readonly<Record<string, CalendarRecord>> = {
      '00/2027': { v: 1, holidays: ['2027-02-05', '2027-02-08'], workdays: ['2027-02-20'] },
      // 藏历年 of 西藏, 古尔邦节 of 新疆, 三月三 of 广西.
      '54/2027': { v: 2, holidays: ['2027-02-09', '2027-02-10'], workdays: [] },
      '65/2027': { v: 1, holidays: ['2027-05-17'], workdays: [] },
      '45/2027': { v: 1, holidays: ['2027-04-09'], workdays: ['2027-04-11'] },
    };
    const dueOf = (asked: string, fromProvince: string, toProvince: string): string => {
      const sides = { asked, fromProvince, toProvince };
      const names = ruleNamesOf(sides);
      const found = {
        policies: names.policies.map(() => undefined),
        calendars: names.calendars.map(({ scope, year }) => calendars[`${scope}/${String(year)}`]),
      };
      return termsOf({ now: Date.parse(asked), rules: rulesOf(sides, found, {}) }).due.slice(0, 10);
    };
    // Asked on a Thursday: Friday and Monday are off, and in 西藏 two more days. A day ends at 16:00 UTC.
    expect(dueOf('2027-02-04T02:00:00.000Z', '51', '54')).to.equal('2027-02-15');
    expect(dueOf('2027-02-04T02:00:00.000Z', '54', '51'), '藏历年').to.equal('2027-02-17');
    expect(dueOf('2027-05-14T02:00:00.000Z', '65', '51'), '古尔邦节').to.equal('2027-05-24');
    expect(dueOf('2027-05-14T02:00:00.000Z', '51', '65')).to.equal('2027-05-21');
    // A Friday off, and Sunday worked for it.
    expect(dueOf('2027-04-08T02:00:00.000Z', '45', '51'), '三月三').to.equal('2027-04-15');
    expect(dueOf('2026-12-30T02:00:00.000Z', '51', '11'), 'into a year not published').to.equal('2027-01-06');
  });

  it('of the year after count where a term runs into it', () => {
    const sides = { asked: '2026-12-30T02:00:00.000Z', fromProvince: '51', toProvince: '11' };
    const next: CalendarRecord = { v: 1, holidays: ['2027-01-01', '2027-01-04'], workdays: [] };
    const calendars = ruleNamesOf(sides).calendars.map(({ scope, year }) =>
      scope === '00' && year === 2027 ? next : undefined,
    );
    const rules = rulesOf(sides, { policies: [undefined, undefined, undefined], calendars }, {});
    const terms = termsOf({ now: Date.parse(sides.asked), rules });
    expect(terms.due).to.equal('2027-01-08T16:00:00.000Z');
    expect(terms.rules).to.deep.equal([0, 0, 0, 0, 1, 0, 0, 0, 0]);
  });
});
