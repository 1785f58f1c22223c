// SPDX-License-Identifier: Apache-2.0
import { asksNational, assertSecondUnion, newPending, personOf } from '@unionid/domain/decision';
import { DomainError } from '@unionid/domain/errors';
import type { Instruction, InstructionDefinition } from '@unionid/domain/instruction';
import { ledgerKey, type LedgerKey } from '@unionid/domain/ledger';
import { unionAbove } from './relations.js';
import type { Receipt, Subject, Work } from './handler.js';

/** Where a decision waits: under who signed it. */
export function pendingKey({
  actor,
  instructionId,
}: Pick<Instruction, 'actor' | 'instructionId'>): LedgerKey<'pending'> {
  return ledgerKey.pending(actor, instructionId);
}

/**
 * That somebody can be second: who signs first has a person, so that another can differ, and there is a union for it. And that
 * nothing waits under the identifier: of another day of expiry it is no replay.
 * @throws DomainError PERSON_UNBOUND, SECOND_NOBODY, INSTRUCTION_ID_TAKEN
 */
export async function assertTakesSecond(
  { actor: { record }, state, instruction, authority }: Work,
  { definition, subject }: { readonly definition: InstructionDefinition; readonly subject: Subject },
): Promise<void> {
  personOf(record);
  const above = await unionAbove(authority, subject.org);
  assertSecondUnion(definition, { org: record.org, subject, above });
  if (state.get(pendingKey(instruction)) !== undefined) throw new DomainError('INSTRUCTION_ID_TAKEN');
}

/** Leaves the decision for its second signature. */
export async function leavePending(
  { state, instruction, now, authority }: Work,
  { definition, subject }: { readonly definition: InstructionDefinition; readonly subject: Subject },
): Promise<Receipt> {
  const { actor, instructionId } = instruction;
  const { org, province, old, identityId: about } = subject;
  const { days = 0 } = definition.secondSignature ?? {};
  const national = asksNational(definition, { subject, above: await unionAbove(authority, org) });
  const where = { org, province, ...(old !== undefined && { old }), ...(national && { national }) };
  const whose = about !== undefined && { about };
  const pending = newPending(instruction, { ...where, ...whose, now, days });
  state.put(pendingKey(instruction), pending);
  const { digest, until } = pending;
  return { result: { pending: { actor, instructionId, digest, until } }, subjects: 1, id: instructionId };
}
