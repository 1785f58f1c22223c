// SPDX-License-Identifier: Apache-2.0
import type { ErrorCode } from './codes.js';

/** Values an error may carry: small, never personal (architecture.md §5). */
export type ErrorDetails = Readonly<Record<string, string | number | boolean | readonly string[]>>;

/** A refusal every layer understands: its code is the contract; the words to it are put by whoever shows it. */
export class DomainError extends Error {
  override readonly name = 'DomainError';
  readonly code: ErrorCode;
  readonly details: ErrorDetails;

  constructor(code: ErrorCode, details: ErrorDetails = {}, options?: ErrorOptions) {
    super(code, options);
    this.code = code;
    this.details = details;
  }
}

/** Wraps nothing: returns the DomainError that `error` is, or undefined. */
export function asDomainError(error: unknown): DomainError | undefined {
  return error instanceof DomainError ? error : undefined;
}
