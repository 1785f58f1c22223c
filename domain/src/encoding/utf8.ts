// SPDX-License-Identifier: Apache-2.0
import { DomainError } from '../errors/index.js';

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
/** Code units up to which plain code is faster than the way into TextEncoder; a record has forty texts of this kind. */
const SHORT = 64;

/** UTF-8 text of bytes. @throws DomainError NOT_CANONICAL for bytes that are not UTF-8. */
export function decodeUtf8(bytes: Uint8Array): string {
  try {
    return decoder.decode(bytes);
  } catch {
    throw new DomainError('NOT_CANONICAL', { reason: 'not UTF-8' });
  }
}

/** UTF-8 bytes of text; a lone surrogate becomes U+FFFD, as everywhere on the web. */
export function encodeUtf8(text: string): Uint8Array {
  return (text.length <= SHORT ? encodeShort(text) : undefined) ?? encoder.encode(text);
}

/** Text without surrogates; undefined where there is one. */
function encodeShort(text: string): Uint8Array | undefined {
  const bytes = new Uint8Array(3 * text.length);
  let end = 0;
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    if (unit < 0x80) bytes[end++] = unit;
    else if (unit < 0x800) {
      bytes[end++] = 0xc0 | (unit >> 6);
      bytes[end++] = 0x80 | (unit & 0x3f);
    } else if (unit < 0xd800 || unit > 0xdfff) {
      bytes[end++] = 0xe0 | (unit >> 12);
      bytes[end++] = 0x80 | ((unit >> 6) & 0x3f);
      bytes[end++] = 0x80 | (unit & 0x3f);
    } else return undefined;
  }
  return bytes.subarray(0, end);
}
