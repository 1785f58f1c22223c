// SPDX-License-Identifier: Apache-2.0
import { crc32, deflateRawSync } from 'node:zlib';

/** A cell of a test spreadsheet: text, a number with a style, a formula, or text that is not shared. */
export type XlsxCell =
  | string
  | { readonly number: string; readonly style?: number }
  | { readonly formula: string; readonly value: string }
  | { readonly inline: string };

export interface ZipEntry {
  readonly name: string;
  readonly content: Uint8Array | string;
  /** Sizes that the directory claims instead of the true ones. */
  readonly claimedBytes?: number;
  readonly claimedPackedBytes?: number;
}

const STYLES = `<styleSheet><numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;"/></numFmts><cellXfs count="3"><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/></cellXfs></styleSheet>`;
const WORKBOOK = `<workbook xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="会员" sheetId="1" r:id="rId1"/></sheets></workbook>`;
const RELATIONS = `<Relationships><Relationship Id="rId1" Type="worksheet" Target="worksheets/sheet1.xml"/></Relationships>`;
const CONTENT_TYPES = '<Types><Default Extension="xml" ContentType="application/xml"/></Types>';

/** Entries of a workbook with one sheet. Style 1 is a built-in date, style 2 a Chinese one. */
export function workbookEntries(rows: readonly (readonly XlsxCell[])[]): ZipEntry[] {
  const strings: string[] = [];
  const body = rows
    .map((cells, row) => {
      const xml = cells.map((cell, column) => cellXml(cell, `${letters(column)}${String(row + 1)}`, strings));
      return `<row r="${String(row + 1)}">${xml.join('')}</row>`;
    })
    .join('');
  const shared = strings.map((text) => `<si><t>${escape(text)}</t></si>`).join('');
  return [
    { name: '[Content_Types].xml', content: CONTENT_TYPES },
    { name: 'xl/workbook.xml', content: WORKBOOK },
    { name: 'xl/_rels/workbook.xml.rels', content: RELATIONS },
    { name: 'xl/styles.xml', content: STYLES },
    { name: 'xl/sharedStrings.xml', content: `<sst>${shared}</sst>` },
    { name: 'xl/worksheets/sheet1.xml', content: `<worksheet><sheetData>${body}</sheetData></worksheet>` },
  ];
}

/** A sheet by the XML of its content. */
export interface XlsxSheet {
  readonly name: string;
  readonly state?: 'hidden' | 'veryHidden';
  readonly xml: string;
}

const MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';
const RELATIONSHIPS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

/** XML of a sheet whose cells are inline texts; `after` stands behind its rows. */
export function sheetXml(rows: readonly (readonly string[])[], after = ''): string {
  const body = rows.map((cells, row) => {
    const xml = cells.map((inline, column) =>
      cellXml({ inline }, `${letters(column)}${String(row + 1)}`, []),
    );
    return `<row r="${String(row + 1)}">${xml.join('')}</row>`;
  });
  return `<worksheet ${MAIN}><sheetData>${body.join('')}</sheetData>${after}</worksheet>`;
}

/** A workbook of several sheets. Its prefix for relationships is the writer's choice. */
export function workbookFile(sheets: readonly XlsxSheet[], prefix = 'r'): Uint8Array {
  const list = sheets.map(({ name, state = 'visible' }, at) => {
    const id = `${prefix}:id="rId${String(at + 1)}"`;
    return `<sheet name="${escape(name)}" sheetId="${String(at + 1)}" state="${state}" ${id}/>`;
  });
  const relations = sheets.map(
    (_, at) =>
      `<Relationship Id="rId${String(at + 1)}" Type="${RELATIONSHIPS}/worksheet" Target="worksheets/s${String(at)}.xml"/>`,
  );
  return zipFile([
    { name: '[Content_Types].xml', content: CONTENT_TYPES },
    {
      name: 'xl/workbook.xml',
      content: `<workbook ${MAIN} xmlns:${prefix}="${RELATIONSHIPS}"><sheets>${list.join('')}</sheets></workbook>`,
    },
    { name: 'xl/_rels/workbook.xml.rels', content: `<Relationships>${relations.join('')}</Relationships>` },
    ...sheets.map(({ xml }, at) => ({ name: `xl/worksheets/s${String(at)}.xml`, content: xml })),
  ]);
}

/** A workbook as a file. */
export function xlsxFile(rows: readonly (readonly XlsxCell[])[]): Uint8Array {
  return zipFile(workbookEntries(rows));
}

/** A zip (PKWARE APPNOTE): deflated entries, central directory, end record. */
export function zipFile(entries: readonly ZipEntry[]): Uint8Array {
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, content, ...claimed } of entries) {
    const plain = Buffer.from(content);
    const packed = deflateRawSync(plain);
    const fields = sizes(plain, packed, claimed);
    const fileName = Buffer.from(name);
    const local = Buffer.concat([header(0x04034b50, [20], fields, fileName.length), fileName, packed]);
    locals.push(local);
    const central = header(0x02014b50, [20, 20], fields, fileName.length);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(offset, 10);
    directory.push(Buffer.concat([central, tail, fileName]));
    offset += local.length;
  }
  const central = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, central, end]);
}

function sizes(
  plain: Buffer,
  packed: Buffer,
  { claimedBytes = plain.length, claimedPackedBytes = packed.length }: Omit<ZipEntry, 'name' | 'content'>,
): readonly number[] {
  return [crc32(plain), claimedPackedBytes, claimedBytes];
}

function header(
  signature: number,
  versions: readonly number[],
  fields: readonly number[],
  nameLength: number,
): Buffer {
  const bytes = Buffer.alloc(4 + versions.length * 2 + 8 + 12 + 4);
  let at = bytes.writeUInt32LE(signature, 0);
  for (const version of versions) at = bytes.writeUInt16LE(version, at);
  at = bytes.writeUInt16LE(0x0800, at);
  at = bytes.writeUInt16LE(8, at);
  at = bytes.writeUInt32LE(0, at);
  for (const field of fields) at = bytes.writeUInt32LE(field, at);
  at = bytes.writeUInt16LE(nameLength, at);
  bytes.writeUInt16LE(0, at);
  return bytes;
}

function cellXml(cell: XlsxCell, reference: string, strings: string[]): string {
  if (typeof cell === 'string') {
    strings.push(cell);
    return `<c r="${reference}" t="s"><v>${String(strings.length - 1)}</v></c>`;
  }
  if ('inline' in cell) return `<c r="${reference}" t="inlineStr"><is><t>${escape(cell.inline)}</t></is></c>`;
  if ('formula' in cell)
    return `<c r="${reference}" t="str"><f>${escape(cell.formula)}</f><v>${escape(cell.value)}</v></c>`;
  return `<c r="${reference}" s="${String(cell.style ?? 0)}"><v>${cell.number}</v></c>`;
}

function letters(column: number): string {
  const last = String.fromCharCode(65 + (column % 26));
  return column < 26 ? last : letters(Math.floor(column / 26) - 1) + last;
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
