// SPDX-License-Identifier: Apache-2.0
import { instructionKey } from '../submission/instruction-name.js';
import type { VaultPreparationsOptions } from './options.js';
import type { AccountInstruction } from './preparations.js';

/** Submits an instruction while the slot that it names, of a transfer, is held; what was refused gives it back at once. */
export async function holdingSlot<T>(
  instruction: AccountInstruction,
  submit: () => Promise<T>,
  { slots, submissions }: Pick<VaultPreparationsOptions, 'slots' | 'submissions'>,
): Promise<T> {
  const { type, payload } = instruction;
  const { identityId, to: org, slot } = payload;
  if (type !== 'transfer.request' || typeof org !== 'string') return submit();
  const lessee = { org, identityId, list: '' };
  const key = instructionKey(instruction);
  slots.submitted(lessee, key, typeof slot === 'number' ? slot : undefined);
  try {
    return await submit();
  } catch (error) {
    // Where nobody can say what became of it the slot stays held, and the refusal is told all the same.
    const status = await submissions.instruction(instruction).catch(() => 'unknown' as const);
    // Nothing was kept of what no peer endorsed.
    if (status === undefined || (status !== 'unknown' && status.status === 'REFUSED'))
      slots.refused(lessee, key);
    throw error;
  }
}
