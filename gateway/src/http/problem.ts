// SPDX-License-Identifier: Apache-2.0
import type { ProblemDocument } from '@unionid/domain/api';
import { ERROR_CATALOGUE } from '@unionid/domain/error-texts';
import { asDomainError, DomainError, invalidRequest, type ErrorCode } from '@unionid/domain/errors';
import { DatabaseUnavailableError, UnstorableValueError } from '../database/database-errors.js';

const PROBLEM_TYPE = 'application/problem+json';

// Seconds after which the same request is worth repeating; the others tell the person at once.
const RETRY_AFTER: Partial<Record<ErrorCode, number>> = {
  TOO_MANY_REQUESTS: 1,
  NOT_READY: 2,
  LEDGER_BEHIND: 2,
  DATABASE_UNAVAILABLE: 2,
  HEIGHT_NOT_REACHED: 1,
};

/** RFC 9457 document of an error: the catalogue's words, details only below 500. */
export function toProblem(error: unknown, requestId: string): ProblemDocument {
  const { code, details } = toRefusal(error);
  const { status, zh, en } = ERROR_CATALOGUE[code];
  const { transactionId } = details;
  return {
    type: `urn:unionid:error:${code}`,
    title: `${zh.cause} ${en.cause}`,
    ...{ status, code, requestId },
    detail: { zh: zh.cause, en: en.cause },
    next: { zh: zh.next, en: en.next },
    ...(status < 500 && Object.keys(details).length > 0 && { details: { ...details } }),
    ...(typeof transactionId === 'string' && { transactionId }),
  };
}

/** Headers that go with a refusal. */
export function problemHeaders({ code, status, details = {} }: ProblemDocument): Record<string, string> {
  const { retrySeconds, allow } = details;
  const seconds = typeof retrySeconds === 'number' ? retrySeconds : RETRY_AFTER[code as ErrorCode];
  return {
    'content-type': `${PROBLEM_TYPE}; charset=utf-8`,
    ...(seconds !== undefined && { 'retry-after': String(seconds) }),
    // RFC 9110 §15.5.6 wants the methods that there are with each 405.
    ...(status === 405 && Array.isArray(allow) && { allow: allow.join(', ') }),
    // RFC 9110 §11.6.1 wants a challenge with each 401; the scheme is RFC 9421's header by name.
    ...(status === 401 && { 'www-authenticate': 'Signature' }),
  };
}

/** The refusal that an error is; what nobody foresaw is INTERNAL and tells nothing. */
export function toRefusal(error: unknown): DomainError {
  const refusal = asDomainError(error);
  if (refusal !== undefined) return refusal;
  if (error instanceof DatabaseUnavailableError)
    return new DomainError('DATABASE_UNAVAILABLE', {}, { cause: error });
  // Values the gateway makes itself can be stored; one that can not came with the request.
  if (error instanceof UnstorableValueError) return new DomainError('INVALID_REQUEST', {}, { cause: error });
  // Express' own: an address that is not well-formed percent encoding.
  if (error instanceof URIError) return invalidRequest([{ path: 'path', code: 'FIELD_FORMAT' }]);
  return new DomainError('INTERNAL', {}, { cause: error });
}
