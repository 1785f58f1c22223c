// SPDX-License-Identifier: Apache-2.0
import { canonicalJson } from '@unionid/domain/encoding';
import {
  CHANGE_FORM,
  changeOfRow,
  formWith,
  readChangeRow,
  type ListedChange,
  personNamedBy,
} from '@unionid/domain/forms';
import type { ChangeRow } from '@unionid/domain/membership';
import type { TableRows } from '@unionid/domain/table';
import type { FileCheck } from './file-check.js';
import { formRows, type CountedReading } from './form-rows.js';

/**
 * Reads every row of a list and keeps what it says: a prepared row must be of somebody on the list, by number and name as they are
 * registered, and say exactly what the list and its document say.
 * @param reading with the SM3 of the document that the list is
 */
export async function newChangeFileCheck(table: TableRows, reading: CountedReading): Promise<FileCheck> {
  const rows = new Map<string, ListedChange>();
  for await (const { cells, rowNumber } of formRows(
    formWith(CHANGE_FORM, reading.mapping),
    table,
    reading.count,
  )) {
    const result = readChangeRow(cells, { ...reading, rowNumber });
    if (!result.ok) continue;
    const key = keyOf(result.row);
    // Of two rows of one person the first stands.
    if (!rows.has(key)) rows.set(key, result.row);
  }
  const { evidence = '' } = reading;
  return {
    records: ['standing'],
    differenceOf(row, { fields }) {
      const key = personNamedBy(fields);
      const own = rows.get(key);
      if (own === undefined) return 'row not in file';
      rows.delete(key);
      const { identityId, place, root, version } = row as ChangeRow;
      return canonicalJson(row) ===
        canonicalJson(changeOfRow(own, { identityId, place, root, version, evidence }))
        ? undefined
        : 'change';
    },
    rowsOf: () => 1,
    differenceOfUnions: () => Promise.resolve(undefined),
  };
}

function keyOf({ docType, docNumber, name }: ListedChange): string {
  return personNamedBy({ docType, docNumber, nameNormalised: name.normalised });
}
