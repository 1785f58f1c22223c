// SPDX-License-Identifier: Apache-2.0
import { CODE_TABLE_VERSION } from '../codes/index.js';
import type { Fields } from '../privacy/index.js';
import { canonicalDocument, documentKindOf } from '../values/identity-document.js';
import { PERSON_FIELD_NAMES, type PersonField } from './member-columns.js';
import type { MemberRow } from './member-row.js';

/** What a real-name record holds beside the fields that somebody stated: made of them, or said with them. */
type DerivedField = 'nameNormalised' | 'codeTableVersion';

export type PersonFields = Readonly<Partial<Record<PersonField | DerivedField, string>>> &
  Readonly<Record<string, string>>;

/**
 * The real-name record of a person as the vault keeps it, from a file or a counter alike: field → text, only what was
 * given, codes with the version of their tables. Each entry gets its own salted commitment, so names are stable and values
 * are never combined.
 */
export function memberFields(row: MemberRow): PersonFields {
  const stated = PERSON_FIELD_NAMES.flatMap((field): readonly (readonly [string, string])[] => {
    const text = textOf(row, field);
    return text === undefined ? [] : [[field, text]];
  });
  return Object.fromEntries([
    ...stated,
    ['nameNormalised', row.name.normalised],
    ['codeTableVersion', CODE_TABLE_VERSION],
  ]);
}

const NAMING: readonly string[] = ['nameNormalised', 'docType', 'docNumber'];

/** Whether a field of a record is of those that name its person: whoever has entered the others' like may be shown them. */
export function isNaming(field: string): boolean {
  return NAMING.includes(field);
}

/**
 * Whom a record names, as one text: a permit that was renewed has the number of the one before but for its end, and is the same
 * person's.
 */
export function personNamedBy({ docType = '', docNumber = '', nameNormalised = '' }: Fields): string {
  const kind = documentKindOf(docType);
  const number = kind === undefined ? docNumber : canonicalDocument(kind, docNumber).docNumber;
  return JSON.stringify([docType, number, nameNormalised]);
}

function textOf(row: MemberRow, field: PersonField): string | undefined {
  return field === 'name' ? row.name.entered : row[field]?.toString();
}
