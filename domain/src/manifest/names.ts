// SPDX-License-Identifier: Apache-2.0

/** What carries a chunk of a manifest, named after the type that is signed: `person.import` → `person.importChunk`. */
export function chunkTypeOf(type: string): string {
  return `${type}Chunk`;
}

/** What closes it: `person.import` → `person.closeImport`. */
export function closingTypeOf(type: string): string {
  return type.replace(/\.(?<initial>.)/u, (_dot, initial: string) => `.close${initial.toUpperCase()}`);
}
