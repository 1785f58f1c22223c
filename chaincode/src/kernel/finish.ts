// SPDX-License-Identifier: Apache-2.0
import { canonicalJson } from '@unionid/domain/encoding';
import { instructionDigest, type Instruction } from '@unionid/domain/instruction';
import { seenKey } from './checks.js';
import type { Receipt, Transaction } from './handler.js';

/** What is being finished; a transaction without an instruction decides nothing and is not remembered. */
export interface Finished extends Pick<Transaction, 'stub' | 'state'> {
  /** Names the event. */
  readonly type: string;
  readonly instruction?: Instruction;
}

/** Puts the event, flushes the writes, spells the answer. */
export async function finish(
  { type, stub, state, instruction }: Finished,
  { result, subjects, id, root }: Receipt,
): Promise<string> {
  if (instruction !== undefined) {
    const digest = instructionDigest(instruction);
    state.put(seenKey(instruction), { transactionId: stub.transactionId, digest });
  }
  stub.emit(
    type,
    canonicalJson({ type, subjects, ...(id !== undefined && { id }), ...(root !== undefined && { root }) }),
  );
  await state.flush();
  return canonicalJson(result);
}
