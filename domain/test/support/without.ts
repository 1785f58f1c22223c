// SPDX-License-Identifier: Apache-2.0

/** The same record as if a field had never been written. */
export function without<T extends object, K extends keyof T>(record: T, field: K): Omit<T, K> {
  const kept = Object.entries(record).filter(([name]) => name !== field);
  return Object.fromEntries(kept) as Omit<T, K>;
}
