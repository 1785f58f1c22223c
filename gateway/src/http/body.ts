// SPDX-License-Identifier: Apache-2.0
import type { IncomingMessage } from 'node:http';
import { createHash } from 'node:crypto';
import { DomainError } from '@unionid/domain/errors';
import type { RouteDescription } from './route.js';

/** Bytes of a body where a route says nothing else. */
const DEFAULT_MAX_BODY_BYTES = 64 * 1_024;
/** How long a body that is kept in memory may take, and how long an upload may say nothing, in milliseconds. */
export const BODY_MS = 15_000;
/** What an upload brings at the least in each second that it is waited for, after the first {@link BODY_MS} of them. */
export const LEAST_BYTES_PER_SECOND = 16 * 1_024;

const JSON_TYPE = /^application\/json(?:\s{0,8};\s{0,8}charset="?utf-8"?)?$/i;

/** Bytes of a route's body at the most; one without a body takes none. */
export function maxBodyBytes({ body, mediaTypes, maxBodyBytes: own }: RouteDescription): number {
  return body === undefined && mediaTypes === undefined ? 0 : (own ?? DEFAULT_MAX_BODY_BYTES);
}

/**
 * What the headers say of a body, before anything of it is read.
 * @throws DomainError UNSUPPORTED_MEDIA_TYPE, TOO_LARGE
 */
export function assertBodyDeclared(route: RouteDescription, { headers }: IncomingMessage): void {
  // A compressed body may grow without bound when it is opened.
  if ((headers['content-encoding'] ?? 'identity').toLowerCase() !== 'identity') throw unsupported();
  if (!isMediaTypeOf(route, headers['content-type'] ?? '')) throw unsupported();
  const limit = maxBodyBytes(route);
  if (Number(headers['content-length'] ?? 0) > limit) throw tooLarge(limit);
}

function isMediaTypeOf({ body, mediaTypes }: RouteDescription, type: string): boolean {
  if (mediaTypes === undefined) return body === undefined || JSON_TYPE.test(type);
  const [essence = ''] = type.split(';');
  return mediaTypes.includes(essence.trim().toLowerCase());
}

/** The whole body. @throws DomainError TOO_LARGE, REQUEST_TIMEOUT, REQUEST_ABORTED */
export function readBody(
  request: IncomingMessage,
  { maxBytes, withinMs = BODY_MS }: { readonly maxBytes: number; readonly withinMs?: number },
): Promise<Uint8Array> {
  // By events: for the short bodies of most requests the machinery of an async iterator costs more than the rest.
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new DomainError('REQUEST_TIMEOUT')), withinMs);
    const chunks: Buffer[] = [];
    let bytes = 0;
    request.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes > maxBytes) reject(tooLarge(maxBytes));
      else chunks.push(chunk);
    });
    request.once('end', () => resolve(Buffer.concat(chunks)));
    request.once('error', () => reject(new DomainError('REQUEST_ABORTED')));
    request.once('close', () => {
      clearTimeout(late);
      // Of each request: an error that says nothing any more would cost half as much as its signature.
      if (!request.complete) reject(new DomainError('REQUEST_ABORTED'));
    });
  });
}

/**
 * The body of a signed request as a stream that fails at its end where it is not what was signed: whoever reads it
 * must not act before it ends.
 * @throws DomainError TOO_LARGE, UNAUTHENTICATED, REQUEST_TIMEOUT, REQUEST_ABORTED
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
  let bytes = 0;
  let waitedMs = 0;
  // By hand: a loop that ends early, or a request destroyed, ends the connection, and the refusal would never arrive.
  const chunks = request[Symbol.asyncIterator]() as AsyncIterator<Buffer, undefined>;
  try {
    for (;;) {
      const asked = performance.now();
      const dueMs = BODY_MS + (bytes * 1_000) / LEAST_BYTES_PER_SECOND - waitedMs;
      const next = await inTime(chunks.next(), Math.min(BODY_MS, dueMs));
      waitedMs += performance.now() - asked;
      if (next.done === true) return;
      bytes += next.value.length;
      if (bytes > maxBytes) throw tooLarge(maxBytes);
      yield next.value;
    }
  } catch (error) {
    throw error instanceof DomainError ? error : new DomainError('REQUEST_ABORTED', {}, { cause: error });
  }
}

/** What a client sends before it has kept us waiting for too long. @throws DomainError REQUEST_TIMEOUT */
async function inTime<T>(next: Promise<T>, withinMs: number): Promise<T> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(new DomainError('REQUEST_TIMEOUT')), withinMs);
  try {
    return await Promise.race([next, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}

function tooLarge(limit: number): DomainError {
  return new DomainError('TOO_LARGE', { limit });
}

function unsupported(): DomainError {
  return new DomainError('UNSUPPORTED_MEDIA_TYPE');
}
