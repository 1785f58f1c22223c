// SPDX-License-Identifier: Apache-2.0
import { DomainError } from '@unionid/domain/errors';
import type { TableFile } from './table-file.js';
import { readCsvTable } from './csv-table.js';
import type { TableRows } from './table.js';
import { readXlsxTable } from './xlsx-table.js';

/** Local file header of a zip; a compound file of old or encrypted spreadsheets. */
const ZIP = [0x50, 0x4b, 0x03, 0x04];
const COMPOUND = [0xd0, 0xcf, 0x11, 0xe0];

/**
 * Rows of a file by what it is, not by what it is called: an .xlsx that is text, or a .csv that is a zip, are everyday.
 * @throws DomainError FILE_EMPTY, UNSUPPORTED_MEDIA_TYPE and whatever reading comes to
 */
export async function* readTable(file: TableFile): TableRows {
  const start = await firstBytes(file, 4);
  if (start.length === 0) throw new DomainError('FILE_EMPTY');
  if (startsWith(start, COMPOUND)) throw new DomainError('UNSUPPORTED_MEDIA_TYPE', { reason: 'xls' });
  yield* startsWith(start, ZIP) ? readXlsxTable(file) : readCsvTable(file);
}

async function firstBytes(file: TableFile, count: number): Promise<Uint8Array> {
  for await (const block of file.read(0, Math.min(count, file.bytes))) return block;
  return new Uint8Array(0);
}

function startsWith(bytes: Uint8Array, signature: readonly number[]): boolean {
  return signature.every((value, index) => bytes[index] === value);
}
