// SPDX-License-Identifier: Apache-2.0
import { isBlankCell, type Cell } from './cell.js';
import type { CsvFault } from './csv-scanner.js';

/** More than a sheet can have, and than is taken of a text (table-limits.ts). */
export const SHEET_ROWS = 2_000_000;

/** Place of a row among the sheets that are read, 0 for the first, and its number there. */
export function placeOfRow(row: number): { readonly sheet: number; readonly row: number } {
  const sheet = Math.floor(row / SHEET_ROWS);
  return { sheet, row: row - sheet * SHEET_ROWS };
}

/** A row of a file as it stands there. */
export interface TableRow {
  /**
   * Number of the row in its file, 1 for the first, as spreadsheets count; an empty line counts. Rows of the second sheet that
   * is read are counted from {@link SHEET_ROWS}, and so on.
   */
  readonly row: number;
  readonly cells: readonly Cell[];
  /** Of a row of a CSV whose quotation marks are wrong: nothing in it is anybody's statement. */
  readonly fault?: CsvFault | undefined;
  /** Of a row of a spreadsheet that nobody sees there, by a filter or by hand. */
  readonly hidden?: true;
}

/** Rows with anything in them, in order. @throws DomainError FILE_… when reading comes to what can not be read */
export type TableRows = AsyncGenerator<TableRow>;

/** True for a row in which nothing stands. */
export function isBlankRow(cells: readonly Cell[]): boolean {
  return cells.every(isBlankCell);
}
