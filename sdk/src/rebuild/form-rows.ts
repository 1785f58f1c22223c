// SPDX-License-Identifier: Apache-2.0
import { DomainError } from '@unionid/domain/errors';
import { matchHeader, type Cells, type ColumnMapping, type Form } from '@unionid/domain/forms';
import type { CsvRecords } from './csv-records.js';

/** How the client reads rows: as the gateway does, by the same rules of the domain. */
export interface RowReading {
  readonly mapping: ColumnMapping;
  /** Today in China, `yyyy-mm-dd`. */
  readonly today: string;
}

/** A form's title may stand above its header. */
const MAX_HEADER_ROW = 20;

/** The rows of a file under the form's columns, with their number. @throws DomainError PARTS_MISMATCH without header */
export function* formRows<Column extends string>(
  form: Form<Column>,
  records: CsvRecords,
): Generator<{ readonly rowNumber: number; readonly cells: Cells<Column> }> {
  const { rowNumber: headerRow, columns } = findHeader(form, records);
  for (let rowNumber = headerRow + 1; rowNumber <= records.count; rowNumber++) {
    const texts = records.at(rowNumber) ?? [];
    const cells = columns.flatMap((column, at) =>
      column === undefined ? [] : [[column, texts[at] ?? ''] as const],
    );
    yield { rowNumber, cells: Object.fromEntries(cells) as Cells<Column> };
  }
}

function findHeader<Column extends string>(
  form: Form<Column>,
  records: CsvRecords,
): { readonly rowNumber: number; readonly columns: readonly (Column | undefined)[] } {
  for (let rowNumber = 1; rowNumber <= MAX_HEADER_ROW; rowNumber++) {
    const { columns, problems } = matchHeader(form, records.at(rowNumber) ?? []);
    if (problems.length === 0) return { rowNumber, columns };
  }
  throw new DomainError('PARTS_MISMATCH', { reason: 'header' });
}
