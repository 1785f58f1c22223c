// SPDX-License-Identifier: Apache-2.0
import { DomainError } from '@unionid/domain/errors';
import {
  cellsByColumn,
  isUnfilledRow,
  readToHeader,
  shownHeader,
  type Cells,
  type ColumnMapping,
  type Form,
} from '@unionid/domain/forms';
import type { TransferEvidence } from '@unionid/domain/ledger';
import type { TableRows } from '@unionid/domain/table';

/** How the client reads rows: as the gateway does, by the same rules of the domain. */
export interface RowReading {
  readonly mapping: ColumnMapping;
  /** Today in China, `yyyy-mm-dd`. */
  readonly today: string;
  /** SM3 of the document that the list itself is, base64url; of a kind that needs one. */
  readonly evidence?: string;
  /** Of requests for members of other unions: what kind of document that is. */
  readonly evidenceKind?: TransferEvidence;
}

/** The same, and where the rows are counted. */
export interface CountedReading extends RowReading {
  readonly count: RowCount;
}

/** What of a file no row says, and whoever signs for its rows is to know. */
export interface FileLayout {
  headerRow: number;
  /** Columns that the form does not have. */
  ignoredColumns: readonly string[];
}

/** Rows of the file below its header, of whatever kind: none may be missing in what the gateway tells. */
export interface RowCount extends FileLayout {
  rows: number;
  /** With nothing but their number, or the template's example. */
  empty: number;
  /** Of a membership that is over, as they say. */
  ended: number;
  /** That nobody sees in the spreadsheet. */
  hidden: number;
}

/** Of no row yet: reading adds to it. */
export function newRowCount(): RowCount {
  return { rows: 0, empty: 0, ended: 0, hidden: 0, headerRow: 0, ignoredColumns: [] };
}

/**
 * The rows of a file under the form's columns, with their number; none whose quotation marks are wrong and no example, which
 * no gateway prepares.
 * @throws DomainError PARTS_MISMATCH without header, FILE_… of a file that can not be read
 */
export async function* formRows<Column extends string>(
  form: Form<Column>,
  rows: TableRows,
  count: RowCount,
): AsyncGenerator<{ readonly rowNumber: number; readonly cells: Cells<Column> }> {
  const found = await readToHeader(form, rows);
  if (found?.header.problems.length !== 0) throw new DomainError('PARTS_MISMATCH', { reason: 'header' });
  const { header, row: headerRow } = found;
  Object.assign(count, { headerRow: headerRow.row, ignoredColumns: shownHeader(header).ignored });
  for await (const { row, cells, fault, hidden = false } of rows) {
    count.rows += 1;
    const isEmpty = fault === undefined && isUnfilledRow(header.columns, cells);
    if (isEmpty) count.empty += 1;
    else if (hidden) count.hidden += 1;
    if (fault !== undefined || isEmpty) continue;
    yield { rowNumber: row, cells: cellsByColumn(header, cells) };
  }
}
