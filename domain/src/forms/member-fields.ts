// SPDX-License-Identifier: Apache-2.0
import { CODE_TABLE_VERSION } from '../codes/index.js';
import type { MemberRow } from './member-row.js';

/**
 * The real-name record of a row as the vault keeps it: field → text, only what was given, codes with the version of
 * their tables. Each entry gets its own salted commitment, so names are stable and values are never combined.
 */
export function memberFields(row: MemberRow): Readonly<Record<string, string>> {
  const fields: Readonly<Record<string, string | undefined>> = {
    name: row.name.entered,
    nameNormalised: row.name.normalised,
    sex: row.sex,
    birthDate: row.birthDate,
    ethnicity: row.ethnicity,
    employment: row.employment,
    docType: row.docType,
    docNumber: row.docNumber,
    education: row.education,
    skill: row.skill,
    mobile: row.mobile,
    householdType: row.householdType,
    householdPlace: row.householdPlace,
    political: row.political,
    employer: row.employer,
    nativePlace: row.nativePlace,
    migrantWorker: row.migrantWorker?.toString(),
    joinedDate: row.joinedDate,
    source: row.source,
    codeTableVersion: CODE_TABLE_VERSION,
  };
  return Object.fromEntries(
    Object.entries(fields).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}
