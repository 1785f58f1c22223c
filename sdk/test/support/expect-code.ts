// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import { asDomainError, type ErrorCode } from '@unionid/domain/errors';
import { ApiError } from '#src/index.js';

/** Runs `work`, which must fail with this code; returns the details. */
export async function expectCode(
  code: ErrorCode,
  work: () => unknown,
): Promise<Readonly<Record<string, unknown>>> {
  try {
    await work();
  } catch (error) {
    const known = error instanceof ApiError ? error : asDomainError(error);
    if (known === undefined) throw error;
    expect(known.code).to.equal(code);
    return known.details;
  }
  throw new Error(`expected ${code}, but nothing was thrown`);
}
