// SPDX-License-Identifier: Apache-2.0
import type { Cell } from './cell.js';
import type { TableRow, TableRows } from './table-row.js';

/** Where a table begins among the first rows of a sheet. */
export interface TableStart {
  /** Position of the header. */
  readonly at: number;
  /** The wanted columns by position; undefined where there is another. */
  readonly columns: readonly (string | undefined)[];
}

/** Finds a table of the wanted form, with something below its header. */
export type FindTable = (rows: readonly TableRow[]) => TableStart | undefined;

/** Rows of a further sheet below its header, their cells in the order of the first sheet's columns. */
export async function* alignRows(
  rows: TableRows,
  { row: header, columns, offset }: Header,
  wanted: TableStart['columns'],
): TableRows {
  const positions = wanted.map((column) => (column === undefined ? -1 : columns.indexOf(column)));
  for await (const { row, cells } of rows)
    if (row > header) yield { row: offset + row, cells: positions.map((at): Cell => cells[at] ?? '') };
}

interface Header {
  readonly row: number;
  readonly columns: TableStart['columns'];
  /** Added to the numbers of the rows, so that no two of the file are the same. */
  readonly offset: number;
}
