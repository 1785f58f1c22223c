// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import fc from 'fast-check';
import { placeOfRow, SHEET_ROWS, TABLE_LIMITS, type SheetUse } from '#src/table/index.js';
import { resolvePart } from '#src/table/workbook.js';
import { expectCode } from '../support/expect-code.js';
import { readFile } from '../support/read-table.js';
import { sheetXml, workbookEntries, workbookFile, xlsxFile, zipFile } from '../support/xlsx-file.js';

const HEADER = ['姓名', '性别'];
const list = (...names: string[]): string => sheetXml([HEADER, ...names.map((name) => [name, '女'])]);

describe('the sheets of a workbook', () => {
  it('are read where they are seen and have the table; every other is named with the reason', async () => {
    const file = workbookFile([
      { name: '旧名单', state: 'hidden', xml: list('测旧') },
      { name: '选项', state: 'veryHidden', xml: sheetXml([['男'], ['女']]) },
      { name: '说明', xml: sheetXml([['请填写第二页']]) },
      { name: '会员', xml: list('测甲', '测乙') },
      { name: '空', xml: sheetXml([]) },
    ]);
    const { sheets, rows } = await readFile(file);
    expect(sheets).to.deep.equal([
      { name: '旧名单', use: 'hidden' },
      { name: '选项', use: 'hidden' },
      { name: '说明', use: 'outside' },
      { name: '会员', use: 'read' },
      { name: '空', use: 'empty' },
    ]);
    expect(rows).to.deep.equal([
      [1, HEADER],
      [2, ['测甲', '女']],
      [3, ['测乙', '女']],
    ]);
  });

  it('are read one after another where several have the table, under the columns of the first', async () => {
    const second = sheetXml([['名单'], ['性别', '备注', '姓名'], ['男', 'x', '测丙']]);
    const file = workbookFile([
      { name: '一车间', xml: list('测甲') },
      { name: '二车间', xml: second },
    ]);
    const { sheets, rows } = await readFile(file, (found) => {
      const at = found.findIndex(({ cells }) => cells.includes('姓名'));
      const known = found[at]?.cells.map((cell) => HEADER.find((column) => column === cell));
      return known && { at, columns: known };
    });
    expect(sheets.map(({ use }) => use)).to.deep.equal(['read', 'read']);
    expect(rows).to.deep.equal([
      [1, HEADER],
      [2, ['测甲', '女']],
      [SHEET_ROWS + 3, ['测丙', '男']],
    ]);
    expect(placeOfRow(SHEET_ROWS + 3)).to.deep.equal({ sheet: 1, row: 3 });
  });

  it('are refused where one has a column more than the first', async () => {
    const file = workbookFile([
      { name: '一车间', xml: list('测甲') },
      {
        name: '二车间',
        xml: sheetXml([
          [...HEADER, '入会日期'],
          ['测乙', '女', '2021-01-01'],
        ]),
      },
    ]);
    const { details } = await expectCode(readFile(file), 'FILE_SEVERAL_SHEETS');
    expect(details).to.deep.equal({ sheets: ['一车间', '二车间'] });
  });

  it('are all accounted for, and no person of a visible list is lost, however they stand', async () => {
    const anyKind = fc.constantFrom('list', 'hidden', 'empty', 'note');
    await fc.assert(
      fc.asyncProperty(fc.array(anyKind, { minLength: 1, maxLength: 6 }), async (kinds) => {
        fc.pre(kinds.includes('list'));
        const file = workbookFile(
          kinds.map((kind, at) => ({
            name: `${kind}${String(at)}`,
            ...(kind === 'hidden' && { state: 'hidden' as const }),
            xml:
              { empty: sheetXml([]), note: sheetXml([['说明']]) }[kind as string] ?? list(`测${String(at)}`),
          })),
        );
        const { sheets, rows } = await readFile(file);
        const uses: Record<string, SheetUse> = {
          list: 'read',
          hidden: 'hidden',
          empty: 'empty',
          note: 'outside',
        };
        expect(sheets.map(({ use }) => use)).to.deep.equal(kinds.map((kind) => uses[kind]));
        const names = kinds.flatMap((kind, at) => (kind === 'list' ? [`测${String(at)}`] : []));
        expect(rows.slice(1).map(([, [name]]) => name)).to.deep.equal(names);
      }),
      { numRuns: 50 },
    );
  });

  it('are found by their relationship, whatever prefix, order or spelling of path the writer chose', async () => {
    const sheets = [
      { name: '甲', xml: list('测甲') },
      { name: '乙', xml: sheetXml([['说明']]) },
    ];
    expect((await readFile(workbookFile(sheets, 'rel'))).rows[1]?.[1]).to.deep.equal(['测甲', '女']);
    for (const target of [
      './worksheets/sheet1.xml',
      '/xl/worksheets/sheet1.xml',
      '../xl/worksheets/sheet1.xml',
    ]) {
      const entries = workbookEntries([HEADER, ['测甲', '女']]).map((entry) => ({
        ...entry,
        content: String(entry.content).replace('worksheets/sheet1.xml', target),
      }));
      expect((await readFile(zipFile(entries))).rows, target).to.have.lengthOf(2);
    }
    expect(resolvePart('xl/workbook.xml', '..\\a/./b.xml')).to.equal('a/b.xml');
  });

  it('may have a chart among them', async () => {
    const entries = workbookEntries([HEADER, ['测甲', '女']]).map((entry) => {
      const content = String(entry.content)
        .replace('<sheets>', '<sheets><sheet name="图表" sheetId="9" r:id="rId9"/>')
        .replace(
          '</Relationships>',
          '<Relationship Id="rId9" Type="x/chartsheet" Target="c.xml"/></Relationships>',
        );
      return { ...entry, content };
    });
    const { sheets, rows } = await readFile(zipFile(entries));
    expect(sheets.map(({ use }) => use)).to.deep.equal(['outside', 'read']);
    expect(rows).to.have.lengthOf(2);
  });

  it('say nothing in the cells that a merged one covers, and name them', async () => {
    const merged = { fault: 'CELL_MERGED' };
    const after =
      '<mergeCells><mergeCell ref="A1:B1"/><mergeCell ref="B3:B5"/><mergeCell ref="A7:A8"/></mergeCells>';
    const rows = [
      ['登记表'],
      HEADER,
      ['测甲', '女'],
      ['测乙'],
      ['测丙', ''],
      ['测丁', '男'],
      ['', '男'],
      ['', '女'],
    ];
    const file = workbookFile([{ name: '会员', xml: sheetXml(rows, after) }]);
    expect((await readFile(file)).rows).to.deep.equal([
      [1, ['登记表', merged]],
      [2, HEADER],
      [3, ['测甲', '女']],
      [4, ['测乙', merged]],
      [5, ['测丙', merged]],
      [6, ['测丁', '男']],
      [7, ['', '男']],
      [8, ['', '女']],
    ]);
  });

  it('lose no row to a merged area, whatever it covers', async () => {
    const anyRows = fc.array(fc.array(fc.constantFrom('', '测', '女'), { minLength: 3, maxLength: 3 }), {
      minLength: 3,
      maxLength: 4,
    });
    const anyArea = fc.record({
      top: fc.integer({ min: 2, max: 4 }),
      height: fc.nat({ max: 2 }),
      width: fc.integer({ min: 1, max: 3 }),
    });
    await fc.assert(
      fc.asyncProperty(anyRows, anyArea, async (below, { top, height, width }) => {
        const ref = `A${String(top)}:${'ABC'[width - 1] ?? ''}${String(top + height)}`;
        const file = workbookFile([
          {
            name: '会员',
            xml: sheetXml(
              [['姓名', '性别', '备注'], ...below],
              `<mergeCells><mergeCell ref="${ref}"/></mergeCells>`,
            ),
          },
        ]);
        const rows = new Map((await readFile(file)).rows);
        const inside = (row: number, column: number): boolean =>
          row >= top && row <= top + height && column < width;
        const says = below.some((cells, at) =>
          cells.some((cell, column) => cell !== '' && inside(at + 2, column)),
        );
        below.forEach((cells, at) => {
          const row = at + 2;
          if (cells.every((cell) => cell === '')) return;
          cells.forEach((cell, column) => {
            const found = rows.get(row)?.[column];
            const isFirst = row === top && column === 0 && cell !== '';
            if (!inside(row, column) || !says || isFirst) expect(found ?? '').to.equal(cell);
            else if (cell === '') expect(found).to.deep.equal({ fault: 'CELL_MERGED' });
            else expect(found).to.deep.equal({ fault: 'CELL_MERGED', hides: true });
          });
        });
      }),
      { numRuns: 200 },
    );
  });

  it('hold what XML can not, by its code unit', async () => {
    const shared = xlsxFile([['姓名_x000D_', '_x005F_x000D_', 'a_x000d_b_xZZZZ_']]);
    expect((await readFile(shared)).rows).to.deep.equal([[1, ['姓名\r', '_x000D_', 'a\rb_xZZZZ_']]]);
    const inline = workbookFile([{ name: '会员', xml: sheetXml([['姓名_x000D_']]) }]);
    expect((await readFile(inline)).rows[0]?.[1]).to.deep.equal(['姓名\r']);
  });

  it('name errors of the spreadsheet and numbers that it cut', async () => {
    const cell = (number: string): object => ({ number });
    const cases: readonly (readonly [string, unknown])[] = [
      ['13800000001', '13800000001'],
      ['1.38E+10', '13800000000'],
      ['138.0', '138'],
      ['12.5', '12.5'],
      ['119999198805020123', '119999198805020123'],
      ['119999198805020000', { fault: 'NUMBER_ROUNDED' }],
      ['1.19999198805020E+17', { fault: 'NUMBER_ROUNDED' }],
      ['6222020200012345600', '6222020200012345600'],
    ];
    const { rows } = await readFile(xlsxFile([cases.map(([number]) => cell(number)) as never]));
    expect(rows[0]?.[1]).to.deep.equal(cases.map(([, found]) => found));
    const error = '<worksheet><sheetData><row><c t="e"><v>#N/A</v></c></row></sheetData></worksheet>';
    const file = workbookFile([{ name: '会员', xml: error }]);
    expect((await readFile(file)).rows[0]?.[1]).to.deep.equal([{ fault: 'CELL_ERROR' }]);
  });

  it('show no row or cell that no spreadsheet shows, and none of which nobody knows what stands there', async () => {
    const row = (at: number, name: string): string =>
      `<row r="${String(at)}"><c r="A${String(at)}" t="str"><v>${name}</v></c></row>`;
    const read = (inside: string, behind = ''): ReturnType<typeof readFile> => {
      const xml = `<worksheet><sheetData>${row(1, '姓名')}${inside}</sheetData>${behind}</worksheet>`;
      const parts = workbookEntries([['甲']]).with(-1, { name: 'xl/worksheets/sheet1.xml', content: xml });
      return readFile(zipFile(parts));
    };
    const shown = [
      [1, ['姓名']],
      [2, ['测甲']],
    ];
    const extended = `<extLst><ext xmlns:x="urn:x">${row(7, '测乙').replaceAll(/<(\/?)(row|c|v)/g, '<$1x:$2')}</ext></extLst>`;
    for (const behind of ['', extended, row(7, '测乙'), '<c r="A2" t="str"><v>测乙</v></c>'])
      expect((await read(row(2, '测甲'), behind)).rows, behind).to.deep.equal(shown);
    const cell = (at: string): string => `<c r="${at}" t="str"><v>测乙</v></c>`;
    for (const [inside, behind] of [
      [`<row r="2">${cell('A2')}${cell('A2')}</row>`],
      [`<row r="2">${cell('A2')}${cell('B2')}<c r="A2"/></row>`],
      [`<row r="2">${cell('A2')}${cell('B2')}<c/><c r="C2"/></row>`],
      [`<row r="2">${cell('A9')}</row>`],
      [`<row r="2"><c r="A2">${cell('B2')}</c></row>`],
      [`<row r="2">${cell('A2')}${row(3, '测丙')}</row>`],
      [cell('A2')],
      [row(2, '测甲'), `<sheetData>${row(3, '测丙')}</sheetData>`],
    ] as const)
      await expectCode(read(inside, behind), 'FILE_DAMAGED');
    // Numbers of rows, and places of cells, may be left out.
    expect((await read('<row><c r="A2" t="str"><v>测甲</v></c></row>')).rows).to.deep.equal(shown);
    const turned = `<row r="2">${cell('B2')}${cell('A2')}</row>`;
    expect((await read(turned)).rows[1]).to.deep.equal([2, ['测乙', '测乙']]);
  });

  it('are in the encoding that they say: the same bytes would be other names in another', async () => {
    const read = (encoding: string): ReturnType<typeof readFile> =>
      readFile(
        zipFile(
          workbookEntries([['姓名'], ['测甲']]).map(({ name, content }) => ({
            ...{ name, content: `<?xml version="1.0"${encoding} standalone="yes"?>${String(content)}` },
          })),
        ),
      );
    for (const said of ['', ' encoding="utf-8"', ' encoding="UTF8"'])
      expect((await read(said)).rows).to.have.lengthOf(2);
    for (const other of ['GB2312', 'gb18030', 'ISO-8859-1', 'UTF-16'])
      await expectCode(read(` encoding="${other}"`), 'FILE_DAMAGED');
  });

  it('are of one part each, whatever the case of its name', async () => {
    const parts = workbookEntries([['姓名'], ['测甲']]);
    for (const name of ['xl/worksheets/sheet1.xml', 'XL/Worksheets/Sheet1.xml', 'xl\\worksheets\\sheet1.xml'])
      await expectCode(readFile(zipFile([...parts, { name, content: '<worksheet/>' }])), 'FILE_DAMAGED');
  });

  it('say nothing where nothing is written, and name the row of what no writer means', async () => {
    const read = async (cell: string): Promise<unknown> => {
      const [header, row] = [
        `<row><c t="str"><v>姓名</v></c></row>`,
        `<row><c t="str"><v>测</v></c>${cell}</row>`,
      ];
      const xml = `<worksheet><sheetData>${header}${row}</sheetData></worksheet>`;
      const file = workbookEntries([['甲']]).with(-1, { name: 'xl/worksheets/sheet1.xml', content: xml });
      return (await readFile(zipFile(file))).rows[1]?.[1][1];
    };
    for (const type of ['s', 'n', 'b', 'd', 'e', 'str', 'inlineStr'])
      for (const inner of ['', '<v/>', '<v></v>', '<is><t/></is>'])
        expect(await read(`<c t="${type}" s="1">${inner}</c>`), type).to.equal('');
    expect(await read('<c t="s"><v>0</v></c>')).to.equal('甲');
    expect(await read('<c t="b"><v>0</v></c>')).to.equal('FALSE');
    expect(await read('<c t="b"><v>true</v></c>')).to.equal('TRUE');
    expect(await read('<c><v> </v></c>')).to.equal(' ');
    // A day is a number as XML writes one, or a day as ISO 8601 does; else it is what stands there.
    for (const [cell, found] of [
      ['s="1"><v>4e4', '2009-07-06'],
      ['s="1"><v>0x9C40', '0x9C40'],
      ['t="d"><v>2024-05-01T00:00:00', '2024-05-01'],
      ['t="d"><v>2024-05-0199', '2024-05-0199'],
    ])
      expect(await read(`<c ${cell}</v></c>`)).to.equal(found);
    const types = ['S', 'number', ''].map((type) => [type, '0']);
    const indexes = ['1', '-1', '0.5', '1e0', ' '].map((index) => ['s', index]);
    const damaged = [...types, ...indexes, ['b', '2'], ['b', ' ']];
    for (const [type, text] of damaged) {
      const { details } = await expectCode(read(`<c t="${type}"><v>${text}</v></c>`), 'FILE_DAMAGED');
      expect(details).to.include({ row: 2 });
    }
  });

  describe('end at limits that are named', () => {
    const repeat = (text: string, times: number): string =>
      Array.from({ length: times }, () => text).join('');
    const oneSheet = (xml: string): Uint8Array => workbookFile([{ name: '会员', xml }]);
    const sheet = (rows: string, after = ''): Uint8Array =>
      oneSheet(`<worksheet><sheetData>${rows}</sheetData>${after}</worksheet>`);
    const nested = (depth: number): Uint8Array =>
      oneSheet(
        `<worksheet><sheetData>${repeat('<a>', depth - 2)}${repeat('</a>', depth - 2)}<row/></sheetData></worksheet>`,
      );
    const sharing = (content: string): Uint8Array =>
      zipFile(
        workbookEntries([['甲']]).map((entry) =>
          entry.name.endsWith('Strings.xml') ? { ...entry, content: `<sst>${content}</sst>` } : entry,
        ),
      );
    const styled = (formats: number): Uint8Array =>
      zipFile(
        workbookEntries([['甲']]).map((entry) =>
          entry.name.endsWith('styles.xml')
            ? { ...entry, content: `<styleSheet><cellXfs>${repeat('<xf/>', formats)}</cellXfs></styleSheet>` }
            : entry,
        ),
      );
    const merging = (areas: number): Uint8Array => {
      const refs = Array.from({ length: areas }, (_, at) => `A${String(at + 2)}:B${String(at + 2)}`);
      const merges = refs.map((ref) => `<mergeCell ref="${ref}"/>`).join('');
      return sheet('<row><c t="str"><v>甲</v></c></row>', `<mergeCells>${merges}</mergeCells>`);
    };
    const sheets = (count: number): Uint8Array =>
      workbookFile(
        Array.from({ length: count }, (_, at) => ({
          name: String(at),
          xml: at === 0 ? list('测甲') : sheetXml([]),
        })),
      );
    const stored = (entries: number): Uint8Array =>
      zipFile([
        ...workbookEntries([['甲']]),
        ...Array.from({ length: entries - 6 }, (_, at) => ({ name: `e${String(at)}`, content: '' })),
      ]);
    const wide = (cells: number): Uint8Array =>
      oneSheet(sheetXml([Array.from({ length: cells }, () => '甲')]));

    const numbered = (row: number): Uint8Array =>
      oneSheet(sheetXml([HEADER, ['测甲', '女']]).replaceAll(/ r="([A-Z]*)2"/g, ` r="$1${String(row)}"`));

    const declaring = (namespaces: number): Uint8Array => {
      const declared = Array.from({ length: namespaces }, (_, at) => `xmlns:a${String(at)}="u"`);
      const [outer, inner] = [declared.slice(1).join(' '), declared[0] ?? ''];
      return oneSheet(`<worksheet ${outer}><sheetData ${inner}/><b ${inner}/></worksheet>`);
    };

    const limits: readonly (readonly [string, number, (size: number) => Uint8Array, string])[] = [
      ['elements within elements', TABLE_LIMITS.xmlDepth, nested, 'FILE_TOO_COMPLEX'],
      ['namespaces declared at one place', TABLE_LIMITS.xmlNamespaces, declaring, 'FILE_TOO_COMPLEX'],
      ['number of a row', TABLE_LIMITS.sheetRow, numbered, 'FILE_DAMAGED'],
      ['sheets', TABLE_LIMITS.sheets, sheets, 'FILE_TOO_COMPLEX'],
      ['formats', TABLE_LIMITS.formats, styled, 'FILE_TOO_COMPLEX'],
      ['merged areas', TABLE_LIMITS.merges, merging, 'FILE_TOO_COMPLEX'],
      ['entries', TABLE_LIMITS.zipEntries, stored, 'FILE_ZIP_BOMB'],
      ['cells of a row', TABLE_LIMITS.cells, wide, 'FILE_TOO_WIDE'],
    ];
    for (const [name, limit, file, code] of limits)
      it(`${name}: ${String(limit)}, and not one more`, async function () {
        this.timeout(20_000);
        const outcome = await readFile(file(limit)).then(
          () => 'read',
          (error: unknown) => (error as { code?: string }).code,
        );
        // An empty file is one that was read.
        expect(outcome).to.be.oneOf(['read', 'FILE_EMPTY']);
        await expectCode(readFile(file(limit + 1)), code as 'FILE_TOO_COMPLEX');
      });

    it('characters of a cell: as many as a spreadsheet has, cut one past them, however many pieces they stand in', async () => {
      const max = TABLE_LIMITS.cellCharacters;
      const lengthOf = async (file: Uint8Array): Promise<number> =>
        ((await readFile(file)).rows[0]?.[1][0] as string).length;
      const pieces = (count: number): string => repeat('<r><t>甲</t></r>', count);
      for (const [count, length] of [
        [max, max],
        [max + 1, max + 1],
        [max + 9_000, max + 1],
      ] as const) {
        expect(await lengthOf(sharing(`<si>${pieces(count)}</si>`))).to.equal(length);
        expect(await lengthOf(sheet(`<row><c t="inlineStr"><is>${pieces(count)}</is></c></row>`))).to.equal(
          length,
        );
      }
    });

    it('areas that lie upon one another are of no spreadsheet program: refused before a row, however many they are', async () => {
      const row = '<row r="1"><c t="str"><v>甲</v></c></row><row r="2"><c t="str"><v>乙</v></c></row>';
      const areas = (...refs: string[]): Uint8Array =>
        sheet(row, `<mergeCells>${refs.map((ref) => `<mergeCell ref="${ref}"/>`).join('')}</mergeCells>`);
      const tall = Array.from({ length: 190 }, (_, at) => `A${String(2 + at)}:GR60000`);
      for (const refs of [['A1:A9', 'A1:A9'], ['A1:B2', 'B2:C3'], ['C1:C5', 'A3:E3'], tall])
        await expectCode(readFile(areas(...refs)), 'FILE_DAMAGED');
      expect((await readFile(areas('A1:B2', 'C1:D2', 'A3:E9'))).rows).to.have.lengthOf(2);
    });
  });

  it('are what zips say they are: any byte of a file may be another, and reading ends in rows or in a refusal', async () => {
    const whole = workbookFile([{ name: '会员', xml: list('测甲') }]);
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat({ max: whole.length - 1 }), fc.nat({ max: 255 })), {
          minLength: 1,
          maxLength: 4,
        }),
        async (changes) => {
          const bytes = whole.slice();
          for (const [at, value] of changes) bytes[at] = value;
          const error: unknown = await readFile(bytes).then(
            () => undefined,
            (cause: unknown) => cause,
          );
          if (error !== undefined) expect(error).to.have.property('name', 'DomainError');
        },
      ),
      { numRuns: 300 },
    );
  });
});
