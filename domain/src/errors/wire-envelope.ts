// SPDX-License-Identifier: Apache-2.0
import { ERROR_STATUS, type ErrorCode } from './codes.js';
import { DomainError, type ErrorDetails } from './domain-error.js';

// Only an error's message leaves the contract API, always with status 500, and the peer puts a sentence in front
// (fabric-facts.md §2.3): so the message itself is the envelope, a compact JSON object found by its first brace.

/** The text by which a refusal crosses the Fabric wire: `{"code":…,"details":…}`. */
export function encodeError(error: DomainError): string {
  return JSON.stringify({ code: error.code, details: error.details });
}

/** Finds the envelope in a peer's text; undefined where there is none or its code is not of the closed list. */
export function decodeError(text: string): DomainError | undefined {
  const start = text.indexOf('{"code":');
  if (start < 0) return undefined;
  const parsed = parseObject(text.slice(start, text.lastIndexOf('}') + 1));
  if (parsed === undefined || !isErrorCode(parsed.code)) return undefined;
  const details = parsed.details;
  return new DomainError(parsed.code, isDetails(details) ? details : {});
}

/** True for a code of the closed list. */
export function isErrorCode(value: unknown): value is ErrorCode {
  return typeof value === 'string' && Object.hasOwn(ERROR_STATUS, value);
}

// The text starts with a brace: it is an object or no JSON at all.
function parseObject(text: string): Record<string, unknown> | undefined {
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    return undefined;
  }
}

function isDetails(value: unknown): value is ErrorDetails {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  return Object.values(value).every((detail) => isScalar(detail) || isTextList(detail));
}

function isScalar(value: unknown): boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}

function isTextList(value: unknown): boolean {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}
