// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import { DomainError } from '#src/errors/index.js';
import { MEMBER_FORM, matchHeader, readMemberRow } from '#src/forms/index.js';
import { readCsv } from '#src/table/index.js';
import { isDateFormat } from '#src/table/excel-date.js';
import { comparableText } from '#src/text/equivalents.js';
import { trimBlanks } from '#src/text/plain-text.js';

const LONG = 120_000;

// Each reads a text that an expression tried at every place would take seconds to minutes for; the test's own time is the
// bound. What a single one of them is for: blanks that end a cell, brackets of a header, conditions of a number format.
describe('long texts of one kind', function () {
  this.timeout(5_000);

  for (const [name, unit] of [
    ['blanks', ' '],
    ['ideographic blanks', '\u3000'],
    ['brackets', '('],
    ['square brackets', '['],
    ['quotation marks', '"'],
    ['escaped marks', '\\"'],
    ['underscores', '_x'],
    ['digits', '1'],
    ['points', '1.'],
    ['combining marks', '\u0301'],
    ['radicals', '⼈'],
    ['hyphens', '-'],
  ] as const)
    it(`of ${name} are read at once`, () => {
      const text = unit.repeat(LONG / unit.length);
      for (const hostile of [text, `${text}x`, `x${text}x`]) {
        expect(trimBlanks(hostile)).to.equal(hostile.trim());
        expect(comparableText(hostile)).to.be.a('string');
        expect(matchHeader(MEMBER_FORM, [hostile]).problems).to.not.deep.equal([]);
        expect(isDateFormat(200, hostile)).to.be.a('boolean');
        expect(() => [...readCsv(`a,b\n${hostile}`)]).to.satisfy(isReadOrRefused);
        const cells = Object.fromEntries(MEMBER_FORM.columns.map((column) => [column, hostile]));
        expect(readMemberRow(cells, { today: '2026-11-21', mapping: {}, rowNumber: 2 }).ok).to.equal(false);
      }
    });
});

/** What reading a file may come to. */
function isReadOrRefused(read: () => unknown): boolean {
  try {
    read();
    return true;
  } catch (error) {
    return error instanceof DomainError;
  }
}
