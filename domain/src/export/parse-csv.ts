// SPDX-License-Identifier: Apache-2.0
import { DomainError } from '../errors/index.js';
import { BYTE_ORDER_MARK } from '../text/csv-line.js';
import { parseCsvRows } from '../text/csv-rows.js';

/**
 * Rows of a CSV as this project writes them, without the header and as they were before their formulas were defused. Strict: whoever
 * has it made anew gets the same bytes. @throws DomainError FILE_DAMAGED
 */
export function parseExportCsv(text: string): readonly (readonly string[])[] {
  if (!text.startsWith(BYTE_ORDER_MARK)) throw new DomainError('FILE_DAMAGED', { reason: 'byte order mark' });
  const rows = parseCsvRows(text.slice(BYTE_ORDER_MARK.length));
  if (rows === undefined) throw new DomainError('FILE_DAMAGED', { reason: 'CSV' });
  return rows.slice(1);
}
