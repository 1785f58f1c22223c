// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import fc from 'fast-check';
import { hidingFormat } from '#src/table/number-format.js';
import { readFile } from '../support/read-table.js';
import { xlsxFile, workbookEntries, zipFile } from '../support/xlsx-file.js';

/** Under a format: which of a number above nought, one below, nought and a text is not seen. */
function hidden(code: string): string {
  const format = hidingFormat(code);
  if (format === undefined) return '';
  const marks = [
    ...(['+', '-', '0'] as const).map((mark, at) => (format.hidesNumber([5, -5, 0][at] ?? 0) ? mark : '')),
    format.hidesText ? '@' : '',
  ];
  return marks.join('');
}

const NOTHING = ['', '""', '" "', '_-', '* ', '\\ ', '[Red]', '[$-804]', ' ', '_-" "_)'];
const NUMBERS = ['0', '#,##0.00', 'General', 'yyyy/m/d', '[h]:mm', '_-* #,##0_-', '"号"0', '[Blue]0', '?/?'];
/** Without an escape they would stand for something else. */
const WORDS = ['"—"', '\\x', '"无;"', '[$¥-804]', '-'];
const nothing = fc.constantFrom(...NOTHING);
const number = fc.constantFrom(...NUMBERS);

describe('a number format', () => {
  for (const [code, expected] of [
    [';;;', '+-0@'],
    [' ;;; ', '+-0@'],
    [';;;;', '+-0@'],
    [';;', '+-0'],
    [';;;@', '+-0'],
    ['"";"";"";""', '+-0@'],
    ['" ";" ";" ";" "', '+-0@'],
    [';;;""', '+-0@'],
    ['_-;_-;_-;_-', '+-0@'],
    ['""', '+-0'],
    ['0;-0;;@', '0'],
    ['[=0]"";General', '0'],
    ['[>100]"";0', ''],
    ['[>3]"";0', '+'],
    ['0;0;0;', '@'],
    ['"是";;"否"', '+-'],
    ['_-* #,##0_-;-* #,##0_-;_-* "-"_-;_-@_-', ''],
    ['', ''],
    ['General', ''],
    ['@', ''],
    ['General;@', ''],
    ['[', '+-'],
  ] as const)
    it(`${JSON.stringify(code)} hides ${expected === '' ? 'nothing' : expected}`, () => {
      expect(hidden(code)).to.equal(expected);
    });

  it('is told where a part of it shows nothing of what falls to it, however that is written', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(nothing, number), { minLength: 3, maxLength: 3 }), (parts) => {
        const expected = ['+', '-', '0'].filter((_, at) => NOTHING.includes(parts[at] ?? ''));
        expect(hidden(parts.join(';'))).to.equal(expected.join(''));
        expect(hidden([...parts, '@'].join(';'))).to.equal(expected.join(''));
        expect(hidden([...parts, ''].join(';'))).to.equal([...expected, '@'].join(''));
      }),
    );
  });

  it('shows nothing of a number but its own words, other than for nought', () => {
    fc.assert(
      fc.property(fc.constantFrom(...WORDS), (words) => {
        expect(hidden([words, words, words, '@'].join(';'))).to.equal('+-');
      }),
    );
  });

  it('of a cell makes a row that nobody sees, by what stands in it', async () => {
    for (const [code, rows] of [
      [';;', [2]],
      [';;;@', [2]],
      ['0;0;0;', [3]],
      ['"";"";"";""', [2, 3]],
      ['0', []],
    ] as const) {
      const file = formatted(code, [
        ['姓名', '移动电话'],
        ['测甲', '<c s="1"><v>13800000000</v></c>'],
        ['测乙', '<c s="1" t="inlineStr"><is><t>13800000000</t></is></c>'],
        ['测丙', '<c s="1"/>'],
      ]);
      expect((await readFile(file)).hidden, code).to.deep.equal(rows);
    }
    expect((await readFile(xlsxFile([['姓名'], ['测甲']]))).hidden).to.deep.equal([]);
  });
});

function formatted(code: string, [header = [], ...rows]: readonly (readonly string[])[]): Uint8Array {
  const [people, cells] = [rows.map(([name = '']) => [name, '.']), rows.map(([, cell = '']) => cell)];
  const entries = workbookEntries([header, ...people]).map((entry) => {
    let content = String(entry.content);
    if (entry.name === 'xl/styles.xml')
      content = `<styleSheet><numFmts><numFmt numFmtId="164" formatCode="${code.replaceAll('"', '&quot;')}"/></numFmts><cellXfs><xf/><xf numFmtId="164"/></cellXfs></styleSheet>`;
    for (const [at, cell] of cells.entries())
      content = content.replace(
        new RegExp(`<c r="B${String(at + 2)}"[^>]*>.*?</c>`),
        cell.replace('<c ', `<c r="B${String(at + 2)}" `),
      );
    return { ...entry, content };
  });
  return zipFile(entries);
}
