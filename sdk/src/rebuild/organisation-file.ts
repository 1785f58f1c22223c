// SPDX-License-Identifier: Apache-2.0
import { ORGANISATION_FORM, readOrganisationRow, type OrganisationRow } from '@unionid/domain/forms';
import type { OrganisationEntry } from '@unionid/domain/organisation';
import { comparableOrganisationName } from '@unionid/domain/values';
import type { CsvRecords } from './csv-records.js';
import type { Evidence, FileCheck } from './file-check.js';
import { formRows, type RowReading } from './form-rows.js';

/**
 * Reads every row of the file and gathers them by union: a prepared union must be one of them, with units and contact of
 * its own rows only. Who its parent is, the ledger tells, not the file.
 */
export function newOrganisationFileCheck(records: CsvRecords, reading: RowReading): FileCheck {
  const unions = new Map<string, OrganisationRow[]>();
  for (const { cells, rowNumber } of formRows(ORGANISATION_FORM, records)) {
    const result = readOrganisationRow(cells, { ...reading, rowNumber });
    if (!result.ok) continue;
    const key = keyOf(result.row.unionName, result.row.unionCreditCode);
    unions.set(key, [...(unions.get(key) ?? []), result.row]);
  }
  return {
    differenceOf(entry, evidence) {
      const union = entry as OrganisationEntry;
      const key = keyOf(union.name, union.creditCode);
      const rows = unions.get(key);
      unions.delete(key);
      return rows === undefined ? 'union not in file' : differenceOf(union, evidence, rows);
    },
  };
}

function differenceOf(
  { kind, foundedOn, employers }: OrganisationEntry,
  { fields }: Evidence,
  rows: readonly OrganisationRow[],
): string | undefined {
  const isStated = rows.some((row) => row.unionType === kind && row.foundedOn === foundedOn);
  if (!isStated) return 'union type or founding date';
  const units = rows.map(({ unit }) => unit);
  const isOwn = employers.every(({ creditCode, name }) =>
    units.some((unit) => unit.creditCode === creditCode && unit.name === name),
  );
  if (!isOwn) return 'employer not in file';
  const values = new Set(rows.flatMap(valuesOf));
  return Object.values(fields).every((value) => values.has(value)) ? undefined : 'contact';
}

function valuesOf({ leader, phone, memberCount, unit }: OrganisationRow): string[] {
  return [leader, phone, unit.address, String(memberCount ?? '')];
}

function keyOf(name: string, creditCode = ''): string {
  return `${creditCode}/${comparableOrganisationName(name)}`;
}
