// SPDX-License-Identifier: Apache-2.0
import { TABLE_LIMITS } from './table-limits.js';
import type { XmlAttributes } from './xml-handler.js';

/** Which rows and columns of a sheet nobody sees (ECMA-376 part 1, 18.3.1.13, 18.3.1.73 and 18.3.1.81). */
export class HiddenParts {
  /** Whether those that say nothing of their size are. */
  #rowsByDefault = false;
  #columnsByDefault = false;
  readonly #columns = new Map<number, boolean>();

  /**
   * `sheetFormatPr`. A default height counts where somebody set it. Rows that are there at all are seen on a sheet whose others
   * are hidden (`zeroHeight`).
   */
  openFormat({ defaultRowHeight, customHeight, defaultColWidth, baseColWidth }: XmlAttributes): void {
    this.#rowsByDefault = isTrue(customHeight) && isSmall(defaultRowHeight);
    this.#columnsByDefault = isSmall(defaultColWidth ?? baseColWidth);
  }

  /** `col`. Where areas lie upon one another, which no spreadsheet program makes, a column is hidden if one of them says so. */
  openColumns({ min, max, hidden, width }: XmlAttributes): void {
    const isHidden = isTrue(hidden) || (width === undefined ? this.#columnsByDefault : isSmall(width));
    const last = Math.min(Number(max), TABLE_LIMITS.cells);
    for (let column = Math.max(Number(min), 1) - 1; column < last; column += 1)
      this.#columns.set(column, isHidden || this.#columns.get(column) === true);
  }

  isHiddenRow({ hidden, ht }: XmlAttributes): boolean {
    return isTrue(hidden) || (ht === undefined ? this.#rowsByDefault : isSmall(ht));
  }

  /** @param column from 0; complete once there is a row, before which columns stand */
  isHiddenColumn(column: number): boolean {
    return this.#columns.get(column) ?? this.#columnsByDefault;
  }
}

// XML Schema part 2, 3.2.2: blanks around it are none of it.
function isTrue(mark = ''): boolean {
  return ['1', 'true'].includes(mark.trim());
}

/** Less than a point high, or a character wide: nobody can read what stands there. */
function isSmall(size: string | undefined): boolean {
  return size !== undefined && Number(size) < 1;
}
