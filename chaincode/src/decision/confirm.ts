// SPDX-License-Identifier: Apache-2.0
import { assertConfirmable, confirmInstruction, type ConfirmPayload } from '@unionid/domain/decision';
import { DomainError } from '@unionid/domain/errors';
import { instructionDigest, parsePayload, type SignedInstruction } from '@unionid/domain/instruction';
import { ledgerKey, type LedgerKey } from '@unionid/domain/ledger';
import { assertStillInService } from '../kernel/checks.js';
import {
  handle,
  isFounding,
  type InstructionHandler,
  type Kernel,
  type Subject,
  type Work,
} from '../kernel/handler.js';
import { assertGrant, assertRelation } from '../kernel/relations.js';

/** The decision that is confirmed: what carries it out, and the instruction with its payload. */
interface Decision {
  readonly handler: InstructionHandler;
  readonly instruction: SignedInstruction['instruction'];
}

/** The second signature: the decision it names is carried out, after the same checks as at the first. */
export const confirmHandler = handle(confirmInstruction, {
  keys: (payload, kernel) => {
    const { handler, instruction } = decisionOf(payload, kernel);
    return [pendingKey(payload), ...handler.keys(instruction.payload, kernel)];
  },
  furtherSigners: ({ decision: { instruction } }) => {
    const { actor, actorKeyId } = instruction;
    return [{ actor, actorKeyId }];
  },
  unions: (payload, context) => {
    const { handler, instruction } = decisionOf(payload, context.kernel);
    return handler.unions?.(instruction.payload, context) ?? [];
  },
  locate: async (work) => {
    const decision = decisionOf(work.payload, work.kernel);
    const { org, province } = await decision.handler.locate(asFirstSigned(work, decision));
    return { org, province, version: work.state.get(pendingKey(work.payload))?.v ?? 0 };
  },
  apply: async (work) => {
    const decision = decisionOf(work.payload, work.kernel);
    const { handler, instruction } = decision;
    const { state, payload, now } = work;
    const first = asFirstSigned(work, decision);
    assertConfirmable(payload, {
      pending: state.get(pendingKey(payload)),
      digest: instructionDigest(instruction),
      ...{ first: first.actor.record, second: work.actor.record, now },
    });
    await assertMayDecide(work, { first, handler });
    state.delete(pendingKey(payload));
    return handler.apply(first);
  },
});

function decisionOf({ decision }: ConfirmPayload, { handlers }: Kernel): Decision {
  const { type } = decision.instruction;
  const handler = Object.hasOwn(handlers, type) ? handlers[type] : undefined;
  if (handler === undefined || isFounding(handler)) throw new DomainError('UNKNOWN_INSTRUCTION', { type });
  return { handler, instruction: parsePayload(decision, handler.definition).instruction };
}

/** The decision as it was when only the first had signed; who signed it must be in service still. */
function asFirstSigned(work: Work<typeof confirmInstruction>, { instruction }: Decision): Work {
  const { authority, actor } = work;
  const record = assertStillInService(authority, instruction);
  const first = { operatorId: instruction.actor, record, mspId: actor.mspId };
  return { ...work, instruction, payload: instruction.payload, actor: first };
}

/** The same as for the first signature, and for the second what the decision's definition asks. */
async function assertMayDecide(
  { actor: second, authority }: Work<typeof confirmInstruction>,
  { first, handler }: { readonly first: Work; readonly handler: InstructionHandler },
): Promise<void> {
  const { definition } = handler;
  const subject: Subject = await handler.locate(first);
  await assertRelation(definition.relation, { record: first.actor.record, subject, authority });
  assertGrant(definition, first.actor.record);
  const { relation = definition.relation } = definition.secondSignature ?? {};
  await assertRelation(relation, { record: second.record, subject, authority });
  assertGrant(definition, second.record);
  if (first.instruction.subjectVersion !== subject.version)
    throw new DomainError('STALE_SUBJECT', {
      seen: first.instruction.subjectVersion,
      current: subject.version,
    });
}

function pendingKey({ decision: { instruction } }: ConfirmPayload): LedgerKey<'pending'> {
  return ledgerKey.pending(instruction.actor, instruction.instructionId);
}
