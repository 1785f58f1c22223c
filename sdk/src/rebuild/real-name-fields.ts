// SPDX-License-Identifier: Apache-2.0
import type { PersonInput } from '@unionid/domain/api';
import { DomainError, invalidRequest } from '@unionid/domain/errors';
import { memberFields, readCounterEntry } from '@unionid/domain/forms';
import type { Fields } from '@unionid/domain/privacy';

/**
 * The fields that the root commits to must be exactly those that the form's own rules make of what was entered, repairs
 * included. Whether the person may be enrolled is not asked here.
 * @param today in China
 * @throws DomainError PARTS_MISMATCH with the names of the fields that differ, never their values; INVALID_REQUEST for a
 * person that no gateway should have taken
 */
export function assertSameFields(person: PersonInput, fields: Fields, today: string): void {
  const result = readCounterEntry({ type: 'person.openAccount', person }, today);
  if (!result.ok) throw invalidRequest(result.faults);
  const own: Fields = memberFields(result.row);
  const names = new Set([...Object.keys(own), ...Object.keys(fields)]);
  const differing = [...names].filter((name) => own[name] !== fields[name]);
  if (differing.length > 0) throw new DomainError('PARTS_MISMATCH', { fields: differing });
}
