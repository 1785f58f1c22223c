// SPDX-License-Identifier: Apache-2.0
import { DomainError } from '@unionid/domain/errors';
import type { TableFile } from './table-file.js';
import { newSheetReader } from './sheet-reader.js';
import { StringTable } from './string-table.js';
import { isBlankRow, type TableRows } from './table.js';
import { readWorkbook } from './workbook-reader.js';
import { drain, parseXml } from './xml-events.js';
import { XlsxPackage } from './xlsx-package.js';

/** Rows of the first sheet of a spreadsheet (ECMA-376, SpreadsheetML); formulas are marked, dates are dates. */
export async function* readXlsxTable(file: TableFile): TableRows {
  const parts = await XlsxPackage.open(file);
  const workbook = await readWorkbook(parts);
  const strings = await readSharedStrings(parts);
  const sheet = await parts.read(workbook.sheet);
  if (sheet === undefined) throw new DomainError('FILE_DAMAGED', { reason: 'no sheet' });
  const reader = newSheetReader({ ...workbook, strings });
  const pieces = parseXml(sheet, reader.handler);
  while ((await pieces.next()).done !== true)
    for (const found of reader.take()) if (!isBlankRow(found.cells)) yield found;
}

async function readSharedStrings(parts: XlsxPackage): Promise<StringTable> {
  const strings = new StringTable();
  const bytes = await parts.read('xl/sharedStrings.xml');
  if (bytes === undefined) return strings;
  let text = '';
  let inText = false;
  let inPhonetic = false;
  const pieces = parseXml(bytes, {
    open: (name) => {
      if (name === 'si') text = '';
      if (name === 'rPh') inPhonetic = true;
      inText = name === 't' && !inPhonetic;
    },
    text: (piece) => {
      if (inText) text += piece;
    },
    close: (name) => {
      if (name === 'si') strings.add(text);
      if (name === 'rPh') inPhonetic = false;
      inText = false;
    },
  });
  await drain(pieces);
  return strings;
}
