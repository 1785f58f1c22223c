// SPDX-License-Identifier: Apache-2.0
// In plain code, because neither Node 24 nor every browser has it in the language yet; on the 16 to 65 bytes that are
// encoded here it takes as long as Node's Buffer.
import { DomainError } from '../errors/index.js';

const CANONICAL = /^(?:[A-Za-z0-9_-]{4})*(?:[A-Za-z0-9_-][AQgw]|[A-Za-z0-9_-]{2}[AEIMQUYcgkosw048])?$/;
const DIGITS = Array.from('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_');
/** Both digits of twelve bits. */
const PAIRS = DIGITS.flatMap((high) => DIGITS.map((low) => high + low));
/** Six bits by the code unit of their digit. */
const VALUES = new Uint8Array(128);
for (const [value, digit] of DIGITS.entries()) VALUES[digit.charCodeAt(0)] = value;

/** RFC 4648 §5 without padding. */
export function toBase64url(bytes: Uint8Array): string {
  const byteAt = (index: number): number => bytes[index] ?? 0;
  let text = '';
  for (let index = 0; index < bytes.length; index += 3) {
    const bits = (byteAt(index) << 16) | (byteAt(index + 1) << 8) | byteAt(index + 2);
    text += (PAIRS[bits >> 12] ?? '') + (PAIRS[bits & 0xfff] ?? '');
  }
  // The digits of bytes that were not there.
  const missing = (3 - (bytes.length % 3)) % 3;
  return missing === 0 ? text : text.slice(0, -missing);
}

/**
 * Strict inverse: only the one canonical spelling is accepted.
 * @throws DomainError INVALID_REQUEST
 */
export function fromBase64url(text: string): Uint8Array {
  if (!CANONICAL.test(text)) throw new DomainError('INVALID_REQUEST', { reason: 'not base64url' });
  const valueAt = (index: number): number => VALUES[text.charCodeAt(index)] ?? 0;
  const bytes = new Uint8Array(Math.floor((text.length * 3) / 4));
  for (let index = 0, end = 0; index < text.length; index += 4, end += 3) {
    const high = (valueAt(index) << 6) | valueAt(index + 1);
    const low = (valueAt(index + 2) << 6) | valueAt(index + 3);
    // What lies behind the end is not written.
    bytes[end] = high >> 4;
    bytes[end + 1] = ((high & 15) << 4) | (low >> 8);
    bytes[end + 2] = low & 0xff;
  }
  return bytes;
}

/** RFC 4648 §4, padded. */
export function toBase64(bytes: Uint8Array): string {
  const text = toBase64url(bytes).replaceAll('-', '+').replaceAll('_', '/');
  return text + '='.repeat((4 - (text.length % 4)) % 4);
}

/** Strict inverse of {@link toBase64}. @throws DomainError INVALID_REQUEST */
export function fromBase64(text: string): Uint8Array {
  const bytes = fromBase64url(
    text
      .replace(/={1,2}$/, '')
      .replaceAll('+', '-')
      .replaceAll('/', '_'),
  );
  if (toBase64(bytes) !== text) throw new DomainError('INVALID_REQUEST', { reason: 'not base64' });
  return bytes;
}
