// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import fc from 'fast-check';
import { CsvReader } from '#src/table/csv-reader.js';
import { readCsv, TABLE_LIMITS, type CsvRow } from '#src/table/index.js';
import { CsvScanner } from '#src/table/csv-scanner.js';
import { expectCode } from '../support/expect-code.js';

const LINE_ENDS = ['\r\n', '\n', '\r'] as const;

/** Cells of the characters that matter. */
const anyCell = fc.string({
  unit: fc.constantFrom(',', ';', '\t', '"', '\r', '\n', ' ', '测', 'a', '𠮷', '\ufeff'),
  maxLength: 6,
});
const anyTable = fc
  .integer({ min: 1, max: 5 })
  .chain((width) =>
    fc.array(fc.array(anyCell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 6 }),
  );

interface Written {
  readonly table: readonly (readonly string[])[];
  readonly text: string;
}

/** A table as any writer of RFC 4180 may write it: each line by an end of its own, marks also where none are needed. */
const anyWritten = (separator: string): fc.Arbitrary<Written> =>
  fc
    .record({
      table: anyTable,
      lineEnds: fc.infiniteStream(fc.constantFrom(...LINE_ENDS)),
      marks: fc.infiniteStream(fc.boolean()),
      isEnded: fc.boolean(),
    })
    .map(({ table, lineEnds, marks, isEnded }) => {
      const cell = (text: string, isOnly: boolean): string => {
        const needsMarks = text.includes(separator) || /["\r\n]/.test(text) || (isOnly && text === '');
        return needsMarks || marks.next().value === true ? `"${text.replaceAll('"', '""')}"` : text;
      };
      const lines = table.map((cells) => cells.map((text) => cell(text, cells.length === 1)).join(separator));
      const parts = lines.map((line, at) => {
        const lineEnd = String(lineEnds.next().value);
        return at < lines.length - 1 || isEnded ? line + lineEnd : line;
      });
      return { table, text: parts.join('') };
    });

/** A text cut into pieces. */
const cut = (text: string, sizes: readonly number[]): string[] => {
  const pieces: string[] = [];
  let rest = text;
  for (const size of sizes) {
    pieces.push(rest.slice(0, size));
    rest = rest.slice(size);
  }
  return [...pieces, rest];
};

const anySizes = fc.array(fc.nat({ max: 7 }), { maxLength: 80 });

const readPieces = (pieces: readonly string[]): CsvRow[] => {
  const reader = new CsvReader();
  return [...pieces.flatMap((piece) => [...reader.take(piece)]), ...reader.end()];
};

const cellsOf = (text: string): (readonly string[])[] => [...readCsv(text)].map(({ cells }) => cells);
const faultsOf = (text: string): unknown[] =>
  [...readCsv(text)].flatMap(({ row, fault }) =>
    fault === undefined ? [] : [[row, fault.kind, fault.cell]],
  );

describe('a CSV', () => {
  it('reads back whatever a writer of RFC 4180 writes, however its lines end and wherever it is cut', () => {
    const scan = (separator: string, pieces: readonly string[]) => {
      const scanner = new CsvScanner(separator);
      return [...pieces.flatMap((piece) => [...scanner.take(piece)]), ...scanner.end()];
    };
    for (const separator of [',', '\t', ';'])
      fc.assert(
        fc.property(anyWritten(separator), anySizes, ({ table, text }, sizes) => {
          const records = scan(separator, cut(text, sizes));
          expect(records.map(({ cells }) => cells)).to.deep.equal(table);
          expect(records.some(({ fault }) => fault !== undefined && fault.kind !== 'lines')).to.equal(false);
        }),
        { numRuns: 500 },
      );
  });

  it('is read the same in pieces as in one, whatever it is', () => {
    const anyText = fc.string({
      unit: fc.constantFrom(',', ';', '\t', '"', '\r', '\n', 'a', '测'),
      maxLength: 60,
    });
    fc.assert(
      fc.property(anyText, anySizes, (text, sizes) => {
        const outcome = (read: () => Iterable<CsvRow>): unknown => {
          try {
            return [...read()];
          } catch (error) {
            return String(error);
          }
        };
        expect(outcome(() => readPieces(cut(text, sizes)))).to.deep.equal(outcome(() => readCsv(text)));
      }),
      { numRuns: 2_000 },
    );
  });

  it('loses no line: a text without marks has as many rows as lines with anything in them', () => {
    const anyText = fc.string({ unit: fc.constantFrom(',', '\r', '\n', 'a', ' '), maxLength: 60 });
    fc.assert(
      fc.property(anyText, (text) => {
        const lines = text.split(/\r\n|\r|\n/);
        const rows = lines.flatMap((line, at) => (line.includes('a') ? [at + 1] : []));
        expect([...readCsv(text)].map(({ row }) => row)).to.deep.equal(rows);
      }),
    );
  });

  it('reads line ends of one file by each other', () => {
    expect(cellsOf('a,b\r\n1,2\n3,4\r5,6')).to.deep.equal([
      ['a', 'b'],
      ['1', '2'],
      ['3', '4'],
      ['5', '6'],
    ]);
  });

  it('counts empty lines and leaves them out', () => {
    expect([...readCsv('a,b\n\n \u3000,\n1,2\n\n')].map(({ row }) => row)).to.deep.equal([1, 4]);
    expect(cellsOf('')).to.deep.equal([]);
    expect(cellsOf('\r\n\r\n')).to.deep.equal([]);
  });

  for (const [name, separator] of [
    ['commas', ','],
    ['tabs', '\t'],
    ['semicolons', ';'],
  ] as const)
    it(`finds that cells are apart by ${name}, a title above the header or not`, () => {
      const lines = [
        ['姓名', '备注'],
        ['测', '一'],
      ]
        .map((cells) => cells.join(separator))
        .join('\n');
      expect(cellsOf(lines)).to.deep.equal([
        ['姓名', '备注'],
        ['测', '一'],
      ]);
      expect(cellsOf(`"会员,登记;表"\n${lines}`)[1]).to.deep.equal(['姓名', '备注']);
      expect(cellsOf('标题')).to.deep.equal([['标题']]);
    });

  it('finds them below a title that holds another one, wherever the text is cut', () => {
    const separators = [',', '\t', ';'];
    const header = ['姓名', '性别', '证件号码', '移动电话', '户籍类型'];
    for (const [title, separator] of separators.flatMap((one) =>
      separators.map((other) => [one, other] as const),
    ))
      fc.assert(
        fc.property(fc.integer({ min: 2, max: 4 }), fc.nat({ max: 3 }), anySizes, (cells, blank, sizes) => {
          const text = `${Array.from({ length: cells }, () => '表').join(title)}\n${'\n'.repeat(blank)}${header.join(separator)}\n`;
          const read = readPieces(cut(text, sizes)).map((row) => row.cells);
          // By the same separator a title is a row as any other.
          expect(read.at(-1)).to.deep.equal(header);
        }),
        { numRuns: 20 },
      );
  });

  it('names the cell in which a character stands that no table has, and behind which rows may stand', () => {
    for (const character of ['\u0000', '\u0085', '\u2028', '\u2029'])
      expect(faultsOf(`a,b\n1,2${character}3,4\n5,6`)).to.deep.equal([[2, 'nul', 2]]);
  });

  describe('whose marks are wrong', () => {
    const wrong: readonly (readonly [string, string, readonly string[], number])[] = [
      ['a mark inside an unquoted cell', '测,5"管,b', ['测', '5"管', 'b'], 2],
      ['text after the closing mark', '测,"示范"甲市,b', ['测', '示范甲市', 'b'], 2],
      ['two marks on each side', '测,""示范""甲市,b', ['测', '示范""甲市', 'b'], 2],
      ['unmarked marks inside', '测,b,"示范"甲"市"', ['测', 'b', '示范甲"市"'], 3],
      ['a blank before the mark', '测, "b",c', ['测', ' "b"', 'c'], 2],
      ['a blank after the mark', '测,"b" ,c', ['测', 'b ', 'c'], 2],
    ];
    for (const [what, line, cells, cell] of wrong)
      for (const lineEnd of LINE_ENDS)
        it(`(${what}, line end ${JSON.stringify(lineEnd)}) says the row and the cell, and loses no other row`, () => {
          const text = ['a,b,c', line, '1,2,3'].join(lineEnd);
          expect([...readCsv(text)]).to.deep.equal([
            { row: 1, cells: ['a', 'b', 'c'], fault: undefined },
            { row: 2, cells, fault: { kind: 'mark', cell } },
            { row: 3, cells: ['1', '2', '3'], fault: undefined },
          ]);
        });

    it('does not end where a mark is never closed, and says the row', () => {
      expect(expectCode(() => cellsOf('a,b\n1,2\n3,"4\n5,6\n'), 'FILE_DAMAGED').details).to.deep.equal({
        row: 3,
      });
    });

    it('takes no more into memory than a record may hold', () => {
      const reader = new CsvReader();
      const endless = (): void => {
        for (let pieces = 0; pieces < 1_000; pieces += 1)
          expect([...reader.take('长'.repeat(1_000))]).to.deep.equal([]);
      };
      expect([...reader.take('a,b,c,d,e\n1,"')]).to.have.lengthOf(1);
      expect(expectCode(endless, 'FILE_DAMAGED').details).to.deep.equal({ row: 2 });
      expectCode(() => cellsOf(`a,b\n${'长'.repeat(300_000)},1\n`), 'FILE_DAMAGED');
      expectCode(() => [...new CsvReader().take('长'.repeat(300_000))], 'FILE_DAMAGED');
    });
  });

  it('has no more records than numbers for them, empty ones counted', () => {
    const lines = (count: number): string => `a,b\n${'\n'.repeat(count - 2)}a,b`;
    const rows = [...readCsv(lines(TABLE_LIMITS.records))].map(({ row }) => row);
    expect(rows).to.deep.equal([1, TABLE_LIMITS.records]);
    const { details } = expectCode(() => [...readCsv(lines(TABLE_LIMITS.records + 1))], 'FILE_TOO_MANY_ROWS');
    expect(details).to.deep.equal({ limit: TABLE_LIMITS.records });
  });

  describe('in which a pair of marks takes in whole lines', () => {
    it(`has rows of ${String(TABLE_LIMITS.cells)} cells, and none of one more, its marks right or not`, () => {
      const wide = (cells: number, cell: string): string => `a,b\n${Array(cells).fill(cell).join(',')}\n`;
      for (const cell of ['a', 'a"', '\u0000']) {
        expect([...readCsv(wide(TABLE_LIMITS.cells, cell))]).to.have.lengthOf(2);
        const { details } = expectCode(
          () => [...readCsv(wide(TABLE_LIMITS.cells + 1, cell))],
          'FILE_TOO_WIDE',
        );
        expect(details).to.deep.equal({ row: 2 });
      }
      expect([...readCsv(wide(TABLE_LIMITS.cells + 1, ''))]).to.have.lengthOf(1);
    });

    it('says the row, by separators enough for two', () => {
      expect(faultsOf('a,b,c\n1,2,"5寸\n3,4,\n5,6,屏"\n7,8,9\n')).to.deep.equal([[2, 'lines', 3]]);
      expect(faultsOf('a,b,c\n1,2,3\n4,"5,\n6,屏",7\n8,9,\n')).to.deep.equal([[3, 'lines', 2]]);
    });

    it('says the row where rows end early, as spreadsheets write them', () => {
      const header = '姓名,性别,号码,电话,户籍,工会,日期,民族,学历,面貌,备注';
      const rows = [
        '1,男,1,1,居民,甲,日,汉,本科,群众,"见附件',
        '2,男,2,2,居民,甲,日"',
        '3,男,3,3,居民,甲,日',
      ];
      expect(faultsOf([header, ...rows].join('\r\n'))).to.deep.equal([[2, 'lines', 11]]);
      const place = fc.record({ cells: fc.integer({ min: 7, max: 13 }), marked: fc.nat({ max: 12 }) });
      fc.assert(
        fc.property(place, fc.nat({ max: 3 }), place, (first, between, last) => {
          const [from, to] = [first.marked % first.cells, last.marked % last.cells];
          // A pair that holds one separator at most is that of a cell with two lines.
          fc.pre(between > 0 || first.cells - 1 - from + to >= 2);
          const line = (cells: number, at: number, mark: (text: string) => string): string =>
            Array.from({ length: cells }, (_, cell) => (cell === at ? mark('x') : 'x')).join(',');
          const lines = [
            line(13, -1, String),
            line(first.cells, from, (text) => `"${text}`),
            ...Array.from({ length: between }, () => line(7, -1, String)),
            line(last.cells, to, (text) => `${text}"`),
          ];
          expect(faultsOf(lines.join('\n'))).to.deep.equal([[2, 'lines', from + 1]]);
        }),
      );
    });

    it('is told from a cell that holds lines', () => {
      expect(faultsOf('a,b,c,d,e\n1,"路\n二层, 左","a, b","c, d",5\n1,"x\ny",3\n')).to.deep.equal([]);
      expect(faultsOf('a,b,c\n1,"第一行\n第二行，续\n第三行, 完",3\n')).to.deep.equal([]);
      expect(faultsOf('会员登记表\na,b,c\n1,"x\ny",3\n')).to.deep.equal([]);
    });
  });
});
