// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod';

/** A page of a list; `next` is the cursor of the following page, absent on the last. */
export const pageOf = <T extends z.ZodType>(
  item: T,
): z.ZodObject<{ items: z.ZodArray<T>; next: z.ZodOptional<z.ZodString> }> =>
  z.object({ items: z.array(item), next: z.string().optional() });

export const pageQuery = z.object({
  limit: z.coerce.number().int().min(1).max(500).default(100),
  cursor: z.string().max(512).optional(),
});

export interface Page<T> {
  readonly items: readonly T[];
  readonly next?: string;
}
