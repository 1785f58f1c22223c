// SPDX-License-Identifier: Apache-2.0
import type { PersonInput, PreparedParts, RootedRecord } from '@unionid/domain/api';
import { fromBase64url } from '@unionid/domain/encoding';
import { DomainError, invalidRequest } from '@unionid/domain/errors';
import { memberFields, readCounterEntry, type MemberRow } from '@unionid/domain/forms';
import { commitmentRoot, openedFields, rootOfOpening, type Fields } from '@unionid/domain/privacy';

/**
 * That the root is over what was entered, or over a record that stands and names the very person who was entered.
 * @param today in China
 * @throws DomainError PARTS_MISMATCH
 */
export function assertRecord(
  person: PersonInput,
  { record, root }: Pick<PreparedParts, 'record' | 'root'>,
  today: string,
): void {
  if (record.is === 'standing') assertNames(openedFields(record.opening), person, today);
  else assertSameFields(person, record.fields, today);
  if (rootOfRecord(record) !== root) throw new DomainError('PARTS_MISMATCH', { reason: 'root' });
}

/** Behind a row that is about nobody's record. */
interface NoRecord {
  readonly is: 'none';
}

/** The root that a record shows itself to have; '' where there is none. */
export function rootOfRecord(record: RootedRecord | NoRecord): string {
  if (record.is === 'none') return '';
  return record.is === 'standing'
    ? rootOfOpening(record.opening)
    : commitmentRoot(record.fields, fromBase64url(record.seed));
}

/** What it shows; nothing where there is none. */
export function shownFields(record: RootedRecord | NoRecord): Fields {
  if (record.is === 'none') return {};
  return record.is === 'standing' ? openedFields(record.opening) : record.fields;
}

/**
 * The fields that the root commits to must be exactly those that the form's own rules make of what was entered, repairs
 * included. Whether the person may be enrolled is not asked here.
 * @param today in China
 * @throws DomainError PARTS_MISMATCH with the names of the fields that differ, never their values; INVALID_REQUEST for a
 * person that no gateway should have taken
 */
export function assertSameFields(person: PersonInput, fields: Fields, today: string): void {
  const own: Fields = memberFields(readEntered(person, today));
  const names = new Set([...Object.keys(own), ...Object.keys(fields)]);
  const differing = [...names].filter((name) => own[name] !== fields[name]);
  if (differing.length > 0) throw new DomainError('PARTS_MISMATCH', { fields: differing });
}

/** One person's number has several spellings, and a record keeps the one that it came with: both are read by the same rules. */
function assertNames(shown: Fields, person: PersonInput, today: string): void {
  const { docType = '', docNumber = '', nameNormalised, ...more } = shown;
  const own = readEntered(person, today);
  const read = readCounterEntry(
    { type: 'person.openAccount', person: { ...person, docType, docNumber } },
    today,
  );
  const isSameDocument = read.ok && read.row.matchNumber === own.matchNumber;
  const differing = [
    ...Object.keys(more),
    // Empty at a counter it is a resident identity card; in a record it says which.
    ...(docType === own.docType ? [] : ['docType']),
    ...(nameNormalised === own.name.normalised ? [] : ['name']),
    ...(isSameDocument ? [] : ['docNumber']),
  ];
  if (differing.length > 0) throw new DomainError('PARTS_MISMATCH', { fields: differing });
}

function readEntered(person: PersonInput, today: string): MemberRow {
  const result = readCounterEntry({ type: 'person.openAccount', person }, today);
  if (!result.ok) throw invalidRequest(result.faults);
  return result.row;
}
