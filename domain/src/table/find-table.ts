// SPDX-License-Identifier: Apache-2.0
import { isBlankCell, type Cell } from './cell.js';
import type { TableRow, TableRows } from './table-row.js';

/** Where a table begins among the first rows of a sheet. */
export interface TableStart {
  /** Position of the header. */
  readonly at: number;
  /** The wanted columns by position; undefined where there is another. */
  readonly columns: readonly (string | undefined)[];
  /** Positions of other columns that have a name. What stands under none is somebody's mistake. */
  readonly leftOut?: ReadonlySet<number>;
}

/** Finds a table of the wanted form, with something below its header. */
export interface FindTable {
  (rows: readonly TableRow[]): TableStart | undefined;
  /** What a row of a sheet without the table is of: a list of the form all the same, by a slip in its header or without one. */
  readonly ofList?: (row: TableRow) => 'header' | 'entry' | undefined;
}

/** True for a sheet that is such a list: something stands below a header, or half of its rows are entries. */
export async function isList(rows: TableRows, ofList: FindTable['ofList']): Promise<boolean> {
  let [seen, entries, isBelow] = [0, 0, false];
  for await (const row of rows) {
    if (isBelow) return true;
    const kind = ofList?.(row);
    seen += 1;
    if (kind === 'entry') entries += 1;
    isBelow = kind === 'header';
  }
  return entries > 0 && entries * 2 >= seen;
}

/** Rows of a further sheet below its header, their cells in the order of the first sheet's columns. */
export async function* alignRows(
  rows: TableRows,
  { row: header, start: { columns, leftOut }, offset }: Header,
  wanted: TableStart['columns'],
): TableRows {
  // Behind the first sheet's columns, where no header is either.
  const strays = (cells: readonly Cell[]): readonly Cell[] =>
    cells.filter((cell, at) => columns[at] === undefined && leftOut?.has(at) === false && !isBlankCell(cell));
  const positions = wanted.map((column) => (column === undefined ? -1 : columns.indexOf(column)));
  for await (const { row, cells, ...marks } of rows)
    if (row > header)
      yield {
        row: offset + row,
        cells: [...positions.map((at): Cell => cells[at] ?? ''), ...strays(cells)],
        ...marks,
      };
}

interface Header {
  readonly row: number;
  readonly start: TableStart;
  /** Added to the numbers of the rows, so that no two of the file are the same. */
  readonly offset: number;
}
