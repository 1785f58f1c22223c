// SPDX-License-Identifier: Apache-2.0
import { AssertionError } from 'chai';
import type { ErrorCode } from '#src/errors/index.js';

/** A refusal, whoever tells it: a DomainError, or the error of a client that carries the same. */
export interface Refusal extends Error {
  readonly code: string;
  readonly details: Readonly<Record<string, unknown>>;
}

/**
 * That some work is refused with this code: a promise rejects, or a function throws. Tests look at codes, never at prose.
 * @returns the refusal, for a look at its details
 */
export function expectCode(work: Promise<unknown>, code: ErrorCode): Promise<Refusal>;
export function expectCode(work: () => unknown, code: ErrorCode): Refusal;
export function expectCode(
  work: Promise<unknown> | (() => unknown),
  code: ErrorCode,
): Promise<Refusal> | Refusal {
  if (typeof work !== 'function')
    return work.then(
      (answer) => failOn(answer, code),
      (error: unknown) => toRefusal(error, code),
    );
  let answer: unknown;
  try {
    answer = work();
  } catch (error) {
    return toRefusal(error, code);
  }
  return failOn(answer, code);
}

function toRefusal(error: unknown, code: ErrorCode): Refusal {
  if (isRefusal(error) && error.code === code) return error;
  throw new AssertionError(`expected ${code}, got ${String(error)}`, { showDiff: false, cause: error });
}

function isRefusal(error: unknown): error is Refusal {
  return error instanceof Error && 'code' in error && 'details' in error;
}

function failOn(answer: unknown, code: ErrorCode): never {
  throw new AssertionError(`expected ${code}, got an answer: ${JSON.stringify(answer)}`, { showDiff: false });
}
