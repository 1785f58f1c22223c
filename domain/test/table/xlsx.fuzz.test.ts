// SPDX-License-Identifier: Apache-2.0
// Without the bound on elements within elements, or the one on what a cell may hold, it finds a file that is read though it must not be
// within 100 runs. Where an empty cell is what its type makes of '', it finds a statement made of nothing within 20. Of what no program
// shows it finds again, tried with 15 seeds each: content of one branch that is read or passed over, an extension that is not passed over,
// a relationship that comes twice, and names taken without their namespace within 50 runs; a second value, text or list of formats
// within 100; two sheets of one part within 200.
import { expect } from 'chai';
import * as fc from 'fast-check';
import { DomainError } from '#src/errors/index.js';
import { TABLE_LIMITS, type Cell } from '#src/table/index.js';
import { damage, damageOfText } from '../support/damage.js';
import { fuzz } from '../support/fuzz.js';
import { readFile, type ReadFile } from '../support/read-table.js';
import { workbookEntries, xlsxFile, zipFile, type ZipEntry } from '../support/xlsx-file.js';

const MARKS = [
  ...[
    '<',
    '>',
    '/',
    '"',
    '&',
    ';',
    '=',
    '<!--',
    ']]>',
    '<![CDATA[',
    '<?',
    '&lt;',
    '&#x0;',
    '&#55296;',
    '&a;',
    '\u0000',
    '测',
  ],
  ...[
    '<a>',
    '</a>',
    '<row>',
    '<row r="1048577">',
    '<c>',
    '<c r="XFE1">',
    '<c t="s"><v>9</v></c>',
    '<c t="s"/>',
    '<c t="b"/>',
    '<v></v>',
    '<v>1E+17</v>',
    '<si/>',
    '_x000D_',
  ],
  ...[
    '<mergeCell ref="A1:XFD1048576"/>',
    '<numFmt numFmtId="164" formatCode="yyyy[[["/>',
    '<!DOCTYPE a [<!ENTITY a "b">]>',
  ],
];
const HEADER = ['姓名', '性别'];

const cell = fc.string({
  unit: fc.constantFrom('测', 'a', '1', '<', '&', '"', '𠮷', '·'),
  minLength: 1,
  maxLength: 8,
});
const rows = fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 6 });
const entryChange = fc.tuple(fc.nat(), damageOfText(MARKS));
/** What an entry claims of itself, and whether it is there. */
const claim = fc.option(fc.tuple(fc.nat(), fc.constantFrom(0, 1, 100_000, 0xffff_ffff)), { nil: undefined });
const missing = fc.option(fc.nat(), { nil: undefined });

fuzz(
  'XLSX',
  fc.asyncProperty(rows, async (persons) => {
    const read = await readFile(xlsxFile([HEADER, ...persons]));
    expect(read.rows.map(([, cells]) => cells)).to.deep.equal([HEADER, ...persons]);
  }),
  { runs: 200 },
);

/** Elements around what stands in a cell's inline text: worksheet, sheetData, row, c, is. */
const OWN_DEPTH = 5;
const depth = fc.integer({ min: 0, max: 2 * TABLE_LIMITS.xmlDepth });
const length = fc.oneof(fc.nat(100), fc.integer({ min: 32_700, max: 40_000 }));

fuzz(
  'depth, length and sizes in XLSX',
  fc.asyncProperty(
    depth,
    length,
    fc.option(fc.double({ min: 0, max: 0.99, noNaN: true }), { nil: undefined }),
    async (deep, long, part) => {
      const inner = `${'<b>'.repeat(deep)}${'</b>'.repeat(deep)}<t>${'测'.repeat(long)}</t>`;
      const row = `<row r="2"><c r="A2" t="inlineStr"><is>${inner}</is></c></row>`;
      const entries = workbookEntries([HEADER]);
      const at = entries.findIndex(({ name }) => name.endsWith('sheet1.xml'));
      const content = String(entries[at]!.content).replace('</sheetData>', `${row}</sheetData>`);
      const bytes = new TextEncoder().encode(content).length;
      entries[at] = {
        ...entries[at]!,
        content,
        ...(part !== undefined && { claimedBytes: Math.floor(bytes * part) }),
      };
      const read = await assertReadOrRefused(zipFile(entries));
      const deepest = OWN_DEPTH + Math.max(deep, 1);
      expect(read === undefined).to.equal(part !== undefined || deepest > TABLE_LIMITS.xmlDepth);
    },
  ),
  { runs: 300 },
);

/** What a reader reads, each saying something else than the file: where programs show none of it, it must not be read. */
const DECOYS = {
  row: '<row r="9"><c r="A9" t="str"><v>假</v></c></row>',
  c: '<c r="A2" t="str"><v>假</v></c>',
  v: '<v>0</v>',
  is: '<is><t>假</t></is>',
  t: '<t>假</t>',
  f: '<f>A1</f>',
  si: '<si><t>假</t></si>',
  sheetData: '<sheetData><row r="1"><c r="A1" t="str"><v>假</v></c></row></sheetData>',
  sheetFormatPr: '<sheetFormatPr defaultColWidth="0" defaultRowHeight="0" customHeight="1"/>',
  col: '<cols><col min="1" max="9" hidden="1"/></cols>',
  mergeCell: '<mergeCells><mergeCell ref="A1:B9"/></mergeCells>',
  sheet: '<sheet name="假" sheetId="9" r:id="rId1"/>',
  workbookPr: '<workbookPr date1904="1"/>',
  cellXfs: '<cellXfs><xf numFmtId="14"/></cellXfs>',
  Relationship: '<Relationship Id="rId1" Type="worksheet" Target="styles.xml"/>',
} as const;
/** Those of which there is one, beside which another is refused. */
const DOUBLED: readonly (keyof typeof DECOYS)[] = [
  'c',
  'v',
  'is',
  't',
  'sheetData',
  'sheet',
  'cellXfs',
  'Relationship',
];

/** XML put into a part that showed nothing of it, and what it means: nothing, nobody knows what, or either by where it stands. */
interface Planted {
  readonly xml: string;
  readonly means: 'nothing' | 'unclear' | 'either';
  /** Right before or behind an element of this name, in whatever part; else anywhere. */
  readonly beside?: string;
}

const other = (xml: string): string =>
  xml.replaceAll(/<(\/?)(\w)/g, '<$1x:$2').replace(/^<[\w:]+/, '$& xmlns:x="urn:x" xmlns:r="urn:r"');
const unrelated = (xml: string): string => xml.replace('r:id', 'id');
const extension = (xml: string): string => `<extLst><ext uri="{x}">${unrelated(xml)}</ext></extLst>`;
const handedOn = (xml: string): string => `<x:b xmlns:x="urn:x">${unrelated(xml)}</x:b>`;
const branches = (choice: string, fallback = ''): string =>
  `<x:AlternateContent xmlns:x="urn:x"><x:Choice>${unrelated(choice)}</x:Choice><x:Fallback>${unrelated(fallback)}</x:Fallback></x:AlternateContent>`;
const decoy = fc.constantFrom(...Object.values(DECOYS));
const doubled = fc.constantFrom(...DOUBLED);
const relationship = fc
  .tuple(
    fc.constantFrom('worksheet', 'styles', 'sharedStrings', 'theme'),
    fc.constantFrom('worksheets/sheet1.xml', 'styles.xml', 'theme.xml'),
    fc.constantFrom('', ' TargetMode="External"'),
  )
  .map(([type, target, mode]) => `<Relationship Id="rId1" Type="${type}" Target="${target}"${mode}/>`);
/** One kind at a time; that of eight elements as often as three. */
const planted: fc.Arbitrary<Planted> = fc.oneof(
  decoy.map((xml): Planted => ({ xml: other(xml), means: 'nothing' })),
  decoy.map((xml): Planted => ({ xml: extension(xml), means: 'nothing' })),
  doubled.map((name): Planted => ({ xml: extension(DECOYS[name]), means: 'nothing', beside: name })),
  decoy.map((xml): Planted => ({ xml: handedOn(xml), means: 'unclear' })),
  decoy.map((xml): Planted => ({ xml: branches(xml), means: 'unclear' })),
  fc.tuple(decoy, decoy).map(([one, two]): Planted => ({ xml: branches(one, two), means: 'unclear' })),
  relationship.map((xml): Planted => ({ xml, means: 'unclear', beside: 'Relationship' })),
  {
    weight: 3,
    arbitrary: doubled.map((name): Planted => ({ xml: DECOYS[name], means: 'unclear', beside: name })),
  },
  doubled.map((name): Planted => ({ xml: DECOYS[name], means: 'either' })),
);

fuzz(
  'what no program shows in XLSX',
  fc.asyncProperty(
    rows,
    planted,
    fc.nat(),
    fc.nat(),
    async (persons, { xml, means, beside }, part, place) => {
      const entries = workbookEntries([HEADER, ...persons, [{ inline: '甲' }, { number: '1', style: 0 }]]);
      const expected = await readFile(zipFile(entries));
      const open = entries.slice(1).filter((entry) => placesIn(entry, beside).length > 0);
      const entry = open[part % open.length]!;
      const places = placesIn(entry, beside);
      const at = places[place % places.length]!;
      const content = String(entry.content);
      entries[entries.indexOf(entry)] = { ...entry, content: content.slice(0, at) + xml + content.slice(at) };
      const read = await assertReadOrRefused(zipFile(entries));
      if (means === 'unclear') expect(read).to.equal(undefined);
      else if (means === 'nothing' || read !== undefined) expect(read).to.deep.equal(expected);
    },
  ),
  { runs: 500 },
);

const type = fc.constantFrom('s', 'n', 'b', 'd', 'e', 'str', 'inlineStr', 'x');
const value = fc.oneof(
  fc.constantFrom('', ' ', '\n', '-1', '1', '99', '1e0', '0x1', 'true'),
  fc.string({ maxLength: 4 }),
);

fuzz(
  'types of cells in XLSX',
  fc.asyncProperty(type, value, fc.nat(2), async (is, anyText, style) => {
    const text = anyText.replace(/[&<>]/g, '');
    const xml = `<c t="${is}" s="${String(style)}"><v>${text}</v></c>`;
    const entries = workbookEntries([HEADER, ['测', '甲']]);
    const sheet = entries.at(-1)!;
    entries.splice(-1, 1, {
      ...sheet,
      content: String(sheet.content).replace('</row></sheetData>', `${xml}</row></sheetData>`),
    });
    const [, row] = (await assertReadOrRefused(zipFile(entries)))?.rows ?? [];
    // Of nothing nothing is made, and of a shared text only the one that its index, an xsd:unsignedInt that may begin with zeros, means.
    const found = textOf(row?.[1][2] ?? '');
    if (text.trim() === '') expect(found.trim()).to.equal('');
    if (is === 's' && found !== '') {
      expect(text).to.match(/^\d+$/);
      expect(found).to.equal([...HEADER, '测', '甲'][Number.parseInt(text, 10)]);
    }
  }),
  { runs: 200 },
);

fuzz(
  'parts of XLSX',
  fc.asyncProperty(
    rows,
    fc.array(entryChange, { maxLength: 3 }),
    claim,
    missing,
    async (persons, changes, claimed, absent) => {
      const entries = workbookEntries([HEADER, ...persons]);
      for (const [at, change] of changes) {
        const entry = entries[at % entries.length]!;
        entries[at % entries.length] = { ...entry, content: change(String(entry.content)) };
      }
      if (claimed !== undefined) claimFor(entries, claimed);
      if (absent !== undefined) entries.splice(absent % entries.length, 1);
      await assertReadOrRefused(zipFile(entries));
    },
  ),
  { runs: 1_000 },
);

fuzz(
  'bytes of XLSX',
  fc.asyncProperty(rows, fc.array(damage, { minLength: 1, maxLength: 3 }), async (persons, changes) => {
    const whole: Uint8Array = xlsxFile([HEADER, ...persons]);
    await assertReadOrRefused(changes.reduce((bytes, change) => change(bytes), whole));
  }),
  { runs: 1_000 },
);

/** Behind each tag within the root, or before and behind each element of a name. */
function placesIn({ content }: ZipEntry, beside: string | undefined): readonly number[] {
  const pattern =
    beside === undefined ? />(?!$)/g : new RegExp(`<${beside}\\b[^>]*?(?:/>|>.*?</${beside}>)`, 'g');
  return [...String(content).matchAll(pattern)].flatMap(({ 0: { length }, index }) =>
    beside === undefined ? [index + 1] : [index, index + length],
  );
}

function claimFor(entries: ZipEntry[], [at, claimedBytes]: readonly [number, number]): void {
  const entry = entries[at % entries.length]!;
  entries[at % entries.length] = { ...entry, claimedBytes };
}

/** What was read, undefined for a refusal. */
async function assertReadOrRefused(file: Uint8Array): Promise<ReadFile | undefined> {
  const read = await readFile(file).catch((error: unknown) => {
    if (!(error instanceof DomainError)) throw error;
    return undefined;
  });
  for (const [row, cells] of read?.rows ?? []) {
    expect(row).to.be.within(1, 1_048_576);
    expect(cells.length).to.be.at.most(TABLE_LIMITS.cells);
    for (const text of cells.map(textOf)) expect(text.length).to.be.at.most(TABLE_LIMITS.cellCharacters + 1);
  }
  return read;
}

function textOf(cell: Cell): string {
  return typeof cell === 'string' ? cell : '';
}
