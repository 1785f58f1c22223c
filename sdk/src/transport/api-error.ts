// SPDX-License-Identifier: Apache-2.0
import { ERROR_CATALOGUE, type ErrorText } from '@unionid/domain/error-texts';
import { isErrorCode, type ErrorCode } from '@unionid/domain/errors';

/** What is known about a refusal or a failure besides its code. */
export interface ApiErrorParts {
  readonly status: number;
  readonly details?: Readonly<Record<string, unknown>>;
  readonly requestId?: string;
  readonly transactionId?: string;
  readonly cause?: unknown;
}

/** A refusal by gateway or ledger, or a failure to reach them. `code` tells which; texts are for people. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  /** Of the closed list; open to codes of a newer gateway. */
  readonly code: ErrorCode | (string & {});
  /** HTTP status; 0 where no answer came. */
  readonly status: number;
  readonly details: Readonly<Record<string, unknown>>;
  readonly requestId: string | undefined;
  /** Present once something was submitted: ask for its outcome by it. */
  readonly transactionId: string | undefined;

  constructor(code: ErrorCode | (string & {}), parts: ApiErrorParts) {
    super(`${code}: ${errorText(code, 'en').cause}`, { cause: parts.cause });
    this.code = code;
    this.status = parts.status;
    this.details = parts.details ?? {};
    this.requestId = parts.requestId;
    this.transactionId = parts.transactionId;
  }
}

/** Cause and next step of a code in one language; an unknown code reads as an internal error. */
export function errorText(code: string, language: 'zh' | 'en'): ErrorText {
  return ERROR_CATALOGUE[isErrorCode(code) ? code : 'INTERNAL'][language];
}
