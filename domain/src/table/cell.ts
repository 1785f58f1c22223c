// SPDX-License-Identifier: Apache-2.0
import { trimBlanks } from '../text/plain-text.js';

/** Why what stands in a cell is nobody's statement; each is an error code of its row. */
export type CellFault = 'CELL_FORMULA' | 'CELL_ERROR' | 'CELL_MERGED' | 'NUMBER_ROUNDED';
export interface FaultyCell {
  readonly fault: CellFault;
  /** Of a cell that another covers: it has text of its own, which nobody sees. */
  readonly hides?: true;
}

/** A cell as the reader found it: text, or what can be nobody's statement. Dates come as `yyyy-mm-dd`. */
export type Cell = string | FaultyCell;

/** True for a cell in which nothing stands; one that a merged neighbour covers has nothing of its own, unless it hides it. */
export function isBlankCell(cell: Cell): boolean {
  return typeof cell === 'string' ? isBlankText(cell) : cell.fault === 'CELL_MERGED' && cell.hides !== true;
}

/** True for text in which nothing stands. */
export function isBlankText(text: string): boolean {
  return trimBlanks(text) === '';
}
