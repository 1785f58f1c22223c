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
  slots.submitted(lessee, instructionKey(instruction), typeof slot === 'number' ? slot : undefined);
  try {
    return await submit();
  } catch (error) {
    const status = await submissions.instruction(instruction);
    // Nothing was kept of what no peer endorsed.
    if (status === undefined || status.status === 'REFUSED') slots.decided(lessee);
    throw error;
  }
}
