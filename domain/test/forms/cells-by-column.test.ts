// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import fc from 'fast-check';
import {
  cellsByColumn,
  findHeader,
  isUnfilledRow,
  MEMBER_FORM,
  readMemberRow,
  readOrganisationRow,
  TEMPLATE_TEXTS,
} from '#src/forms/index.js';
import type { Cell } from '#src/table/index.js';

const CONTEXT = { today: '2026-11-28', mapping: {}, rowNumber: 2 };
const MERGED: Cell = { fault: 'CELL_MERGED' };
const headerOf = (cells: readonly Cell[]) => {
  const found = findHeader(MEMBER_FORM, [{ cells }]);
  if (found === undefined) throw new Error('no header');
  return found;
};
const codesOf = (result: ReturnType<typeof readMemberRow>): readonly string[] =>
  result.ok ? [] : result.problems.map(({ code, column }) => `${code} ${column}`);

describe('a row of a file', () => {
  it('loses no cell: each is its column’s, of a column that is left out by name, or a fault', () => {
    const anyHeader = fc.uniqueArray(fc.constantFrom('姓名', '性别', '工号', '班组', '', MERGED), {
      maxLength: 6,
      selector: (cell) => (cell === '' ? Symbol('any') : cell),
    });
    fc.assert(
      fc.property(anyHeader, fc.array(fc.constantFrom('', ' ', 'x'), { maxLength: 8 }), (header, row) => {
        const found = headerOf(header);
        const named = cellsByColumn(found, row);
        const problems = codesOf(readMemberRow(named, CONTEXT));
        row.forEach((cell, at) => {
          if (cell !== 'x') return;
          const column = found.columns[at];
          const isNamed = typeof header[at] === 'string' && header[at] !== '';
          if (column !== undefined) expect(named[column]).to.equal('x');
          else if (isNamed) expect(problems.join()).not.to.contain(`第 ${String(at + 1)} 列`);
          else if (header[at] !== MERGED)
            expect(problems).to.include(`CELL_WITHOUT_COLUMN 第 ${String(at + 1)} 列`);
        });
      }),
    );
  });

  it('may stand under a header that is merged over several columns, where that is left out', () => {
    const strays = (header: readonly Cell[]): readonly string[] =>
      Object.keys(cellsByColumn(headerOf(header), ['测', 'a', 'b'])).filter((column) => column !== '姓名');
    expect(strays(['姓名', '备注', MERGED])).to.deep.equal([]);
    expect(strays(['姓名', MERGED, MERGED])).to.deep.equal(['第 2 列', '第 3 列']);
  });
});

describe('an example of a template', () => {
  const { members, organisations } = TEMPLATE_TEXTS;
  const spellings: readonly (readonly [string, Cell])[] = [
    ['入会日期', '2020-05-01'],
    ['出生日期', '1990/3/7'],
    ['移动电话', ' 13800000000'],
    ['证件号码', '1.19999E+17'],
    ['证件号码', { fault: 'NUMBER_ROUNDED' }],
    ['籍贯', ''],
  ];

  for (const [column, cell] of spellings)
    it(`is passed over with ${column} as a spreadsheet writes it (${JSON.stringify(cell)})`, () => {
      const row: Record<string, Cell> = { ...members.example, [column]: cell };
      expect(isUnfilledRow(Object.keys(row), Object.values(row))).to.equal(true);
    });

  for (const { example } of [members, organisations])
    for (const column of Object.keys(example).filter((name) => name !== '序号'))
      it(`with another ${column} is no example, and refused: somebody wrote over it`, () => {
        const row: Record<string, string> = { ...example, [column]: '真实内容' };
        expect(isUnfilledRow(Object.keys(row), Object.values(row))).to.equal(false);
        const read = example === members.example ? readMemberRow : readOrganisationRow;
        const result = read(row, CONTEXT);
        const codes = result.ok ? [] : result.problems.map(({ code }) => code);
        expect(codes).to.include('EXAMPLE_WRITTEN_OVER');
      });
});
