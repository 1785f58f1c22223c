// SPDX-License-Identifier: Apache-2.0
export { isBlankCell, isBlankText, type Cell, type CellFault, type FaultyCell } from './cell.js';
export { readCsv, type CsvRow } from './csv-reader.js';
export { type CsvFault } from './csv-scanner.js';
export { type FindTable, type TableStart } from './find-table.js';
export { isCutNumber, isShortenedNumber } from './number-cell.js';
export { openTable, type OpenTable } from './open-table.js';
export { memoryFile, type TableFile } from './table-file.js';
export { TABLE_LIMITS } from './table-limits.js';
export { placeOfRow, SHEET_ROWS, type TableRow, type TableRows } from './table-row.js';
export { newWorkbook, type WorkbookWriter } from './workbook-writer.js';
export { type SheetNote, type SheetUse } from './xlsx-table.js';
