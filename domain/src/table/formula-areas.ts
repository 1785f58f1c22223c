// SPDX-License-Identifier: Apache-2.0
import { parseArea } from './cell-reference.js';
import { TABLE_LIMITS } from './table-limits.js';
import type { XmlAttributes } from './xml-handler.js';

/** Formulas that fill more cells than the one that has them (ECMA-376 part 1, 18.18.6); of a shared one each cell says so. */
const FILLING = ['array', 'dataTable'];

/**
 * Cells that a formula of another cell has filled, the first of their area: an array formula's, what spills of it, a data table's. They have
 * a value only.
 */
export class FormulaAreas {
  /** By column the last row that is filled; an area begins at the cell that has its formula. */
  readonly #until: number[] = [];

  /** A formula (`f`). @throws DomainError FILE_DAMAGED */
  open({ t = '', ref }: XmlAttributes): void {
    if (ref === undefined || !FILLING.includes(t)) return;
    const { left, right, bottom } = parseArea(ref);
    for (let column = left; column <= Math.min(right, TABLE_LIMITS.cells); column += 1)
      this.#until[column] = Math.max(this.#until[column] ?? 0, bottom);
  }

  covers(row: number, column: number): boolean {
    return row <= (this.#until[column] ?? 0);
  }
}
