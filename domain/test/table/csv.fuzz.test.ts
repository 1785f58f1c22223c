// SPDX-License-Identifier: Apache-2.0
// With one line end for the whole file, or with CRLF taken for two, it finds a row that is lost or moved within 20 runs; with a pair of
// marks that may swallow lines without a word, within 20.
import { expect } from 'chai';
import * as fc from 'fast-check';
import { DomainError } from '#src/errors/index.js';
import { isBlankText, readCsv, type CsvRow } from '#src/table/index.js';
import { CsvReader } from '#src/table/csv-reader.js';
import { damage, damageOfText } from '../support/damage.js';
import { fuzz } from '../support/fuzz.js';
import { readFile } from '../support/read-table.js';

const MARKS = ['"', '""', ',', ';', '\t', '\r\n', '\n', '\r', ' ', '测', '\u0000', '\ufeff', '𠮷'];
const LINE_ENDS = ['\r\n', '\n', '\r'];

const cell = fc.record({
  text: fc.string({
    unit: fc.constantFrom('测', 'a', '1', ' ', '"', ',', ';', '\t', '\n', '\r', '𠮷'),
    maxLength: 5,
  }),
  quoted: fc.boolean(),
});
const table = fc
  .record({
    separator: fc.constantFrom(',', ';', '\t'),
    columns: fc.integer({ min: 2, max: 5 }),
    rows: fc.array(fc.tuple(fc.array(cell, { minLength: 5, maxLength: 5 }), fc.constantFrom(...LINE_ENDS)), {
      maxLength: 8,
    }),
    start: fc.constantFrom('', '\ufeff'),
    isEnded: fc.boolean(),
  })
  .map(({ separator, columns, rows, start, isEnded }) => {
    const header = Array.from({ length: columns }, (_, at) => `栏${String(at)}`);
    const cells = rows.map(([row]) => row.slice(0, columns));
    const lines = cells.map((row) => row.map((one) => write(one, separator)).join(separator));
    const ends = ['\n', ...rows.map(([, end]) => end)];
    const text = [header.join(separator), ...lines].map((line, at) => line + (ends[at] ?? '')).join('');
    return {
      text: start + (isEnded || rows.length === 0 ? text : text.slice(0, -(ends.at(-1)?.length ?? 0))),
      rows: [header, ...cells.map((row) => row.map((one) => one.text))],
    };
  });

/** RFC 4180: marks where there must be some, and where the writer likes them. */
function write(
  { text, quoted }: { readonly text: string; readonly quoted: boolean },
  separator: string,
): string {
  const mustBe = /["\r\n]/.test(text) || text.includes(separator);
  return quoted || mustBe ? `"${text.replaceAll('"', '""')}"` : text;
}

fuzz(
  'CSV',
  fc.property(table, ({ text, rows }) => {
    const read = readCsv(text.replace('\ufeff', ''));
    const seen = new Map([...read].map((row) => [row.row, row]));
    for (const [at, cells] of rows.entries()) {
      const found = seen.get(at + 1);
      seen.delete(at + 1);
      // Lines between marks that hold another row's worth of separators are named, and nobody's statement.
      if (found?.fault?.kind === 'lines') continue;
      expect(found?.cells ?? []).to.deep.equal(cells.every(isBlankText) ? [] : cells);
    }
    expect([...seen.keys()]).to.deep.equal([]);
  }),
  { runs: 2_000 },
);

const place = fc.record({ row: fc.nat({ max: 5 }), column: fc.nat({ max: 2 }) });

fuzz(
  'stray marks in CSV',
  fc.property(
    fc.integer({ min: 2, max: 6 }),
    place,
    fc.option(place, { nil: undefined }),
    (count, first, second) => {
      const rows = Array.from({ length: count }, (_, at) =>
        ['甲', '乙', '丙'].map((text) => text + String(at)),
      );
      const from = first.row % count;
      const until = from + 1 + ((second?.row ?? 0) % count);
      const isClosed = second !== undefined && until < count;
      const marked = rows.map((cells) => [...cells]);
      marked[from]![first.column] = `"${marked[from]![first.column] ?? ''}`;
      if (isClosed) marked[until]![second.column] = `${marked[until]![second.column] ?? ''}"`;
      const text = ['姓名,性别,电话', ...marked.map((cells) => cells.join(','))].join('\n');
      const read = outcomeOf(() => readCsv(text));
      // Every row before is there, and what the marks took in is said: as a row that is nobody's statement, or as a refusal.
      const whole = read.slice(0, from + 1).map((row) => (row as CsvRow).fault);
      expect(whole).to.deep.equal(whole.map(() => undefined));
      const told = read[from + 1] as Partial<CsvRow>;
      if (isClosed) expect(told.fault?.kind).to.equal('lines');
      else expect(told).to.deep.equal({ row: from + 2 });
    },
  ),
  { runs: 300 },
);

fuzz(
  'pieces of CSV',
  fc.property(
    table,
    fc.array(damageOfText(MARKS), { maxLength: 3 }),
    fc.array(fc.nat(), { maxLength: 6 }),
    ({ text }, changes, cuts) => {
      const changed = changes.reduce((whole, change) => change(whole), text);
      const places = cuts.map((cut) => cut % (changed.length + 1)).sort((a, b) => a - b);
      const pieces = [0, ...places].map((from, at) => changed.slice(from, places[at] ?? changed.length));
      expect(outcomeOf(() => readPieces(pieces))).to.deep.equal(outcomeOf(() => readCsv(changed)));
    },
  ),
  { runs: 2_000 },
);

fuzz(
  'bytes of CSV',
  fc.asyncProperty(table, damageOfText(MARKS), damage, async ({ text }, ofText, ofBytes) => {
    await readFile(ofBytes(new TextEncoder().encode(ofText(text)))).catch((error: unknown) => {
      if (!(error instanceof DomainError)) throw error;
    });
  }),
  { runs: 1_000 },
);

function* readPieces(pieces: readonly string[]): Generator<CsvRow> {
  const reader = new CsvReader();
  for (const piece of pieces) yield* reader.take(piece);
  yield* reader.end();
}

/** Rows up to the end or to a refusal, which comes at a row. */
function outcomeOf(read: () => Iterable<CsvRow>): readonly unknown[] {
  const rows: unknown[] = [];
  try {
    for (const row of read()) rows.push(row);
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    expect(error.code).to.be.oneOf(['FILE_DAMAGED', 'FILE_TOO_WIDE']);
    rows.push(error.details);
  }
  return rows;
}
