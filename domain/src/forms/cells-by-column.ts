// SPDX-License-Identifier: Apache-2.0
import { isBlankCell, type Cell } from '../table/cell.js';
import type { FoundHeader } from './find-header.js';
import type { Cells } from './form.js';

/**
 * Cells of a row under their columns. One with something in it under no header stands under its place, which no form has: a
 * comma without quotation marks moves what follows it there.
 */
export function cellsByColumn<Column extends string>(
  { columns, leftOut }: Pick<FoundHeader<Column>, 'columns' | 'leftOut'>,
  cells: readonly Cell[],
): Cells<Column> {
  const named: Record<string, Cell> = {};
  columns.forEach((column, at) => {
    if (column !== undefined) named[column] = cells[at] ?? '';
  });
  cells.forEach((cell, at) => {
    if (columns[at] === undefined && !leftOut.has(at) && !isBlankCell(cell))
      named[`第 ${String(at + 1)} 列`] = cell;
  });
  return named as Cells<Column>;
}
