// SPDX-License-Identifier: Apache-2.0
export { ERROR_STATUS, type ErrorCode } from './codes.js';
export { type FieldErrorCode } from './field-codes.js';
export { invalidRequest, type FieldFault } from './invalid-request.js';
export { refusalOf, unlessRefused } from './refusal.js';
export { type RowErrorCode } from './row-codes.js';
export { asDomainError, DomainError, type ErrorDetails } from './domain-error.js';
export { decodeError, encodeError, isErrorCode } from './wire-envelope.js';
