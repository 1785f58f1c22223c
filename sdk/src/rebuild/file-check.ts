// SPDX-License-Identifier: Apache-2.0
import {
  comparableOrganisationName,
  fixCreditCode,
  fixMobile,
  normaliseName,
  type ImportKind,
  type MemberEntry,
  type OrganisationEntry,
  type PreparedChunk,
} from '@unionid/domain';
import type { CsvRecords } from './csv-records.js';
import { comparableDocument } from './real-name-fields.js';

/** Compares prepared rows with the operator's own file. */
export interface FileCheck {
  /** What differs, or undefined where the row is the file's. */
  differenceOf(
    row: MemberEntry | OrganisationEntry,
    evidence: PreparedChunk['evidence'][number],
  ): string | undefined;
}

/** A check against a file's records; undefined where the client can not read the file. */
export function newFileCheck(kind: ImportKind, records: CsvRecords | undefined): FileCheck | undefined {
  if (records === undefined) return undefined;
  const taken = new Set<number>();
  return {
    differenceOf(row, { row: number, fields }) {
      const cells = records.at(number);
      if (cells === undefined || number === 1) return 'row not in file';
      if (taken.has(number)) return 'file row used twice';
      taken.add(number);
      const expected =
        kind === 'members' ? memberValues(fields) : organisationValues(row as OrganisationEntry);
      return expected.find(({ value, same }) => !cells.some((cell) => same(cell) === value))?.reason;
    },
  };
}

interface Expected {
  readonly reason: string;
  readonly value: string;
  /** A cell in the form that is compared. */
  readonly same: (cell: string) => string;
}

// Any cell of the row will do: which column it is in is the gateway's reading of the header, and what can be forged
// (another person, another name, another phone) is found all the same.
function memberValues(fields: Readonly<Record<string, string>>): readonly Expected[] {
  const document = (cell: string): string => comparableDocument(fields.docType ?? '', cell);
  const name = (cell: string): string => normaliseName(cell).name.normalised;
  const mobile = (cell: string): string => fixMobile(cell).text;
  return [
    { reason: 'document number', value: document(fields.docNumber ?? ''), same: document },
    { reason: 'name', value: name(fields.name ?? ''), same: name },
    { reason: 'mobile', value: mobile(fields.mobile ?? ''), same: mobile },
  ];
}

function organisationValues({ name, creditCode }: OrganisationEntry): readonly Expected[] {
  const code = (cell: string): string => fixCreditCode(cell).text;
  const values = [
    { reason: 'union name', value: comparableOrganisationName(name), same: comparableOrganisationName },
  ];
  return creditCode === '' ? values : [...values, { reason: 'credit code', value: creditCode, same: code }];
}
