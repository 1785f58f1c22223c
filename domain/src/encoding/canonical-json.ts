// SPDX-License-Identifier: Apache-2.0
import { DomainError } from '../errors/index.js';
import { encodeUtf8 } from './utf8.js';

/** What may be signed or stored: no floats, no undefined, no dates, no lone surrogates. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** Without a bound, how deep a text may nest would depend on a peer's stack, and endorsers would differ. */
const MAX_DEPTH = 32;

/**
 * The one value→text function: RFC 8785 (JCS) restricted to safe integers, so that every language agrees byte for
 * byte. Keys are sorted by UTF-16 code units, as the RFC says.
 * @throws DomainError NOT_CANONICAL for a value that has no canonical form, or nests deeper than 32.
 */
export function canonicalJson(value: unknown): string {
  return write(value, MAX_DEPTH);
}

/** {@link canonicalJson} as UTF-8 bytes: what is signed and hashed. */
export function canonicalBytes(value: unknown): Uint8Array {
  return encodeUtf8(canonicalJson(value));
}

/**
 * Parses text that must already be canonical, so that one content has one signature and one hash.
 * @throws DomainError NOT_CANONICAL for anything else: spaces, other key order, duplicate keys, floats.
 */
export function parseCanonicalJson(text: string): Json {
  let value: Json;
  try {
    value = JSON.parse(text) as Json;
  } catch {
    throw new DomainError('NOT_CANONICAL', { reason: 'not JSON' });
  }
  if (canonicalJson(value) !== text)
    throw new DomainError('NOT_CANONICAL', { reason: 'not in canonical form' });
  return value;
}

function write(value: unknown, depth: number): string {
  switch (typeof value) {
    case 'string':
      return writeString(value);
    case 'boolean':
      return value ? 'true' : 'false';
    case 'number':
      return writeNumber(value);
    case 'object':
      return value === null ? 'null' : writeObject(value, depth);
    default:
      throw new DomainError('NOT_CANONICAL', { type: typeof value });
  }
}

// Printable ASCII that JSON does not escape: nearly every text on the ledger, at half the price.
const PLAIN = /^[ !#-[\]-~]*$/;

function writeString(text: string): string {
  if (PLAIN.test(text)) return `"${text}"`;
  if (!text.isWellFormed()) throw new DomainError('NOT_CANONICAL', { reason: 'lone surrogate' });
  return JSON.stringify(text);
}

function writeNumber(value: number): string {
  if (!Number.isSafeInteger(value) || Object.is(value, -0)) {
    throw new DomainError('NOT_CANONICAL', { reason: 'not a safe integer' });
  }
  return String(value);
}

function writeObject(value: object, depth: number): string {
  if (depth === 0) throw new DomainError('NOT_CANONICAL', { reason: 'nested too deep' });
  if (Array.isArray(value)) return writeArray(value, depth);
  if (!isPlain(value)) throw new DomainError('NOT_CANONICAL', { reason: 'not a plain object' });
  let text = '';
  for (const key of sortedKeys(value))
    text += `${text === '' ? '{' : ','}${writeString(key)}:${write(value[key], depth - 1)}`;
  return text === '' ? '{}' : `${text}}`;
}

// By index: a hole is undefined then, which is refused; map would skip it and write `[1,,2]`.
function writeArray(items: readonly unknown[], depth: number): string {
  let text = '[';
  for (let index = 0; index < items.length; index += 1)
    text += `${index === 0 ? '' : ','}${write(items[index], depth - 1)}`;
  return `${text}]`;
}

/** Keys by UTF-16 code units; what was parsed from canonical text has them in order. */
function sortedKeys(value: object): readonly string[] {
  const keys = Object.keys(value);
  return keys.every((key, index) => index === 0 || (keys[index - 1] ?? '') < key) ? keys : keys.sort();
}

function isPlain(value: object): value is Record<string, unknown> {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
