// SPDX-License-Identifier: Apache-2.0

/** What can be wrong with a field of a request, whatever library checked it. Part of the closed list, each with its HTTP status. */
export const FIELD_ERROR_STATUS = {
  FIELD_MISSING: 400,
  FIELD_TYPE: 400,
  FIELD_RANGE: 400,
  FIELD_FORMAT: 400,
  FIELD_NOT_ALLOWED: 400,
  FIELD_UNKNOWN: 400,
  FIELD_REPEATED: 400,
} as const satisfies Record<string, number>;

/** A code of a field's fault. */
export type FieldErrorCode = keyof typeof FIELD_ERROR_STATUS;
