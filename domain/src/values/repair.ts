// SPDX-License-Identifier: Apache-2.0
import type { Fixed, FixKind } from './parsed.js';

/** Applies repairs in order and notes those that changed the text. */
export function repair(
  text: string,
  steps: readonly (readonly [FixKind, (text: string) => string])[],
): Fixed {
  const fixes: FixKind[] = [];
  let current = text;
  for (const [kind, step] of steps) {
    const next = step(current);
    if (next !== current) fixes.push(kind);
    current = next;
  }
  return { text: current, fixes };
}
