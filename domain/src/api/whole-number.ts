// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod/mini';

/**
 * A whole number of a query: its digits and nothing else. `Number` takes an empty text, as of a script whose variable is not set, for 0,
 * which is another block than the newest.
 */
export function wholeNumber(
  least: number,
  most: number,
): z.ZodMiniPipe<z.ZodMiniTransform, z.ZodMiniNumberFormat> {
  return z.pipe(
    z.transform((value: unknown) =>
      typeof value === 'string' ? (/^\d{1,15}$/.test(value) ? Number(value) : Number.NaN) : value,
    ),
    z.int().check(z.gte(least), z.lte(most)),
  );
}
