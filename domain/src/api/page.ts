// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod/mini';
import { wholeNumber } from './whole-number.js';

/** Where a list goes on. People type it again, so that it is one word to a shell. */
export const cursorField = z.string().check(z.regex(/^[\w-]{1,512}$/));

/** A page of a list; `next` is the cursor of the following page, absent on the last. */
export const pageOf = <T extends z.ZodMiniType>(
  item: T,
): z.ZodMiniObject<{ items: z.ZodMiniArray<T>; next: z.ZodMiniOptional<z.ZodMiniString<string>> }> =>
  z.object({ items: z.array(item), next: z.optional(cursorField) });

/** How many items a page may have. */
export const PAGE_LIMIT = { min: 1, max: 500 } as const;

export const pageQuery = z.object({
  limit: z._default(wholeNumber(PAGE_LIMIT.min, PAGE_LIMIT.max), 100),
  cursor: z.optional(z.string().check(z.maxLength(512))),
});

export interface Page<T> {
  readonly items: readonly T[];
  readonly next?: string;
}
