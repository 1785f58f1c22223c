// SPDX-License-Identifier: Apache-2.0
export { ERROR_CATALOGUE, type ErrorCode } from './catalogue.js';
export { type ErrorEntry, type ErrorText } from './error-entry.js';
export { type RowErrorCode } from './row-errors.js';
export { asDomainError, DomainError, type ErrorDetails } from './domain-error.js';
export { decodeError, encodeError, isErrorCode } from './wire-envelope.js';
