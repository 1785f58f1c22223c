// SPDX-License-Identifier: Apache-2.0
import { invalidRequest, type DomainError, type FieldFault } from '@unionid/domain/errors';
import type { PersonIdentifiers } from '@unionid/domain/privacy';
import {
  canonicalDocument,
  checkName,
  chinaDateAt,
  fixDocumentNumber,
  normaliseName,
  parseDocument,
  documentKindOf,
} from '@unionid/domain/values';

/** Document and name as an asker typed them. */
export interface TypedPerson {
  readonly docType: string;
  readonly docNumber: string;
  readonly name: string;
}

/**
 * The matched form of document and name, with the same lossless repairs as at enrolment.
 * @param now milliseconds since 1970
 * @throws DomainError INVALID_REQUEST whose `fields` name field and fault, never the value
 */
export function toIdentifiers(person: TypedPerson, now: number): PersonIdentifiers {
  const kind = documentKindOf(person.docType);
  if (kind === undefined) throw refusal('docType', 'VALUE_NOT_ALLOWED');
  const number = fixDocumentNumber(kind, person.docNumber).text;
  const document = parseDocument(kind, number, chinaDateAt(now));
  if (!document.ok) throw refusal('docNumber', document.code);
  const { name } = normaliseName(person.name);
  const checked = checkName(name);
  if (!checked.ok) throw refusal('name', checked.code);
  return { ...canonicalDocument(kind, document.value.number), name: name.normalised };
}

function refusal(path: keyof TypedPerson, code: FieldFault['code']): DomainError {
  return invalidRequest([{ path, code }]);
}
