// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import fc from 'fast-check';
import { isBlankText, readCsv } from '#src/table/index.js';
import { runPython } from '../support/python.js';
import { readFile } from '../support/read-table.js';

// Readers that others wrote: what they find in a file, ours must find.

const READ_CSV = `
print(json.dumps([list(csv.reader(io.StringIO(text, newline=''))) for text in data]))
`;

const WRITE_XLSX = `
def cell(value):
    return datetime.date.fromisoformat(value['date']) if isinstance(value, dict) else value
def write(sheets):
    book = openpyxl.Workbook()
    book.remove(book.active)
    for sheet in sheets:
        page = book.create_sheet(sheet['name'])
        page.sheet_state = sheet['state']
        for row in sheet['rows']: page.append([cell(value) for value in row])
        for area in sheet['merged']: page.merge_cells(area)
    out = io.BytesIO()
    book.save(out)
    return base64.b64encode(out.getvalue()).decode()
print(json.dumps([write(sheets) for sheets in data]))
`;

describe('files', function () {
  this.timeout(60_000);

  it("hold the rows that Python's csv finds in them", () => {
    const anyCell = fc.string({
      unit: fc.constantFrom(',', '"', '\r', '\n', ' ', '测', 'a', '𠮷'),
      maxLength: 6,
    });
    const anyTable = fc
      .tuple(
        fc.array(fc.array(anyCell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 6 }),
        fc.array(fc.constantFrom('\r\n', '\n', '\r'), { minLength: 6, maxLength: 6 }),
      )
      .map(([rows, ends]) =>
        rows.map((cells, at) => `${cells.map(quoted).join(',')}${ends[at] ?? ''}`).join(''),
      );
    const texts = fc.sample(anyTable, 300);
    const found = runPython(['csv', 'io'], READ_CSV, texts) as string[][][] | undefined;
    if (found === undefined) return;
    for (const [at, text] of texts.entries()) {
      const own = [...readCsv(text)]
        .filter(({ fault }) => fault?.kind !== 'lines')
        .map(({ row, cells }) => [row, cells]);
      const swallowed = new Set(
        [...readCsv(text)].filter(({ fault }) => fault !== undefined).map(({ row }) => row),
      );
      const theirs = (found[at] ?? [])
        .map((cells, index) => [index + 1, cells] as const)
        .filter(([row, cells]) => !cells.every(isBlankText) && !swallowed.has(row));
      expect(own, JSON.stringify(text)).to.deep.equal(theirs);
    }
  });

  it('hold what openpyxl wrote into them', async () => {
    const anyValue = fc.oneof(
      fc.string({
        unit: fc.constantFrom('测', 'a', '1', '<', '&', '"', '𠮷', '·'),
        minLength: 1,
        maxLength: 8,
      }),
      fc.integer({ min: 0, max: 99_999_999_999 }),
      fc
        .date({ min: new Date('1950-01-01'), max: new Date('2026-01-01'), noInvalidDate: true })
        .map((date) => ({ date: date.toISOString().slice(0, 10) })),
    );
    const anyRows = fc.array(fc.array(anyValue, { minLength: 1, maxLength: 4 }), {
      minLength: 1,
      maxLength: 5,
    });
    const lists = fc.sample(anyRows, 60);
    const books = lists.map((rows) => [
      { name: '旧', state: 'hidden', merged: [], rows: [['姓名'], ['旧']] },
      { name: '会员', state: 'visible', merged: ['A2:A3'], rows: [['姓名'], ['测'], [], ...rows] },
    ]);
    const modules = ['base64', 'datetime', 'io', 'openpyxl'];
    const files = runPython(modules, WRITE_XLSX, books) as string[] | undefined;
    if (files === undefined) return;
    for (const [at, rows] of lists.entries()) {
      const { sheets, rows: own } = await readFile(new Uint8Array(Buffer.from(files[at] ?? '', 'base64')));
      expect(sheets.map(({ use }) => use)).to.deep.equal(['hidden', 'read']);
      const below = rows.map((row, index): [number, string[]] => [index + 4, row.map(shown)]);
      expect(own).to.deep.equal([[1, ['姓名']], [2, ['测']], ...below]);
    }
  });
});

function quoted(text: string): string {
  return `"${text.replaceAll('"', '""')}"`;
}

function shown(value: unknown): string {
  return typeof value === 'object' && value !== null ? (value as { date: string }).date : String(value);
}
