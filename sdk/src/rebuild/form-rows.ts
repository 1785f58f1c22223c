// SPDX-License-Identifier: Apache-2.0
import { DomainError } from '@unionid/domain/errors';
import {
  cellsByColumn,
  findHeader,
  HEADER_SEARCH_ROWS,
  isUnfilledRow,
  type Cells,
  type ColumnMapping,
  type Form,
  type FoundHeader,
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
  const header = await readHeader(form, rows);
  for await (const { row, cells, fault } of rows) {
    if (fault !== undefined || isUnfilledRow(header.columns, cells)) continue;
    yield { rowNumber: row, cells: cellsByColumn(header, cells) };
  }
}

async function readHeader<Column extends string>(
  form: Form<Column>,
  rows: TableRows,
): Promise<FoundHeader<Column>> {
  const searched: TableRow[] = [];
  while (searched.length < HEADER_SEARCH_ROWS) {
    const next = await rows.next();
    if (next.done === true) break;
    searched.push(next.value);
    const header = findHeader(form, searched);
    if (header?.problems.length === 0) return header;
  }
  throw new DomainError('PARTS_MISMATCH', { reason: 'header' });
}
