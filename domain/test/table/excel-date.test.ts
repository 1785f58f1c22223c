// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import { dateOfSerial, isDateFormat } from '#src/table/excel-date.js';

describe('dates of a spreadsheet', () => {
  it('knows the days of both date systems, and the day that never was', () => {
    expect(dateOfSerial(1, false)).to.equal('1900-01-01');
    expect(dateOfSerial(59, false)).to.equal('1900-02-28');
    expect(dateOfSerial(60, false)).to.equal(undefined);
    expect(dateOfSerial(61, false)).to.equal('1900-03-01');
    expect(dateOfSerial(45_000, false)).to.equal('2023-03-15');
    expect(dateOfSerial(0, true)).to.equal('1904-01-01');
    expect(dateOfSerial(-1, false)).to.equal(undefined);
  });

  it('tells formats of days from formats of times and numbers', () => {
    const isDate = (code: string): boolean => isDateFormat(200, code);
    expect(['yyyy-mm-dd', 'd/m/yy', '[$-804]yyyy"年"m"月"'].map(isDate)).to.deep.equal([true, true, true]);
    expect(['h:mm', '0.00', '"day" 0', '\\d0', 'General', '[h', '"y'].map(isDate)).to.deep.equal(
      Array.from({ length: 7 }, () => false),
    );
    expect([14, 31, 57].every((id) => isDateFormat(id, undefined))).to.equal(true);
    expect([0, 1, 18, 49].some((id) => isDateFormat(id, undefined))).to.equal(false);
  });

  it('look at no more of a format than a spreadsheet writes', () => {
    expect(isDateFormat(200, `${'['.repeat(1_023)}]y`)).to.equal(false);
    expect(isDateFormat(200, `${'0'.repeat(1_023)}y`)).to.equal(true);
    expect(isDateFormat(200, `${'0'.repeat(1_024)}y`)).to.equal(false);
  });
});
