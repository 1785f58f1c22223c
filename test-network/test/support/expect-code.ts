// SPDX-License-Identifier: Apache-2.0
import { AssertionError } from 'chai';
import { ApiError } from '@unionid/sdk';
import { DomainError, type ErrorCode } from '@unionid/domain/errors';

/** Resolves with the error when the promise is refused with this code; tests assert codes, never prose. */
export async function expectCode(
  promise: Promise<unknown>,
  code: ErrorCode,
): Promise<DomainError | ApiError> {
  let value: unknown;
  try {
    value = await promise;
  } catch (error) {
    if ((error instanceof DomainError || error instanceof ApiError) && error.code === code) return error;
    throw new AssertionError(`expected ${code}, got ${String(error)}`, { showDiff: false });
  }
  throw new AssertionError(`expected ${code}, got an answer: ${JSON.stringify(value)}`, { showDiff: false });
}
