// SPDX-License-Identifier: Apache-2.0
import { DomainError } from '@unionid/domain/errors';
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
  if (kind === undefined) throw refusal('docType', 'UNKNOWN_CODE');
  const number = fixDocumentNumber(kind, person.docNumber).text;
  const document = parseDocument(kind, number, chinaDateAt(now));
  if (!document.ok) throw refusal('docNumber', document.code);
  const { name } = normaliseName(person.name);
  const checked = checkName(name);
  if (!checked.ok) throw refusal('name', checked.code);
  return { ...canonicalDocument(kind, document.value.number), name: name.normalised };
}

function refusal(field: string, fault: string): DomainError {
  return new DomainError('INVALID_REQUEST', { fields: [`${field}: ${fault}`] });
}
