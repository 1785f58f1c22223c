// SPDX-License-Identifier: Apache-2.0
import type { InstructionDefinition, SecondSignature } from './definition.js';
import type { Instruction } from './instruction.js';

/** Always two persons, of the union or one above it. */
export const TWO_PERSONS = {
  needed: () => true,
  relation: 'subtree',
  days: 14,
} as const satisfies SecondSignature<unknown>;

/** Always two persons, and of two unions: what takes a membership, or changes who somebody is. */
export const TWO_UNIONS = { ...TWO_PERSONS, otherUnion: true } as const satisfies SecondSignature<unknown>;

/** Whether another person has to confirm this decision. */
export function needsSecond(
  { secondSignature }: Pick<InstructionDefinition, 'secondSignature'>,
  { payload, issuedAt }: Pick<Instruction, 'payload' | 'issuedAt'>,
): boolean {
  return secondSignature?.needed(payload, issuedAt) === true;
}
