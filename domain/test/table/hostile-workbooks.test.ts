// SPDX-License-Identifier: Apache-2.0
import { DomainError } from '#src/errors/index.js';
import { TABLE_LIMITS } from '#src/table/table-limits.js';
import { XmlNames } from '#src/table/xml-names.js';
import { readFile } from '../support/read-table.js';
import { zipFile } from '../support/xlsx-file.js';

const MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';
const REL = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"';

/** Where something may stand any number of times; `number` tells one from the others. */
interface Unit {
  readonly at: keyof typeof NOTHING;
  readonly xml: (number: number) => string;
  /** How many; as many as make the length else. */
  readonly count?: number;
}

const NOTHING = {
  ...{ root: '', columns: '', rows: '', text: '', behind: '', shared: '' },
  ...{ formats: '', styles: '', workbook: '', sheets: '', relationships: '', types: '' },
};

const declarations = (count: number): string =>
  Array.from({ length: count }, (_, at) => ` xmlns:d${String(at)}="u"`).join('');
const WIDE = ' '.repeat(900_000);

const UNITS: Readonly<Record<string, Unit>> = {
  'namespaces around': {
    at: 'root',
    xml: (n) => ` xmlns:a${String(n)}="u"`,
    count: TABLE_LIMITS.xmlNamespaces - 9,
  },
  attributes: { at: 'root', xml: (n) => ` a${String(n)}="u"` },
  columns: { at: 'columns', xml: () => '<col min="1" max="16384" hidden="1"/>' },
  'rows that declare': { at: 'rows', xml: (n) => row(n, ' xmlns:z="u"') },
  'rows that declare another each': { at: 'rows', xml: (n) => row(n, ` xmlns:z${String(n)}="u"`) },
  'rows of a format': { at: 'rows', xml: (n) => row(n, '', ' s="9"') },
  'elements that declare many': { at: 'rows', xml: () => `<x:y xmlns:x="u"${declarations(50)}/>` },
  runs: { at: 'text', xml: () => '<r><t>x</t></r>' },
  'runs that declare': { at: 'text', xml: () => '<r xmlns:z="u"><t>x</t></r>' },
  entities: { at: 'text', xml: () => '<t>&amp;&lt;&#x4e00;</t>' },
  sections: { at: 'text', xml: () => '<t><![CDATA[x]]></t>' },
  comments: { at: 'text', xml: () => '<!--x--><?x y?>' },
  'merged areas': { at: 'behind', xml: (n) => merged(n) },
  'tall merged areas': { at: 'behind', xml: (n) => tall(n), count: 100 },
  'other elements': { at: 'behind', xml: () => '<x:y xmlns:x="u"/>' },
  'shared texts': { at: 'shared', xml: () => '<si><t>x</t></si>' },
  'number formats': {
    at: 'formats',
    xml: (n) => `<numFmt numFmtId="${String(200 + n)}" formatCode="[[[&quot;"/>`,
    count: 3_000,
  },
  'a format of blanks': {
    at: 'formats',
    xml: () => `<numFmt numFmtId="199" formatCode="${WIDE};"/>`,
    count: 1,
  },
  'formats of cells': { at: 'styles', xml: () => '<xf numFmtId="199"/>', count: TABLE_LIMITS.formats },
  'names of the workbook': { at: 'workbook', xml: () => '<definedName name="x">A1</definedName>' },
  sheets: { at: 'sheets', xml: (n) => listed(n), count: TABLE_LIMITS.sheets - 2 },
  relationships: { at: 'relationships', xml: (n) => related(n), count: TABLE_LIMITS.zipEntries - 300 },
  types: { at: 'types', xml: (n) => `<Override PartName="/a${String(n)}" ContentType="x"/>` },
};

function row(number: number, rowIs = '', cellIs = ''): string {
  return `<row r="${String(number + 3)}"${rowIs}><c t="str"${cellIs}><v>x</v></c></row>`;
}

function merged(number: number): string {
  return `<mergeCell ref="A${String(number + 3)}:B${String(number + 3)}"/>`;
}

/** Over all rows, each of a column of its own. */
function tall(number: number): string {
  const column = String.fromCharCode(65 + Math.floor(number / 26)) + String.fromCharCode(65 + (number % 26));
  return `<mergeCell ref="${column}3:${column}1048576"/>`;
}

function listed(number: number): string {
  return `<sheet name="${String(number)}" sheetId="${String(number + 2)}" r:id="rId${String(number + 2)}"/>`;
}

function related(number: number): string {
  return `<Relationship Id="rId${String(number + 2)}" Type="worksheet" Target="a/../worksheets/s${String(number)}.xml"/>`;
}

/** Characters of each of two kinds; a product of both would take minutes. */
const LENGTH = 200_000;

function repeated({ xml, count = Math.floor(LENGTH / xml(99).length) }: Unit): string {
  return Array.from({ length: count }, (_, at) => xml(at)).join('');
}

function workbookOf(units: readonly Unit[]): Uint8Array {
  const said = { ...NOTHING };
  // Twice the same is once.
  for (const unit of new Set(units)) said[unit.at] += repeated(unit);
  const { root, columns, rows, text, behind, shared, formats, styles } = said;
  const header = '<row r="1"><c t="inlineStr"><is><t>姓名</t></is></c></row>';
  const first = `<row r="2"><c t="inlineStr"><is>${text}</is></c></row>`;
  const sheet = `<cols>${columns}</cols><sheetData>${header}${first}${rows}</sheetData><mergeCells>${behind}</mergeCells>`;
  return zipFile([
    { name: '[Content_Types].xml', content: `<Types>${said.types}</Types>` },
    {
      name: 'xl/workbook.xml',
      content: `<workbook ${MAIN} ${REL}><sheets><sheet name="a" sheetId="1" r:id="rId1"/>${said.sheets}</sheets><definedNames>${said.workbook}</definedNames></workbook>`,
    },
    {
      name: 'xl/_rels/workbook.xml.rels',
      content: `<Relationships><Relationship Id="rId1" Type="worksheet" Target="worksheets/sheet1.xml"/>${said.relationships}</Relationships>`,
    },
    {
      name: 'xl/styles.xml',
      content: `<styleSheet ${MAIN}><numFmts>${formats}</numFmts><cellXfs>${styles}</cellXfs></styleSheet>`,
    },
    { name: 'xl/sharedStrings.xml', content: `<sst ${MAIN}>${shared}</sst>` },
    { name: 'xl/worksheets/sheet1.xml', content: `<worksheet ${MAIN}${root}>${sheet}</worksheet>` },
  ]);
}

// What costs the product of two lengths takes minutes for these, and the test's own time is the bound: every kind beside every other.
describe('workbooks of two long kinds of content', function () {
  this.timeout(30_000);
  for (const [at, [name, unit]] of Object.entries(UNITS).entries())
    it(`${name} beside each other kind: read at once, or refused`, async () => {
      for (const other of Object.values(UNITS).slice(at))
        await readFile(workbookOf([unit, other])).catch((error: unknown) => {
          if (!(error instanceof DomainError)) throw error;
        });
    });

  it('an element costs what it declares, not what is declared around it', () => {
    const names = new XmlNames();
    const around = Array.from({ length: TABLE_LIMITS.xmlNamespaces - 1 }, (_, at) => [
      `xmlns:a${String(at)}`,
      'u',
    ]);
    names.open(Object.fromEntries(around) as Record<string, string>, 1);
    for (let count = 0; count < 400_000; count += 1) {
      names.open({ 'xmlns:z': 'u' }, 2);
      names.close(2);
    }
  });
});
