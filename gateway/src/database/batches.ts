// SPDX-License-Identifier: Apache-2.0

/** Parameters of one statement stay far below SQLite's 32,766. */
export const BATCH = 500;

/** Cuts a list for statements of bounded length. */
export function* batches<T>(items: readonly T[]): Generator<readonly T[]> {
  for (let start = 0; start < items.length; start += BATCH) yield items.slice(start, start + BATCH);
}
