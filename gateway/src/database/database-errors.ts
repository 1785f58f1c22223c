// SPDX-License-Identifier: Apache-2.0

/**
 * The database can not be reached, or the connection broke off: what was asked may or may not have been done. No
 * DomainError on purpose: it decides nothing, and must never be taken for a refusal of the contract.
 */
export class DatabaseUnavailableError extends Error {
  override readonly name = 'DatabaseUnavailableError';

  constructor(cause?: unknown) {
    super('the database can not be reached', { cause });
  }
}

/** The database can not hold or compare this value, such as text with a NUL. */
export class UnstorableValueError extends Error {
  override readonly name = 'UnstorableValueError';

  /** The database's own message would repeat the value. @param code its SQLSTATE */
  constructor(code: string) {
    super(`the database does not take this value (${code})`);
  }
}

/** The gateway can not start on this database; the message says what to change. */
export class DatabaseStartError extends Error {
  override readonly name: string = 'DatabaseStartError';
}
