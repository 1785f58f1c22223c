// SPDX-License-Identifier: Apache-2.0

/** Cuts a list into parts of a size; only the last may be shorter. */
export function* batchesOf<T>(items: readonly T[], size: number): Generator<readonly T[]> {
  for (let start = 0; start < items.length; start += size) yield items.slice(start, start + size);
}
