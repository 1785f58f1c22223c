// SPDX-License-Identifier: Apache-2.0
import { DomainError } from '../errors/index.js';
import { readCsvTable } from './csv-table.js';
import type { FindTable } from './find-table.js';
import { readBytes, type TableFile } from './table-file.js';
import type { TableRows } from './table-row.js';
import { openXlsx, type SheetNote } from './xlsx-table.js';

/** A file whose rows can be read, once. */
export interface OpenTable {
  /** Every sheet of a spreadsheet and what becomes of it; none of a text. */
  readonly sheets: readonly SheetNote[];
  readonly rows: TableRows;
}

/** Local file header of a zip; a compound file (MS-CFB) of old or encrypted spreadsheets. */
const ZIP = [0x50, 0x4b, 0x03, 0x04];
const COMPOUND = [0xd0, 0xcf, 0x11, 0xe0];
/** What is looked at of a file to tell what it is. */
const START_BYTES = 1_024;
/** Beginnings of spreadsheets before they stood in a compound file (MS-XLS 2.4.21): the record BOF of BIFF2 to BIFF5. */
const BARE_BIFF = [
  [0x09, 0x00, 0x04, 0x00],
  [0x09, 0x02, 0x06, 0x00],
  [0x09, 0x04, 0x06, 0x00],
  [0x09, 0x08, 0x08, 0x00],
];
/** A compound file's directory is in this many bytes from its beginning on, for what a spreadsheet program writes. */
const DIRECTORY_BYTES = 4_096;
const MARKUP = /^(?:<!doctype|<html|<head|<meta|<table|<\?xml)/i;

/**
 * Rows of a file by what it is, not by what it is called: an .xlsx that is text, or a .csv that is a zip, are everyday.
 * Gateway and client read by this and nothing else, so that they agree; it knows no Node.
 * @param findTable tells the sheets that are meant among several
 * @throws DomainError FILE_EMPTY, FILE_PASSWORD, FILE_XLS, FILE_MARKUP, UNSUPPORTED_MEDIA_TYPE and whatever reading comes to
 */
export async function openTable(file: TableFile, findTable: FindTable): Promise<OpenTable> {
  const start = await readBytes(file, 0, START_BYTES);
  if (start.length === 0) throw new DomainError('FILE_EMPTY');
  if (startsWith(start, COMPOUND)) throw await compoundRefusal(file, start);
  if (BARE_BIFF.some((beginning) => startsWith(start, beginning))) throw new DomainError('FILE_XLS');
  if (startsWith(start, ZIP)) return openXlsx(file, findTable);
  if (isMarkup(start)) throw new DomainError('FILE_MARKUP');
  return { sheets: [], rows: readCsvTable(file) };
}

/**
 * An encrypted spreadsheet (MS-OFFCRYPTO 2.3.2) names its content in the directory, and so does one of before 2007
 * (MS-XLS 2.1.2); else it is a text or a presentation.
 */
async function compoundRefusal(file: TableFile, start: Uint8Array): Promise<DomainError> {
  if (start.length < 52) return new DomainError('UNSUPPORTED_MEDIA_TYPE');
  const header = new DataView(start.buffer, start.byteOffset, start.byteLength);
  // MS-CFB 2.2: sector shift and number of the first directory sector; the header takes the place of one sector.
  const offset = (header.getUint32(48, true) + 1) * 2 ** Math.min(header.getUint16(30, true), 16);
  const directory = await readBytes(file, offset, offset + DIRECTORY_BYTES);
  const names = new TextDecoder('utf-16le').decode(directory);
  if (names.includes('EncryptedPackage')) return new DomainError('FILE_PASSWORD');
  return new DomainError(/Work[Bb]ook|Book\0/.test(names) ? 'FILE_XLS' : 'UNSUPPORTED_MEDIA_TYPE');
}

// Web pages and old XML under the name of a spreadsheet: what many systems call their export to Excel.
function isMarkup(start: Uint8Array): boolean {
  const text = new TextDecoder('utf-8').decode(start);
  return MARKUP.test(text.trimStart());
}

function startsWith(bytes: Uint8Array, signature: readonly number[]): boolean {
  return signature.every((value, index) => bytes[index] === value);
}
