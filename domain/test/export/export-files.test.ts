// SPDX-License-Identifier: Apache-2.0
import { decodeUtf8, toBase64url } from '#src/encoding/index.js';
import { EXPORT_TABLES, newExportFiles, parseExportCsv } from '#src/export/index.js';
import { sm3 } from '#src/sm/index.js';
import { memoryFile, openTable, type TableRow } from '#src/table/index.js';
import { expect } from 'chai';
import * as fc from 'fast-check';
import { expectCode } from '../support/expect-code.js';

type Rows = readonly (readonly string[])[];

function filesOf(
  ...tables: readonly [Rows, Rows, Rows]
): ReturnType<ReturnType<typeof newExportFiles>['end']> {
  const made = newExportFiles();
  for (const [index, rows] of [...tables, [], []].entries()) {
    if (index > 0) made.nextTable();
    for (const row of rows) made.row(row);
  }
  return made.end();
}

const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 12 }).filter((each) => each.isWellFormed()),
  // What begins like a formula, with marks before it or none.
  fc.stringMatching(/^'{0,3}[=+\-@\t\r\n＝＋－＠"',]{0,2}[a1"]?$/),
);
const rows = fc.array(fc.array(text, { minLength: 2, maxLength: 4 }), { maxLength: 5 });

describe('files of an export', () => {
  it('are the same bytes for the same rows, and of another root for any other', () => {
    const one = filesOf([['a', 'b']], [['c', 'd']], []);
    const again = filesOf([['a', 'b']], [['c', 'd']], []);
    expect([...one.files]).to.deep.equal([...again.files]);
    expect(one.said).to.deep.equal(again.said);
    const roots = [
      one,
      filesOf([['a', 'b']], [['d', 'c']], []),
      filesOf(
        [],
        [
          ['a', 'b'],
          ['c', 'd'],
        ],
        [],
      ),
      filesOf(
        [
          ['a', 'b'],
          ['c', 'd'],
        ],
        [],
        [],
      ),
      filesOf(
        [
          ['c', 'd'],
          ['a', 'b'],
        ],
        [],
        [],
      ),
    ].map(({ said }) => said.root);
    expect(new Set(roots).size).to.equal(roots.length);
    for (const { file, digest } of [...one.said.tables, one.said.workbook])
      expect(toBase64url(sm3(one.files.get(file)!))).to.equal(digest);
    expect(one.said.tables.map(({ rows: count }) => count)).to.deep.equal([1, 1, 0, 0, 0]);
  });

  it('have nothing that a spreadsheet takes for a formula, and begin as UTF-8', () => {
    const { files } = filesOf([], [], [['=1+1', '@a', '-1', '+1', '平常', 'a,"b"\r\n']]);
    const csv = decodeUtf8(files.get('items.csv')!);
    expect(csv.startsWith(`\ufeff${EXPORT_TABLES[2]!.header[0]!}`)).to.equal(true);
    expect(csv.split('\r\n').slice(1).join('\r\n')).to.equal(`'=1+1,'@a,'-1,'+1,平常,"a,""b""\r\n"\r\n`);
  });

  it('are read back as they were written', () => {
    fc.assert(
      fc.property(rows, (cells) => {
        const { files } = filesOf([], [], cells);
        expect(parseExportCsv(decodeUtf8(files.get('items.csv')!))).to.deep.equal(cells);
      }),
    );
  });

  it('are not read where they are no CSV of ours', () => {
    for (const bad of ['a,b\r\n', '\ufeffa,b', '\ufeffa,"b\r\n', '\ufeffa"b,c\r\n', '\ufeffa,b\n'])
      expectCode(() => parseExportCsv(bad), 'FILE_DAMAGED');
  });

  it('have a workbook that can be read, of sheets by their names, with the same texts and no time', async () => {
    const { files } = filesOf([['往来', '<&>"\'']], [['计划', '=1']], [['明细', '  空 格  ']]);
    const bytes = files.get('export.xlsx')!;
    const header = EXPORT_TABLES[0]!.header;
    const isFirst = (row: TableRow): boolean =>
      row.cells[0] === header[0] && row.cells.length === header.length;
    const { rows: found } = await openTable(memoryFile(bytes), ([first]) =>
      first !== undefined && isFirst(first) ? { at: 0, columns: header } : undefined,
    );
    const cells: unknown[] = [];
    for await (const row of found) cells.push(row.cells.slice(0, 2));
    expect(cells.slice(0, 2)).to.deep.equal([header.slice(0, 2), ['往来', '<&>"\'']]);
    const view = new DataView(bytes.buffer, bytes.byteOffset);
    // DOS time 0 and date 0x21 are midnight of 1 January 1980, the first that a zip can tell (APPNOTE 4.4.6).
    expect([view.getUint16(10, true), view.getUint16(12, true)]).to.deep.equal([0, 0x21]);
  });
});
