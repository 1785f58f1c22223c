// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import { DomainError, type ErrorCode } from '#src/errors/index.js';

/** Runs `work`, which must throw a DomainError with this code; returns it for a look at its details. */
export function expectCode(code: ErrorCode, work: () => unknown): DomainError {
  try {
    work();
  } catch (error) {
    expect(error).to.be.instanceOf(DomainError);
    expect((error as DomainError).code).to.equal(code);
    return error as DomainError;
  }
  throw new Error(`expected ${code}, but nothing was thrown`);
}
