// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import fc from 'fast-check';
import { expectCode } from '../support/expect-code.js';
import { readFile, type ReadFile } from '../support/read-table.js';
import { workbookFile } from '../support/xlsx-file.js';

const COLUMNS = ['A', 'B', 'C', 'D'];
const ROWS = 6;

/** A sheet whose cells all have a text as a value; some of them a formula, too. */
function read(formulas: ReadonlyMap<string, string>): Promise<ReadFile> {
  const cell = (at: string): string => `<c r="${at}" t="str">${formulas.get(at) ?? ''}<v>${at}</v></c>`;
  const rows = Array.from({ length: ROWS }, (_, index) => {
    const row = String(index + 2);
    return `<row r="${row}">${COLUMNS.map((column) => cell(column + row)).join('')}</row>`;
  });
  const header = `<row r="1"><c r="A1" t="str"><v>姓名</v></c></row>`;
  const xml = `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>${header}${rows.join('')}</sheetData></worksheet>`;
  return readFile(workbookFile([{ name: '会员', xml }]));
}

const filled = fc.record({
  type: fc.constantFrom('array', 'dataTable'),
  left: fc.nat(COLUMNS.length - 1),
  top: fc.nat(ROWS - 1),
  width: fc.nat(COLUMNS.length),
  height: fc.nat(ROWS),
});

describe('what a formula fills', () => {
  it('is nobody’s statement in whichever cell it stands, and nothing else is touched', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(filled, { maxLength: 3 }), async (areas) => {
        const formulas = new Map<string, string>();
        const computed = new Set<string>();
        for (const { type, left, top, width, height } of areas) {
          const [right, bottom] = [
            Math.min(left + width, COLUMNS.length - 1),
            Math.min(top + height, ROWS - 1),
          ];
          const nameOf = (column: number, row: number): string => `${COLUMNS[column]!}${String(row + 2)}`;
          formulas.set(
            nameOf(left, top),
            `<f t="${type}" ref="${nameOf(left, top)}:${nameOf(right, bottom)}">X1</f>`,
          );
          for (let row = top; row <= bottom; row += 1)
            for (let column = left; column <= right; column += 1) computed.add(nameOf(column, row));
        }
        fc.pre(formulas.size === areas.length);
        const { rows } = await read(formulas);
        for (const [row, cells] of rows.slice(1))
          cells.forEach((cell, column) => {
            const at = `${COLUMNS[column]!}${String(row)}`;
            expect(cell, at).to.deep.equal(computed.has(at) ? { fault: 'CELL_FORMULA' } : at);
          });
      }),
      { numRuns: 150 },
    );
  });

  it('is its own cell alone where each cell of the area has it', async () => {
    const { rows } = await read(new Map([['B2', '<f t="shared" ref="B2:B4" si="0">X1</f>']]));
    const faulty = rows.flatMap(([row, cells]) =>
      cells.some((cell) => typeof cell !== 'string') ? [row] : [],
    );
    expect(faulty).to.deep.equal([2]);
  });

  it('is an area of the sheet', () =>
    expectCode(read(new Map([['B2', '<f t="array" ref="here">X1</f>']])), 'FILE_DAMAGED'));
});
