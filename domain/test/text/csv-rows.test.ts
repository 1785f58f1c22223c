// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import * as fc from 'fast-check';
import { csvLine, isFormulaStart, safeCell, unsafeCell } from '#src/text/csv-line.js';
import { parseCsvRows } from '#src/text/csv-rows.js';

const cell = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc.stringMatching(/^'{0,3}[=+\-@\t\r\n＝＋－＠"',]{0,2}[a1"]?$/),
);

describe('rows of a CSV of ours', () => {
  it('are read as they were written, whatever their cells hold', () => {
    fc.assert(
      fc.property(fc.array(fc.array(cell, { minLength: 1, maxLength: 4 }), { maxLength: 5 }), (rows) => {
        expect(parseCsvRows(rows.map(csvLine).join(''))).to.deep.equal(rows);
      }),
    );
  });

  it('begin with nothing that a spreadsheet takes for a formula, and lose nothing by that', () => {
    fc.assert(
      fc.property(cell, (text) => {
        expect(isFormulaStart(safeCell(text))).to.equal(false);
        expect(unsafeCell(safeCell(text))).to.equal(text);
      }),
    );
    for (const start of ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'])
      expect(safeCell(`${start}1`)).to.equal(`'${start}1`);
  });

  it('are those of one text only: any other is no CSV of ours, or is written so again', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...Array.from('a"\',=\r\n')) }), (text) => {
        const rows = parseCsvRows(text);
        if (rows !== undefined) expect(parseCsvRows(rows.map(csvLine).join(''))).to.deep.equal(rows);
      }),
    );
  });

  // An expression that repeats a group ran out of stack there.
  it('may have cells of twenty million characters', () => {
    for (const text of ['a', '"', ',', '\r\n'].map((unit) => unit.repeat(20_000_000 / unit.length)))
      expect(parseCsvRows(csvLine([text, 'b']))?.[0]?.[0] === text).to.equal(true);
    expect(parseCsvRows(`"${'a'.repeat(20_000_000)}`)).to.equal(undefined);
  }).timeout(20_000);
});
