// SPDX-License-Identifier: Apache-2.0
import type { Page } from '@unionid/domain/api';
import { encodeUtf8, fromBase64url, toBase64url } from '@unionid/domain/encoding';
import { invalidRequest } from '@unionid/domain/errors';
import * as z from 'zod';
import type { PageRequest } from './page-request.js';

// Opaque to the client: the sort key of the last row it has, so that rows written meanwhile are neither lost nor doubled.
const keySchema = z
  .array(z.union([z.string(), z.int()]))
  .min(1)
  .max(4);

/** Sort key of a row. */
export type CursorKey = readonly (string | number)[];

/** Spells the key of the last row of a page. */
function toCursor(key: CursorKey): string {
  return toBase64url(encodeUtf8(JSON.stringify(key)));
}

/** Reads a cursor back. @throws DomainError INVALID_REQUEST for one that this gateway did not make */
export function parseCursor(cursor: string): CursorKey {
  try {
    return keySchema.parse(JSON.parse(Buffer.from(fromBase64url(cursor)).toString('utf8')));
  } catch {
    throw invalidRequest([{ path: 'cursor', code: 'FIELD_FORMAT' }]);
  }
}

/** Makes a page of `limit` rows out of at most one more: that one only tells that there is a next page. */
export function toPage<R, T>(
  rows: readonly R[],
  { limit }: PageRequest,
  { keyOf, toItem }: { keyOf: (row: R) => CursorKey; toItem: (row: R) => T },
): Page<T> {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  const items = shown.map(toItem);
  return rows.length > limit && last !== undefined ? { items, next: toCursor(keyOf(last)) } : { items };
}
