// SPDX-License-Identifier: Apache-2.0
import { DomainError } from '../errors/index.js';

/** What may be signed or stored: no floats, no undefined, no dates, no lone surrogates. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const LONE_SURROGATE = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/;

/**
 * The one value→text function: RFC 8785 (JCS) restricted to safe integers, so that every language agrees byte for
 * byte. Keys are sorted by UTF-16 code units, as the RFC says.
 * @throws DomainError NOT_CANONICAL for a value that has no canonical form.
 */
export function canonicalJson(value: unknown): string {
  switch (typeof value) {
    case 'string':
      return canonicalString(value);
    case 'boolean':
      return value ? 'true' : 'false';
    case 'number':
      return canonicalNumber(value);
    case 'object':
      return value === null ? 'null' : canonicalObject(value);
    default:
      throw new DomainError('NOT_CANONICAL', { type: typeof value });
  }
}

/** {@link canonicalJson} as UTF-8 bytes: what is signed and hashed. */
export function canonicalBytes(value: unknown): Uint8Array {
  return encoder.encode(canonicalJson(value));
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

/** UTF-8 text of bytes. @throws DomainError NOT_CANONICAL for bytes that are not UTF-8. */
export function decodeUtf8(bytes: Uint8Array): string {
  try {
    return decoder.decode(bytes);
  } catch {
    throw new DomainError('NOT_CANONICAL', { reason: 'not UTF-8' });
  }
}

/** UTF-8 bytes of text. */
export function encodeUtf8(text: string): Uint8Array {
  return encoder.encode(text);
}

function canonicalString(text: string): string {
  if (LONE_SURROGATE.test(text)) throw new DomainError('NOT_CANONICAL', { reason: 'lone surrogate' });
  return JSON.stringify(text);
}

function canonicalNumber(value: number): string {
  if (!Number.isSafeInteger(value) || Object.is(value, -0)) {
    throw new DomainError('NOT_CANONICAL', { reason: 'not a safe integer' });
  }
  return String(value);
}

function canonicalObject(value: object): string {
  if (Array.isArray(value)) return `[${value.map((item) => canonicalJson(item)).join(',')}]`;
  if (!isPlain(value)) throw new DomainError('NOT_CANONICAL', { reason: 'not a plain object' });
  const keys = Object.keys(value).sort(byCodeUnits);
  return `{${keys.map((key) => `${canonicalString(key)}:${canonicalJson(value[key])}`).join(',')}}`;
}

function isPlain(value: object): value is Record<string, unknown> {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

function byCodeUnits(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
