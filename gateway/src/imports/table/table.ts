// SPDX-License-Identifier: Apache-2.0
import type { Cell } from '@unionid/domain/forms';

/** A row of a file as it stands there. */
export interface TableRow {
  /** Number of the row in its file, 1 for the first, as spreadsheets count; an empty line counts. */
  readonly row: number;
  readonly cells: readonly Cell[];
}

/** Rows with anything in them, in order. @throws DomainError FILE_… when reading comes to what can not be read */
export type TableRows = AsyncGenerator<TableRow>;

/** True for a row in which nothing stands. */
export function isBlankRow(cells: readonly Cell[]): boolean {
  return cells.every((cell) => typeof cell === 'string' && cell.trim() === '');
}
