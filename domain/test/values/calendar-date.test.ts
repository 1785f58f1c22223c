// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import fc from 'fast-check';
import { addMonths, ageOn, fixDate, parseDate } from '#src/values/calendar-date.js';
import { isPastRetirement, retirementDate } from '#src/values/retirement.js';

describe('calendar dates', () => {
  for (const text of [
    '1990/03/07',
    '1990/3/7',
    '1990-03-07',
    '1990.3.7',
    '1990年3月7日',
    '1990年03月07',
    '19900307',
    '１９９０／３／７',
    '1990 年 3 月 7 日',
  ]) {
    it(`reads ${text}`, () => {
      const { text: fixed, fixes } = fixDate(text);
      expect(parseDate(fixed)).to.deep.equal({ ok: true, value: '1990-03-07' });
      const isUsual = ['1990-03-07', '1990/03/07', '1990/3/7'].includes(text);
      expect(fixes.length > 0).to.equal(!isUsual);
    });
  }

  for (const text of [
    '1990-02-30',
    '1900-02-29',
    '2023-02-29',
    '1990-13-01',
    '1990-00-10',
    '1990-04-31',
    '1990-01-00',
    '0000-01-01',
  ]) {
    it(`refuses ${text}: no such day`, () => {
      expect(parseDate(text)).to.deep.equal({ ok: false, code: 'DATE_IMPOSSIBLE' });
    });
  }

  for (const text of ['', '1990-3-7', '7/3/1990', '90-03-07', '32939', '1990年3月', '昨天']) {
    it(`refuses "${text}": no date`, () => {
      expect(parseDate(text)).to.deep.equal({ ok: false, code: 'DATE_FORMAT' });
    });
  }

  it('knows the days of the Gregorian calendar', () => {
    const days = fc.date({ min: new Date('1600-01-01'), max: new Date('2400-12-31'), noInvalidDate: true });
    fc.assert(
      fc.property(days, (day) => {
        expect(parseDate(day.toISOString().slice(0, 10)).ok).to.equal(true);
      }),
    );
    expect(parseDate('2000-02-29').ok).to.equal(true);
  });

  it('counts age by birthdays', () => {
    expect(ageOn('2010-11-21', '2026-11-20')).to.equal(15);
    expect(ageOn('2010-11-21', '2026-11-21')).to.equal(16);
    expect(ageOn('2008-02-29', '2024-02-28')).to.equal(15);
    expect(ageOn('2008-02-29', '2025-02-28')).to.equal(16);
    expect(ageOn('2008-02-29', '2025-03-01')).to.equal(17);
  });

  it('adds months and stays within the month', () => {
    expect(addMonths('1965-01-31', 1)).to.equal('1965-02-28');
    expect(addMonths('1964-12-15', 12 * 60 + 1)).to.equal('2025-01-15');
    expect(addMonths('2000-12-31', -10)).to.equal('2000-02-29');
  });
});

describe('statutory retirement from 2025', () => {
  // 附表一–三 of the 2024 decision: first, second step and last of each track.
  const table: readonly (readonly [string, 'MEN_60' | 'WOMEN_55' | 'WOMEN_50', string])[] = [
    ['1964-12-15', 'MEN_60', '2024-12-15'],
    ['1965-01-15', 'MEN_60', '2025-02-15'],
    ['1965-04-15', 'MEN_60', '2025-05-15'],
    ['1965-05-15', 'MEN_60', '2025-07-15'],
    ['1976-12-15', 'MEN_60', '2039-12-15'],
    ['1990-06-15', 'MEN_60', '2053-06-15'],
    ['1969-12-15', 'WOMEN_55', '2024-12-15'],
    ['1970-01-15', 'WOMEN_55', '2025-02-15'],
    ['1981-12-15', 'WOMEN_55', '2039-12-15'],
    ['1974-12-15', 'WOMEN_50', '2024-12-15'],
    ['1975-01-15', 'WOMEN_50', '2025-02-15'],
    ['1975-03-15', 'WOMEN_50', '2025-05-15'],
    ['1984-12-15', 'WOMEN_50', '2039-12-15'],
  ];
  for (const [birth, track, retires] of table) {
    it(`${track} born ${birth} retires ${retires}`, () => {
      expect(retirementDate(birth, track)).to.equal(retires);
    });
  }

  it('counts women by the later track, since a file does not tell which', () => {
    expect(isPastRetirement('1975-01-15', 'FEMALE', '2026-11-21')).to.equal(false);
    expect(isPastRetirement('1969-12-15', 'FEMALE', '2026-11-21')).to.equal(true);
    expect(isPastRetirement('1965-05-15', 'MALE', '2025-07-15')).to.equal(false);
    expect(isPastRetirement('1965-05-15', 'MALE', '2025-07-16')).to.equal(true);
  });
});
