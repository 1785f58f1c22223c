// SPDX-License-Identifier: Apache-2.0
import { readVisitRow, tableFinder, VISIT_FORM, type Visit } from '@unionid/domain/forms';
import { memoryFile, openTable } from '@unionid/domain/table';
import { formRows, newRowCount } from '../../rebuild/form-rows.js';
import { readBytes } from '../terminal/files.js';
import { UsageError } from '../terminal/usage-error.js';

/** Every visit of a working paper. @throws UsageError visitUnread where one can not be read; DomainError FILE_… */
export async function readVisits(path: string): Promise<readonly Visit[]> {
  const { rows } = await openTable(memoryFile(await readBytes(path)), tableFinder(VISIT_FORM));
  const visits: Visit[] = [];
  for await (const { rowNumber, cells } of formRows(VISIT_FORM, rows, newRowCount())) {
    const read = readVisitRow(cells, { rowNumber });
    if (!read.ok) throw new UsageError('visitUnread', { row: rowNumber });
    visits.push(read.row);
  }
  return visits;
}
