// SPDX-License-Identifier: Apache-2.0
import { newPending, personOf } from '@unionid/domain/decision';
import type { InstructionDefinition } from '@unionid/domain/instruction';
import { ledgerKey } from '@unionid/domain/ledger';
import { seenKey } from './checks.js';
import type { Receipt, Subject, Work } from './handler.js';

/** Whether another person has to confirm this decision. */
export function needsSecond({ secondSignature }: InstructionDefinition, payload: unknown): boolean {
  return secondSignature?.needed(payload) === true;
}

/** That who signs first has a person, so that a second can differ. @throws DomainError PERSON_UNBOUND */
export function assertTakesSecond({ actor }: Work): void {
  personOf(actor.record);
}

/** Leaves the decision for its second signature. */
export function leavePending(
  { state, instruction, now }: Work,
  { definition, subject }: { readonly definition: InstructionDefinition; readonly subject: Subject },
): Receipt {
  const { actor, instructionId } = instruction;
  const { org, province } = subject;
  const { days = 0 } = definition.secondSignature ?? {};
  const pending = newPending(instruction, { org, province, now, days });
  const key = ledgerKey.pending(actor, instructionId);
  // Its key was not read: whoever had made it would have left the instruction's own, which was.
  state.putPart(seenKey(instruction), { key, record: pending });
  const { digest, until } = pending;
  return { result: { pending: { actor, instructionId, digest, until } }, subjects: 1, id: instructionId };
}
