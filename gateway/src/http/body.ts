// SPDX-License-Identifier: Apache-2.0
import type { IncomingMessage } from 'node:http';
import { createHash } from 'node:crypto';
import { DomainError } from '@unionid/domain/errors';

/** Bytes of a body where a route says nothing else. */
export const DEFAULT_MAX_BODY_BYTES = 64 * 1_024;

const JSON_TYPE = /^application\/json(?:\s*;\s*charset="?utf-8"?)?$/i;

/** @throws DomainError UNSUPPORTED_MEDIA_TYPE for anything but plain JSON in UTF-8 */
export function assertJson(request: IncomingMessage): void {
  if (!JSON_TYPE.test(request.headers['content-type'] ?? '')) throw new DomainError('UNSUPPORTED_MEDIA_TYPE');
}

/** A compressed body may grow without bound when it is opened. @throws DomainError UNSUPPORTED_MEDIA_TYPE */
export function assertNotEncoded(request: IncomingMessage): void {
  const encoding = request.headers['content-encoding'] ?? 'identity';
  if (encoding.toLowerCase() !== 'identity') throw new DomainError('UNSUPPORTED_MEDIA_TYPE');
}

/** The whole body. @throws DomainError TOO_LARGE */
export function readBody(request: IncomingMessage, maxBytes: number): Promise<Uint8Array> {
  // By events: for the short bodies of most requests the machinery of an async iterator costs more than the rest.
  return new Promise((resolve, reject) => {
    if (declaredBytes(request) > maxBytes) {
      reject(tooLarge(maxBytes));
      return;
    }
    const chunks: Buffer[] = [];
    let bytes = 0;
    request.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes > maxBytes) reject(tooLarge(maxBytes));
      else chunks.push(chunk);
    });
    request.once('end', () => resolve(Buffer.concat(chunks)));
    request.once('error', reject);
  });
}

/**
 * The body of a signed request as a stream that fails at its end where it is not what was signed: whoever reads it
 * must not act before it ends.
 * @throws DomainError TOO_LARGE, UNAUTHENTICATED
 */
export async function* verifiedBody(
  request: IncomingMessage,
  { maxBytes, contentDigest }: { readonly maxBytes: number; readonly contentDigest: string },
): AsyncGenerator<Uint8Array> {
  const digest = createHash('sm3');
  for await (const chunk of boundedBody(request, maxBytes)) {
    digest.update(chunk);
    yield chunk;
  }
  if (`sm3=:${digest.digest('base64')}:` !== contentDigest)
    throw new DomainError('UNAUTHENTICATED', { reason: 'content digest' });
}

async function* boundedBody(request: IncomingMessage, maxBytes: number): AsyncGenerator<Uint8Array> {
  if (declaredBytes(request) > maxBytes) throw tooLarge(maxBytes);
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > maxBytes) throw tooLarge(maxBytes);
    yield chunk;
  }
}

function declaredBytes(request: IncomingMessage): number {
  return Number(request.headers['content-length'] ?? 0);
}

function tooLarge(limit: number): DomainError {
  return new DomainError('TOO_LARGE', { limit });
}
