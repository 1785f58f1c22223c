// SPDX-License-Identifier: Apache-2.0
import type { Page } from '@unionid/domain/api';
import { decodeUtf8, encodeUtf8, fromBase64url, toBase64url } from '@unionid/domain/encoding';
import { invalidRequest } from '@unionid/domain/errors';
import * as z from 'zod/mini';
import type { PageRequest } from './page-request.js';

const parts = z.array(z.union([z.string(), z.int()]));

/** Sort key of a row. */
type CursorKey = readonly (string | number)[];

/**
 * Cursors of one list, opaque to the client: the list's name and the sort key of the last row that the client has, so that rows
 * written meanwhile are neither lost nor doubled. What is no cursor of this list is refused: an empty page would say that the
 * list has come to its end.
 */
export class ListCursor<Key extends CursorKey> {
  readonly #list: string;
  readonly #key: z.ZodMiniType<Key>;

  constructor(list: string, key: z.ZodMiniType<Key>) {
    this.#list = list;
    this.#key = key;
  }

  /** The sort key after which a page begins; undefined for the first page. @throws DomainError INVALID_REQUEST */
  after({ cursor }: PageRequest): Key | undefined {
    return cursor === undefined ? undefined : this.#read(cursor);
  }

  #read(cursor: string): Key {
    try {
      const [list, ...key] = parts.parse(JSON.parse(decodeUtf8(fromBase64url(cursor))));
      if (list === this.#list) return this.#key.parse(key);
    } catch {
      // Whatever it is, it is none of ours.
    }
    throw invalidRequest([{ path: 'cursor', code: 'FIELD_FORMAT' }]);
  }

  /** Makes a page of `limit` rows out of at most one more: that one only tells that there is a next page. */
  page<R, T>(
    rows: readonly R[],
    { limit }: PageRequest,
    { keyOf, toItem }: { keyOf: (row: R) => Key; toItem: (row: R) => T },
  ): Page<T> {
    const shown = rows.slice(0, limit);
    const last = shown.at(-1);
    const items = shown.map(toItem);
    if (rows.length <= limit || last === undefined) return { items };
    return { items, next: toBase64url(encodeUtf8(JSON.stringify([this.#list, ...keyOf(last)]))) };
  }
}
