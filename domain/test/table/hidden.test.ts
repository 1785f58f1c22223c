// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import fc from 'fast-check';
import { memoryFile, openTable, placeOfRow, type TableRow } from '#src/table/index.js';
import { NAMES } from '../support/read-table.js';
import { sheetXml, workbookFile } from '../support/xlsx-file.js';

const HEADER = ['姓名', '性别', '学历'];
/** Row → attributes by which a spreadsheet shows it or does not. */
const SEEN = ['', ' hidden="0"', ' hidden="false"', ' ht="15.6" customHeight="1"', ' ht="15.6" hidden="0"'];
const UNSEEN = [
  ...[' hidden="1"', ' hidden="true"', ' ht="0" customHeight="1"', ' ht="15.6" hidden="1"'],
  ...[' hidden=" 1 "', ' ht="0.25" customHeight="1"', ' outlineLevel="1" hidden="1"'],
];

async function read(sheets: readonly string[]): Promise<{
  readonly hiddenColumns: readonly (readonly string[] | undefined)[];
  readonly rows: readonly TableRow[];
}> {
  const file = workbookFile(sheets.map((xml, at) => ({ name: `表${String(at)}`, xml })));
  const { sheets: notes, rows } = await openTable(memoryFile(file), NAMES);
  const all: TableRow[] = [];
  for await (const row of rows) all.push(row);
  return { hiddenColumns: notes.map(({ hiddenColumns }) => hiddenColumns), rows: all };
}

/** A list of people whose rows have these attributes; what stands behind its rows may cover cells of them. */
function list(marks: readonly string[], { before = '', after = '' } = {}): string {
  const xml = sheetXml([HEADER, ...marks.map((_, at) => [`测${String(at)}`, '女', '本科'])], after);
  return marks
    .reduce(
      (text, mark, at) => text.replace(`<row r="${String(at + 2)}">`, `<row r="${String(at + 2)}"${mark}>`),
      xml,
    )
    .replace('<sheetData>', `${before}<sheetData>`);
}

const anyMarks = fc.array(fc.constantFrom(...SEEN, ...UNSEEN), { minLength: 1, maxLength: 5 });
const anyMerge = fc.constantFrom('', '<mergeCells><mergeCell ref="B2:C4"/></mergeCells>');

describe('rows and columns of a spreadsheet that nobody sees', () => {
  it('are read, and each hidden row is told from those that are seen, on every sheet', async () => {
    await fc.assert(
      fc.asyncProperty(anyMarks, anyMarks, anyMerge, async (first, second, after) => {
        const { rows } = await read([list(first, { after }), list(second, { after })]);
        const found = rows.slice(1).map(({ row, hidden = false }) => ({ ...placeOfRow(row), hidden }));
        const expected = [first, second].flatMap((marks, sheet) =>
          marks.map((mark, at) => ({ sheet, row: at + 2, hidden: UNSEEN.includes(mark) })),
        );
        expect(found).to.deep.equal(expected);
      }),
      { numRuns: 50 },
    );
  });

  it('are named where they are columns of the form, sheet by sheet', async () => {
    const anyColumn = fc.record({
      min: fc.integer({ min: 1, max: 5 }),
      more: fc.constantFrom(0, 1, 16_383),
      mark: fc.constantFrom(
        ' hidden="1"',
        ' hidden="true"',
        ' width="0" customWidth="1"',
        ' width="0.5" customWidth="1"',
        '',
        ' width="9.1"',
      ),
    });
    await fc.assert(
      fc.asyncProperty(anyColumn, anyColumn, async (...columns) => {
        const sheets = columns.map(({ min, more, mark }) => {
          const before = `<cols><col min="${String(min)}" max="${String(min + more)}"${mark}/></cols>`;
          return list([''], { before });
        });
        const { hiddenColumns, rows } = await read(sheets);
        const expected = columns.map(({ min, more, mark }) => {
          const isSeen = mark === '' || mark === ' width="9.1"';
          const names = isSeen ? [] : HEADER.slice(min - 1, min + more);
          return names.length === 0 ? undefined : names;
        });
        expect(hiddenColumns).to.deep.equal(expected);
        expect(rows).to.have.lengthOf(3);
      }),
      { numRuns: 50 },
    );
  });

  // What most of a sheet is like stands once, and only what differs from it says so.
  it('are those that say nothing of their size where the sheet has none by default', async () => {
    const anyFormat = fc.record({
      width: fc.constantFrom('', ' defaultColWidth="0"', ' defaultColWidth="9.1"'),
      height: fc.constantFrom('', ' defaultRowHeight="0" customHeight="1"', ' defaultRowHeight="15"'),
      rest: fc.constantFrom('', ' zeroHeight="1"'),
    });
    const anyColumns = fc.uniqueArray(
      fc.record({
        at: fc.integer({ min: 1, max: 3 }),
        mark: fc.constantFrom('', ' width="9"', ' hidden="1"'),
      }),
      { selector: ({ at }) => at },
    );
    await fc.assert(
      fc.asyncProperty(anyFormat, anyColumns, anyMarks, async ({ width, height, rest }, columns, marks) => {
        const cols = columns.map(({ at, mark }) => `<col min="${String(at)}" max="${String(at)}"${mark}/>`);
        const before = `<sheetFormatPr${width}${height}${rest}/><cols>${cols.join('')}</cols>`;
        const { hiddenColumns, rows } = await read([list(marks, { before })]);
        const isHidden = (at: number): boolean => {
          const mark = columns.find((one) => one.at === at)?.mark ?? '';
          return mark === '' ? width.includes('"0"') : mark.includes('hidden');
        };
        const names = HEADER.filter((_, at) => isHidden(at + 1));
        expect(hiddenColumns).to.deep.equal([names.length === 0 ? undefined : names]);
        const isTold = (mark: string): boolean =>
          UNSEEN.includes(mark) || (!mark.includes(' ht=') && height.includes('"0"'));
        expect(rows.slice(1).map(({ hidden = false }) => hidden)).to.deep.equal(marks.map(isTold));
      }),
      { numRuns: 50 },
    );
  });
});
