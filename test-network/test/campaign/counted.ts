// SPDX-License-Identifier: Apache-2.0

/** How often each name is there, the most frequent first. */
export function counted(names: readonly string[]): string {
  const counts = Map.groupBy(names, (name) => name);
  return [...counts]
    .sort(([, a], [, b]) => b.length - a.length)
    .map(([name, { length }]) => `${name} ${String(length)}`)
    .join(', ');
}
