// SPDX-License-Identifier: Apache-2.0
import { canonicalBytes } from '@unionid/domain/encoding';
import { MEMBER_FORM, memberFields, readMemberRow, type MemberRow } from '@unionid/domain/forms';
import type { MemberEntry } from '@unionid/domain/person';
import type { Fields } from '@unionid/domain/privacy';
import { sm3Hex } from '@unionid/domain/sm';
import type { CsvRecords } from './csv-records.js';
import type { FileCheck } from './file-check.js';
import { formRows, type RowReading } from './form-rows.js';

/** A row of the file as the client read it, until a prepared row takes it. */
type OwnRow = Pick<MemberRow, 'target' | 'joinedDate'>;

/**
 * Reads every row of the file and keeps the digest of its fields: a prepared row must commit to exactly the fields of
 * one of them, with its state and joining date.
 */
export function newMemberFileCheck(records: CsvRecords, reading: RowReading): FileCheck {
  const rows = new Map<string, OwnRow>();
  for (const { cells, rowNumber } of formRows(MEMBER_FORM, records)) {
    const result = readMemberRow(cells, { ...reading, rowNumber });
    if (result.ok) rows.set(digestOf(memberFields(result.row)), result.row);
  }
  return {
    differenceOf(entry, { fields }) {
      const digest = digestOf(fields);
      const own = rows.get(digest);
      rows.delete(digest);
      return own === undefined ? 'row not in file' : differenceOf(entry as MemberEntry, own);
    },
  };
}

function differenceOf(
  { state, joined }: MemberEntry,
  { target, joinedDate = joined }: OwnRow,
): string | undefined {
  if (state !== target) return 'state';
  return joined === joinedDate ? undefined : 'joining date';
}

function digestOf(fields: Fields): string {
  return sm3Hex(canonicalBytes(fields));
}
