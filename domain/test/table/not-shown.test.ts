// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import { expectCode } from '../support/expect-code.js';
import { readFile, type ReadFile } from '../support/read-table.js';
import { zipFile } from '../support/xlsx-file.js';

// What a program that knows the format shows of a workbook is read, and nothing else; where programs may show one of two, nothing is.

/** The two sets of names that the standard has (ISO/IEC 29500 transitional and strict). */
const NAMES = {
  transitional: {
    main: 'http://schemas.openxmlformats.org/spreadsheetml/2006/main',
    relations: 'http://schemas.openxmlformats.org/officeDocument/2006/relationships',
  },
  strict: {
    main: 'http://purl.oclc.org/ooxml/spreadsheetml/main',
    relations: 'http://purl.oclc.org/ooxml/officeDocument/relationships',
  },
} as const;
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006/relationships';
const FOREIGN = 'xmlns:x="urn:x"';
const ALTERNATE = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"';

interface Parts {
  /** Cells of the second row behind its first, and what stands in, before and behind the rows. */
  readonly cells?: string;
  readonly rows?: string;
  readonly before?: string;
  readonly behind?: string;
  readonly strings?: string;
  readonly relations?: string;
  readonly roots?: string;
  readonly sheets?: string;
  readonly styles?: string;
  readonly workbook?: string;
}

interface Writing {
  readonly kind?: keyof typeof NAMES;
  /** Prefix of the main namespace, '' for none. */
  readonly prefix?: string;
}

const CELL = '<c r="B2" t="s"><v>1</v></c>';
const SHOWN = [
  [1, ['姓名', '证件号码']],
  [2, ['测甲', '1']],
];

const PLAIN: Required<Parts> = {
  ...{ cells: CELL, rows: '', before: '', behind: '', strings: '' },
  ...{ relations: '', roots: '', sheets: '', styles: '', workbook: '' },
};

/** A workbook as programs write it, with some of it put otherwise. */
function read(parts: Parts, { kind = 'transitional', prefix = '' }: Writing = {}): Promise<ReadFile> {
  const { main, relations } = NAMES[kind];
  const {
    cells,
    rows,
    before,
    behind,
    strings,
    sheets,
    workbook,
    styles,
    roots,
    relations: more,
  } = {
    ...PLAIN,
    ...parts,
  };
  const own = prefix === '' ? `xmlns="${main}"` : `xmlns:${prefix}="${main}"`;
  const part = (name: string, content: string) => ({
    name,
    content: prefix === '' ? content : content.replaceAll(/<(\/?)(?=\w)(?!\w+:)/g, `<$1${prefix}:`),
  });
  const relation = (id: string, type: string, target: string): string =>
    `<Relationship Id="${id}" Type="${relations}/${type}" Target="${target}"/>`;
  const texts = ['姓名', '1', '测甲', '证件号码', '测乙'].map((text) => `<si><t>${text}</t></si>`).join('');
  return readFile(
    zipFile([
      { name: '[Content_Types].xml', content: '<Types/>' },
      {
        name: '_rels/.rels',
        content: `<Relationships xmlns="${PACKAGE}">${relation('r', 'officeDocument', 'xl/workbook.xml')}${roots}</Relationships>`,
      },
      part(
        'xl/workbook.xml',
        `<workbook ${own} xmlns:r="${relations}">${workbook}<sheets><sheet name="会员" sheetId="1" r:id="a"/>${sheets}</sheets></workbook>`,
      ),
      {
        name: 'xl/_rels/workbook.xml.rels',
        content: `<Relationships xmlns="${PACKAGE}">${relation('a', 'worksheet', 'worksheets/sheet1.xml')}${relation('b', 'sharedStrings', 'sharedStrings.xml')}${relation('c', 'styles', 'styles.xml')}${more}</Relationships>`,
      },
      part('xl/styles.xml', `<styleSheet ${own}>${styles}</styleSheet>`),
      part('xl/sharedStrings.xml', `<sst ${own}>${strings}${texts}</sst>`),
      part(
        'xl/worksheets/sheet1.xml',
        `<worksheet ${own}>${before}<sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>3</v></c></row><row r="2"><c r="A2" t="s"><v>2</v></c>${cells}</row>${rows}</sheetData>${behind}</worksheet>`,
      ),
      part('xl/worksheets/sheet2.xml', `<worksheet ${own}><sheetData/></worksheet>`),
    ]),
  );
}

const ROW = '<row r="3"><c r="A3" t="s"><v>4</v></c></row>';
const foreign = (xml: string): string =>
  xml.replaceAll(/<(\/?)(\w)/g, '<$1x:$2').replace(/^<([\w:]+)/, `<$1 ${FOREIGN}`);
const extension = (xml: string): string => `<extLst><ext uri="{x}">${xml}</ext></extLst>`;
const inCell = (xml: string, type = 's'): Parts => ({ cells: `<c r="B2" t="${type}">${xml}</c>` });
const alternate = (...branches: string[]): string =>
  `<mc:AlternateContent ${ALTERNATE}>${branches.map((xml) => `<mc:Choice Requires="x">${xml}</mc:Choice>`).join('')}<mc:Fallback/></mc:AlternateContent>`;
const relation = (id: string, type: string, target: string, more = ''): string =>
  `<Relationship Id="${id}" Type="${NAMES.transitional.relations}/${type}" Target="${target}"${more}/>`;

/** Of all of these programs show the two rows and nothing else. */
const UNSHOWN: Readonly<Record<string, Parts>> = {
  nothing: {},
  'a cell of another namespace': { cells: CELL + foreign('<c r="C2" t="str"><v>9</v></c>') },
  'a cell of another namespace at its place': { cells: foreign('<c r="B2" t="str"><v>9</v></c>') + CELL },
  'a value of another namespace': inCell(`<v>1</v>${foreign('<v>9</v>')}`),
  'what closes by the name of the data': { behind: '', rows: foreign('<sheetData></sheetData>') },
  'a cell in what extends its row': { cells: CELL + extension('<c r="C2" t="s"><v>4</v></c>') },
  'a value in what extends a cell': inCell(`<v>1</v>${extension('<v>9</v>')}`),
  'a value of another namespace in what extends a cell': inCell(`<v>1</v>${extension(foreign('<v>9</v>'))}`),
  'a row of another namespace': { rows: foreign(ROW) },
  'a row in what extends the rows': { rows: extension(ROW) },
  'rows in what extends the sheet': { behind: extension(`<sheetData>${ROW}</sheetData>`) },
  'rows of another namespace before the own': { before: foreign(`<sheetData>${ROW}</sheetData>`) },
  'a column of another namespace': { before: foreign('<cols><col min="1" max="9" hidden="1"/></cols>') },
  'a merged area of another namespace': {
    behind: foreign('<mergeCells><mergeCell ref="A1:B2"/></mergeCells>'),
  },
  'a merged area in what extends the sheet': {
    behind: extension('<mergeCells><mergeCell ref="A1:B2"/></mergeCells>'),
  },
  'a shared text of another namespace': { strings: foreign('<si><t>测丙</t></si>') },
  'a shared text in what extends them': { strings: extension('<si><t>测丙</t></si>') },
  'a sheet of another namespace': { sheets: foreign('<sheet name="x" r:id="a"/>') },
  'formats of another namespace': { styles: foreign('<cellXfs><xf numFmtId="14"/></cellXfs>') },
  'formats in what extends the styles': { styles: extension('<cellXfs><xf numFmtId="14"/></cellXfs>') },
  'another content of what is no row': { behind: alternate('<controls><control name="x"/></controls>') },
  'a day of 1904 of another namespace': { workbook: foreign('<workbookPr date1904="1"/>') },
};

/** Of these nobody knows which is meant: programs differ, or none makes it. */
const UNCLEAR: Readonly<Record<string, Parts>> = {
  'two values': inCell('<v>1</v><v>0</v>'),
  'a value and an inline text': inCell('<v>1</v><is><t>9</t></is>'),
  'a value and an inline text, of that type': inCell('<v>7</v><is><t>9</t></is>', 'inlineStr'),
  'an inline text and a value of a text': inCell('<is><t>9</t></is><v>7</v>', 'str'),
  'an inline text in a number': inCell('<is><t>9</t></is>', 'n'),
  'two inline texts': inCell('<is><t>1</t></is><is><t>2</t></is>', 'inlineStr'),
  'two texts of an inline text': inCell('<is><t>1</t><t>2</t></is>', 'inlineStr'),
  'two texts of a run': inCell('<is><r><t>1</t><t>2</t></r></is>', 'inlineStr'),
  'a text that stands in no text': inCell('<t>9</t>', 'inlineStr'),
  'a value within another element': inCell('<b><v>1</v></b>'),
  'a cell within another element': { cells: `${CELL}<b><c r="C2" t="s"><v>4</v></c></b>` },
  'a row within another element': { rows: `<b>${ROW}</b>` },
  'a row of one branch': { rows: alternate(ROW) },
  'a row of both branches': { rows: alternate(ROW, ROW) },
  'a cell of one branch': { cells: CELL + alternate('<c r="C2" t="s"><v>4</v></c>') },
  'a value of one branch': inCell(alternate('<v>1</v>')),
  'rows of one branch': { before: alternate(`<sheetData>${ROW}</sheetData>`) },
  'a row that another namespace may hand on': { rows: `<x:b ${FOREIGN}>${ROW}</x:b>` },
  'a sheet of one branch': { sheets: alternate('<sheet name="x" r:id="a"/>') },
  'a shared text of one branch': { strings: alternate('<si><t>测丙</t></si>') },
  'a merged area of one branch': { behind: alternate('<mergeCells><mergeCell ref="A1:B2"/></mergeCells>') },
  'columns behind the rows': { behind: '<cols><col min="1" max="2" hidden="1"/></cols>' },
  'two formats of the sheet': { before: '<sheetFormatPr defaultColWidth="0"/><sheetFormatPr/>' },
  'a merged area outside of their list': { behind: '<mergeCell ref="A1:B2"/>' },
  'a text between the shared texts': { strings: '<t>测丙</t>' },
  'a shared text in another': { strings: '<si><si><t>测丙</t></si></si>' },
  'two texts of a shared text': { strings: '<si><t>测</t><t>丙</t></si>' },
  'two lists of formats': { styles: '<cellXfs><xf/></cellXfs><cellXfs><xf numFmtId="14"/></cellXfs>' },
  'a format that is a day and none': {
    styles:
      '<numFmts><numFmt numFmtId="164" formatCode="0"/><numFmt numFmtId="164" formatCode="yyyy"/></numFmts>',
  },
  'two days of 1904': { workbook: '<workbookPr date1904="1"/><workbookPr/>' },
  'two relations of one name': { relations: relation('a', 'worksheet', 'worksheets/sheet2.xml') },
  'two parts of shared texts': { relations: relation('d', 'sharedStrings', 'sharedStrings.xml') },
  'two parts of styles': { relations: relation('d', 'styles', 'styles.xml') },
  'two workbooks': { roots: relation('s', 'officeDocument', 'xl/workbook.xml') },
  'two sheets of one part': { sheets: '<sheet name="又" r:id="a"/>' },
  'two sheets of one part by two relations': {
    relations: relation('d', 'worksheet', '/XL/worksheets/sheet1.xml'),
    sheets: '<sheet name="又" r:id="d"/>',
  },
  'a sheet that stands outside of the file': {
    relations: relation('d', 'worksheet', 'worksheets/sheet2.xml', ' TargetMode="External"'),
    sheets: '<sheet name="又" r:id="d"/>',
  },
  'a prefix that nobody declared': { rows: ROW.replaceAll(/<(\/?)(\w)/g, '<$1y:$2') },
};

describe('what no program shows of a spreadsheet', () => {
  const writings: readonly Writing[] = [
    {},
    { kind: 'strict' },
    { prefix: 'm' },
    { kind: 'strict', prefix: 'm' },
  ];
  for (const [what, parts] of Object.entries(UNSHOWN))
    it(`is not read: ${what}`, async () => {
      for (const writing of writings) {
        const found = await read(parts, writing);
        expect(found.rows, JSON.stringify(writing)).to.deep.equal(SHOWN);
        expect(found.sheets).to.deep.equal([{ name: '会员', use: 'read' }]);
      }
    });

  for (const [what, parts] of Object.entries(UNCLEAR))
    it(`is refused where nobody knows which is meant: ${what}`, async () => {
      await expectCode(read(parts), 'FILE_DAMAGED');
      await expectCode(read(parts, { prefix: 'm' }), 'FILE_DAMAGED');
    });

  it('leaves what programs do show: runs, phonetic readings, empty values, repeated formats', async () => {
    const second = async (parts: Parts): Promise<unknown> => (await read(parts)).rows[1]?.[1][1];
    const runs = '<is><r><t>1</t></r><rPh sb="0" eb="1"><t>9</t></rPh><r><t>2</t></r></is>';
    expect(await second(inCell(runs, 'inlineStr'))).to.equal('12');
    expect(await second(inCell('<v>1</v>', 'inlineStr'))).to.equal('1');
    const twice = '<numFmt numFmtId="164" formatCode="0"/>'.repeat(2);
    expect(await second({ styles: `<numFmts>${twice}</numFmts>` })).to.equal('1');
    const moved = `<sheet xmlns:q="${NAMES.transitional.relations}" name="空" q:id="d"/>`;
    const { sheets } = await read({
      sheets: moved,
      relations: relation('d', 'worksheet', 'worksheets/sheet2.xml'),
    });
    expect(sheets.map(({ use }) => use)).to.deep.equal(['read', 'empty']);
  });

  it('is told as hidden where the cell shows nothing, or columns have no width by default', async () => {
    const styles =
      '<numFmts><numFmt numFmtId="164" formatCode=";;;"/></numFmts><cellXfs><xf/><xf numFmtId="164"/></cellXfs>';
    const { hidden } = await read({ styles, cells: '<c r="B2" s="1" t="s"><v>1</v></c>' });
    expect(hidden).to.deep.equal([2]);
    const { sheets } = await read({ before: '<sheetFormatPr baseColWidth="0"/>' });
    expect(sheets[0]?.hiddenColumns).to.deep.equal(['姓名', '证件号码']);
  });
});
