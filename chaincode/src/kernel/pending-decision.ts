// SPDX-License-Identifier: Apache-2.0
import { newPending, personOf } from '@unionid/domain/decision';
import { DomainError } from '@unionid/domain/errors';
import type { Instruction, InstructionDefinition } from '@unionid/domain/instruction';
import { ledgerKey, type LedgerKey } from '@unionid/domain/ledger';
import type { Receipt, Subject, Work } from './handler.js';

/** Where a decision waits: under who signed it. */
export function pendingKey({
  actor,
  instructionId,
}: Pick<Instruction, 'actor' | 'instructionId'>): LedgerKey<'pending'> {
  return ledgerKey.pending(actor, instructionId);
}

/**
 * That who signs first has a person, so that a second can differ, and that nothing waits under the identifier: of another day
 * of expiry it is no replay.
 * @throws DomainError PERSON_UNBOUND, INSTRUCTION_ID_TAKEN
 */
export function assertTakesSecond({ actor, state, instruction }: Work): void {
  personOf(actor.record);
  if (state.get(pendingKey(instruction)) !== undefined) throw new DomainError('INSTRUCTION_ID_TAKEN');
}

/** Leaves the decision for its second signature. */
export function leavePending(
  { state, instruction, now }: Work,
  { definition, subject }: { readonly definition: InstructionDefinition; readonly subject: Subject },
): Receipt {
  const { actor, instructionId } = instruction;
  const { org, province, old } = subject;
  const { days = 0 } = definition.secondSignature ?? {};
  const where = { org, province, ...(old !== undefined && { old }) };
  const pending = newPending(instruction, { ...where, now, days });
  state.put(pendingKey(instruction), pending);
  const { digest, until } = pending;
  return { result: { pending: { actor, instructionId, digest, until } }, subjects: 1, id: instructionId };
}
