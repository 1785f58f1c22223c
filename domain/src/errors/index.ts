// SPDX-License-Identifier: Apache-2.0
export { ERROR_CATALOGUE, type ErrorCode, type ErrorEntry, type ErrorText } from './catalogue.js';
export { asDomainError, DomainError, type ErrorDetails } from './domain-error.js';
export { decodeError, encodeError, isErrorCode } from './wire-envelope.js';
