// SPDX-License-Identifier: Apache-2.0
import { Zip, ZipDeflate, type AsyncZipOptions } from 'fflate';
import { encodeUtf8 } from '../encoding/index.js';
import { xmlText } from '../text/xml-text.js';

/** Sheets of text, written row by row: the same rows make the same bytes, whenever and wherever. */
export interface WorkbookWriter {
  /** The next row of the sheet in hand. */
  row(cells: readonly string[]): void;
  /** Goes on with the next sheet. */
  nextSheet(): void;
  /** The whole file. */
  end(): Uint8Array;
}

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const SHEET_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml';
const BOOK_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml';
/** Text that is packed at once: where pieces end decides how they are packed, so it hangs on nothing but the rows. */
const PIECE = 65_536;
/** Zip counts its years from here, in whatever zone it is read: no file tells when it was made. */
const FIXED_TIME = new Date(1980, 0, 1);

/** A spreadsheet (ECMA-376) of sheets with these names. Cells are texts in the sheet itself; nothing is a formula. */
export function newWorkbook(sheets: readonly string[]): WorkbookWriter {
  return new Writer(sheets);
}

class Writer implements WorkbookWriter {
  readonly #pieces: Uint8Array[] = [];
  readonly #zip: Zip;
  #sheet = 0;
  #part: ZipDeflate | undefined;
  #text = '';

  constructor(sheets: readonly string[]) {
    this.#zip = new Zip((error, piece) => {
      if (error !== null) throw error;
      this.#pieces.push(piece);
    });
    for (const [name, text] of fixedParts(sheets)) this.#write(name, text);
    this.#begin();
  }

  row(cells: readonly string[]): void {
    const written = cells.map(
      (cell) => `<c t="inlineStr"><is><t xml:space="preserve">${xmlText(cell)}</t></is></c>`,
    );
    this.#text += `<row>${written.join('')}</row>`;
    if (this.#text.length >= PIECE) this.#flush(false);
  }

  nextSheet(): void {
    this.#finish();
    this.#begin();
  }

  end(): Uint8Array {
    this.#finish();
    this.#zip.end();
    return joined(this.#pieces);
  }

  #begin(): void {
    this.#sheet += 1;
    this.#part = this.#newPart(`xl/worksheets/sheet${String(this.#sheet)}.xml`);
    this.#text = `${HEAD}<worksheet xmlns="${MAIN}"><sheetData>`;
  }

  #finish(): void {
    this.#text += '</sheetData></worksheet>';
    this.#flush(true);
  }

  #flush(isLast: boolean): void {
    this.#part?.push(encodeUtf8(this.#text), isLast);
    this.#text = '';
  }

  #write(name: string, text: string): void {
    this.#newPart(name).push(encodeUtf8(text), true);
  }

  #newPart(name: string): ZipDeflate {
    const options: AsyncZipOptions = { level: 6 };
    const part = new ZipDeflate(name, options);
    part.mtime = FIXED_TIME;
    this.#zip.add(part);
    return part;
  }
}

function fixedParts(sheets: readonly string[]): readonly (readonly [name: string, text: string])[] {
  const each = (make: (number: string, name: string) => string): string =>
    sheets.map((name, index) => make(String(index + 1), name)).join('');
  return [
    [
      '[Content_Types].xml',
      `${HEAD}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${BOOK_TYPE}"/>${each((number) => `<Override PartName="/xl/worksheets/sheet${number}.xml" ContentType="${SHEET_TYPE}"/>`)}</Types>`,
    ],
    [
      '_rels/.rels',
      `${HEAD}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    ],
    [
      'xl/workbook.xml',
      `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets>${each((number, name) => `<sheet name="${xmlText(name)}" sheetId="${number}" r:id="rId${number}"/>`)}</sheets></workbook>`,
    ],
    [
      'xl/_rels/workbook.xml.rels',
      `${HEAD}<Relationships xmlns="${PACKAGE}/relationships">${each((number) => `<Relationship Id="rId${number}" Type="${OFFICE}/worksheet" Target="worksheets/sheet${number}.xml"/>`)}</Relationships>`,
    ],
  ];
}

function joined(pieces: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(pieces.reduce((length, piece) => length + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    bytes.set(piece, at);
    at += piece.length;
  }
  return bytes;
}
