// SPDX-License-Identifier: Apache-2.0
import type { RowWarning } from '@unionid/domain/forms';
import type { TableRow } from '@unionid/domain/table';
import type { JudgedRow, RowNotes } from './judged-row.js';

/** Rows under way that nobody sees in their spreadsheet: whoever signs for them is told. */
export class HiddenRows {
  readonly #rows = new Set<number>();

  add(rows: readonly TableRow[]): void {
    for (const { row, hidden } of rows) if (hidden === true) this.#rows.add(row);
  }

  /** Judged rows with those of them that are hidden, which are let go. A row in which nothing stands hides nothing. */
  mark(judged: readonly JudgedRow[]): readonly JudgedRow[] {
    return judged.map((one) => {
      const hidden = one.rows.filter((row) => this.#rows.delete(row));
      return hidden.length === 0 || one.outcome === 'empty' ? one : { ...one, hidden };
    });
  }
}

const WARNING: RowWarning = { column: '', code: 'ROW_HIDDEN' };

/** Notes of one row of those that were judged together. */
export function notesOfRow({ notes, hidden = [] }: JudgedRow, row: number): RowNotes {
  return hidden.includes(row) ? { ...notes, warnings: [WARNING, ...notes.warnings] } : notes;
}
