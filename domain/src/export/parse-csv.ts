// SPDX-License-Identifier: Apache-2.0
import { DomainError } from '../errors/index.js';
import { BYTE_ORDER_MARK } from '../text/csv-line.js';

const CELL = /(?:"(?<quoted>(?:[^"]|"")*)"|(?<plain>[^",\r\n]*))(?<end>,|\r\n)/y;

/**
 * Rows of a CSV as this project writes them, without the header and as they were before their formulas were defused. Strict: whoever
 * has it made anew gets the same bytes. @throws DomainError FILE_DAMAGED
 */
export function parseExportCsv(text: string): readonly (readonly string[])[] {
  if (!text.startsWith(BYTE_ORDER_MARK)) throw new DomainError('FILE_DAMAGED', { reason: 'byte order mark' });
  const rows: string[][] = [];
  let row: string[] = [];
  CELL.lastIndex = BYTE_ORDER_MARK.length;
  while (CELL.lastIndex < text.length) {
    const found = CELL.exec(text)?.groups;
    if (found === undefined) throw new DomainError('FILE_DAMAGED', { reason: 'CSV' });
    row.push(asWritten(found.quoted?.replaceAll('""', '"') ?? found.plain ?? ''));
    if (found.end === ',') continue;
    rows.push(row);
    row = [];
  }
  return rows.slice(1);
}

/** Without the mark that keeps a spreadsheet from taking it for a formula. */
function asWritten(cell: string): string {
  return /^'[=+\-@\t\r]/.test(cell) ? cell.slice(1) : cell;
}
