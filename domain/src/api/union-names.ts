// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod/mini';
import { pageOf, type Page } from './page.js';

/** orgId → name. */
export type UnionNames = Readonly<Record<string, string>>;

/**
 * Part of answers that people read: the names of the unions that stand in it, as of the block that it is of, else as of now. A union
 * whose name nobody has is left out.
 */
export const unionNamed = { unionNames: z.optional(z.record(z.string(), z.string())) };

/** A page of what names unions, as `pageOf`. */
export const namedPageOf = <T extends z.ZodMiniType>(
  item: T,
): z.ZodMiniObject<ReturnType<typeof pageOf<T>>['shape'] & typeof unionNamed> =>
  z.object({ ...pageOf(item).shape, ...unionNamed });

export interface NamedPage<T> extends Page<T> {
  readonly unionNames?: UnionNames;
}
