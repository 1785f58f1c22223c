// SPDX-License-Identifier: Apache-2.0
import type { PersonInput } from '@unionid/domain/api';
import { DomainError } from '@unionid/domain/errors';
import type { Fields } from '@unionid/domain/privacy';
import {
  canonicalDocument,
  fixDate,
  fixDocumentNumber,
  fixMobile,
  normaliseName,
  documentKindOf,
} from '@unionid/domain/values';

/**
 * Every field that the root commits to must be one that was entered, and say the same after lossless repairs.
 * @throws DomainError PARTS_MISMATCH with the names of the fields that differ, never their values
 */
export function assertSameFields(person: PersonInput, fields: Fields): void {
  const entered = enteredFields(person);
  const names = new Set([...Object.keys(entered), ...Object.keys(fields)]);
  const differing = [...names].filter((name) => !isSame(name, person.docType, entered[name], fields[name]));
  if (differing.length > 0) throw new DomainError('PARTS_MISMATCH', { fields: differing });
}

/** A document number as it is compared, whatever its lossless spelling. */
export function comparableDocument(docType: string, number: string): string {
  const kind = documentKindOf(docType);
  return kind === undefined
    ? number
    : canonicalDocument(kind, fixDocumentNumber(kind, number).text).docNumber;
}

function enteredFields({ more = {}, ...person }: PersonInput): Fields {
  return { ...more, ...person };
}

// A blank field and one that is not there commit to nothing both.
function isSame(name: string, docType: string, a = '', b = ''): boolean {
  return comparable(name, docType, a) === comparable(name, docType, b);
}

function comparable(name: string, docType: string, value: string): string {
  switch (name) {
    case 'name':
      return normaliseName(value).name.normalised;
    case 'docNumber':
      return comparableDocument(docType, value);
    case 'mobile':
      return fixMobile(value).text;
    case 'birthDate':
      return fixDate(value).text;
    default:
      return value;
  }
}
