// SPDX-License-Identifier: Apache-2.0
import type { ReportRow } from '@unionid/domain/api';
import { asDomainError } from '@unionid/domain/errors';
import {
  formWith,
  IMPORT_KINDS,
  tableFinder,
  type Cells,
  type ColumnMapping,
  type ImportKind,
} from '@unionid/domain/forms';
import { foundIn, type ReportLine } from '@unionid/domain/report';
import { memoryFile, openTable, SHEET_ROWS } from '@unionid/domain/table';
import { formRows, newRowCount } from './form-rows.js';

/** A file as its operator's client has it. */
export interface OwnFile {
  readonly kind: ImportKind;
  readonly bytes: Uint8Array;
  readonly mapping: ColumnMapping;
}

type Rows = AsyncGenerator<{ readonly rowNumber: number; readonly cells: Cells<string> }>;

/**
 * The operator's own file beside a report of it: what stands where a fault is. Gateways keep no value of a file, so only who has
 * the file can tell. Rows are asked for in the report's order, and one is held at a time.
 */
export class OwnRows {
  readonly #rows: Rows;
  /** Of a spreadsheet, those that are read, in their order. */
  readonly #sheets: readonly string[];
  #current: { readonly rowNumber: number; readonly cells: Cells<string> } | undefined;

  private constructor(rows: Rows, sheets: readonly string[]) {
    this.#rows = rows;
    this.#sheets = sheets;
  }

  /** @throws DomainError FILE_… where it can not be read */
  static async open({ kind, bytes, mapping }: OwnFile): Promise<OwnRows> {
    const form = formWith<string>(IMPORT_KINDS[kind].form, mapping);
    const { rows, sheets } = await openTable(memoryFile(bytes), tableFinder(form));
    const read = sheets.filter(({ use }) => use === 'read').map(({ name }) => name);
    return new OwnRows(formRows(form, rows, newRowCount()), read);
  }

  /** The row with what was found beside its faults; rows before the last one asked for are gone. */
  async beside(row: ReportRow): Promise<ReportLine> {
    if (row.problems.length === 0) return row;
    const cells = await this.#cellsOf(row);
    return {
      ...row,
      problems: row.problems.map((problem) => ({
        ...problem,
        ...foundIn(cells?.[problem.column], problem.at),
      })),
    };
  }

  /** Place of a row in the report's order. */
  numberOf({ row, sheet = '' }: ReportRow): number {
    // Without a name it is of the only sheet.
    return row + SHEET_ROWS * Math.max(0, this.#sheets.indexOf(sheet));
  }

  async #cellsOf(row: ReportRow): Promise<Cells<string> | undefined> {
    const number = this.numberOf(row);
    while (this.#current === undefined || this.#current.rowNumber < number) {
      const next = await this.#rows.next();
      if (next.done === true) return undefined;
      this.#current = next.value;
    }
    return this.#current.rowNumber === number ? this.#current.cells : undefined;
  }
}

/**
 * Some rows of a report, in any order, each with what was found. A file that can not be read here hides no fault: then they are
 * as the gateway told them.
 */
export async function besideOwn(file: OwnFile, rows: readonly ReportRow[]): Promise<readonly ReportLine[]> {
  try {
    const own = await OwnRows.open(file);
    const lines = new Map<ReportRow, ReportLine>();
    const sorted = [...rows].sort((one, other) => own.numberOf(one) - own.numberOf(other));
    for (const row of sorted) lines.set(row, await own.beside(row));
    return rows.map((row) => lines.get(row) ?? row);
  } catch (error) {
    if (asDomainError(error) === undefined) throw error;
    return rows;
  }
}
