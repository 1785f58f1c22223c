// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import { DomainError, type ErrorCode } from '@unionid/domain/errors';

/** Asserts that the promise is refused with this code. */
export async function expectCode(promise: Promise<unknown>, code: ErrorCode): Promise<DomainError> {
  const error = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error, `expected a refusal with ${code}`).to.be.instanceOf(DomainError);
  expect((error as DomainError).code).to.equal(code);
  return error as DomainError;
}
