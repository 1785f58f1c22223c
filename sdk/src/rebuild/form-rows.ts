// SPDX-License-Identifier: Apache-2.0
import { DomainError } from '@unionid/domain/errors';
import {
  findHeader,
  HEADER_SEARCH_ROWS,
  isUnfilledRow,
  type Cells,
  type ColumnMapping,
  type Form,
} from '@unionid/domain/forms';
import type { TableRow, TableRows } from '@unionid/domain/table';

/** How the client reads rows: as the gateway does, by the same rules of the domain. */
export interface RowReading {
  readonly mapping: ColumnMapping;
  /** Today in China, `yyyy-mm-dd`. */
  readonly today: string;
}

/**
 * The rows of a file under the form's columns, with their number; none whose quotation marks are wrong and no example, which
 * no gateway prepares.
 * @throws DomainError PARTS_MISMATCH without header, FILE_… of a file that can not be read
 */
export async function* formRows<Column extends string>(
  form: Form<Column>,
  rows: TableRows,
): AsyncGenerator<{ readonly rowNumber: number; readonly cells: Cells<Column> }> {
  const columns = await readHeader(form, rows);
  for await (const { row, cells, fault } of rows) {
    if (fault !== undefined || isUnfilledRow(columns, cells)) continue;
    const named = columns.flatMap((column, at) => (column === undefined ? [] : [[column, cells[at] ?? '']]));
    yield { rowNumber: row, cells: Object.fromEntries(named) as Cells<Column> };
  }
}

async function readHeader<Column extends string>(
  form: Form<Column>,
  rows: TableRows,
): Promise<readonly (Column | undefined)[]> {
  const searched: TableRow[] = [];
  while (searched.length < HEADER_SEARCH_ROWS) {
    const next = await rows.next();
    if (next.done === true) break;
    searched.push(next.value);
    const header = findHeader(form, searched);
    if (header?.problems.length === 0) return header.columns;
  }
  throw new DomainError('PARTS_MISMATCH', { reason: 'header' });
}
