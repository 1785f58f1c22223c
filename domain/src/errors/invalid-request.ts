// SPDX-License-Identifier: Apache-2.0
import { DomainError } from './domain-error.js';
import type { FieldErrorCode } from './field-codes.js';
import type { RowErrorCode } from './row-codes.js';

/** A field that is wrong: where it stands, and a code of the closed list. Never the value, which may be personal. */
export interface FieldFault {
  /** Names apart by dots: `person.docNumber`. */
  readonly path: string;
  readonly code: FieldErrorCode | RowErrorCode;
}

/** INVALID_REQUEST whose `fields` are the faults as `path: CODE`. */
export function invalidRequest(faults: readonly FieldFault[], options?: ErrorOptions): DomainError {
  const fields = faults.map(({ path, code }) => `${path}: ${code}`);
  return new DomainError('INVALID_REQUEST', { fields }, options);
}
