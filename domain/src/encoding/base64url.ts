// SPDX-License-Identifier: Apache-2.0
import { DomainError } from '../errors/index.js';

const CANONICAL = /^(?:[A-Za-z0-9_-]{4})*(?:[A-Za-z0-9_-][AQgw]|[A-Za-z0-9_-]{2}[AEIMQUYcgkosw048])?$/;

/** RFC 4648 §5 without padding. */
export function toBase64url(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64url');
}

/**
 * Strict inverse: only the one canonical spelling is accepted, because Buffer silently drops foreign characters.
 * @throws DomainError INVALID_REQUEST
 */
export function fromBase64url(text: string): Uint8Array {
  if (!CANONICAL.test(text)) throw new DomainError('INVALID_REQUEST', { reason: 'not base64url' });
  return new Uint8Array(Buffer.from(text, 'base64url'));
}
