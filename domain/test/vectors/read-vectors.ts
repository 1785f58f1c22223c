// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs';

/** Vectors of `test/vectors/<name>.json`, as the caller knows their shape. */
export function readVectors(name: string): unknown {
  return JSON.parse(readFileSync(new URL(`../../test/vectors/${name}.json`, import.meta.url), 'utf8'));
}
