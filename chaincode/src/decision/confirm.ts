// SPDX-License-Identifier: Apache-2.0
import { assertConfirmable, confirmInstruction, type ConfirmPayload } from '@unionid/domain/decision';
import { DomainError } from '@unionid/domain/errors';
import { instructionDigest, parsePayload, type SignedInstruction } from '@unionid/domain/instruction';
import { assertSigned, assertStillInService, assertUnchanged } from '../kernel/checks.js';
import {
  handle,
  isFounding,
  type InstructionHandler,
  type Kernel,
  type Subject,
  type Work,
} from '../kernel/handler.js';
import { pendingKey } from '../kernel/pending-decision.js';
import { assertMayConfirm, assertMayDecide, assertOtherUnion } from '../kernel/relations.js';

/** The decision that is confirmed: what carries it out, and the instruction with its payload. */
interface Decision {
  readonly handler: InstructionHandler;
  readonly instruction: SignedInstruction['instruction'];
}

/** What waits, where the decision belongs; with the decision as it was when only the first had signed. */
export interface Waiting extends Subject {
  readonly handler: InstructionHandler;
  readonly first: Work;
  /** What the decision itself is about. */
  readonly decided: Subject;
}

/** The second signature: the decision it names is carried out, after the same checks as at the first. */
export const confirmHandler = handle(confirmInstruction, {
  keys: (payload, kernel) => {
    const { handler, instruction } = decisionOf(payload, kernel);
    return [pendingKey(payload.decision.instruction), ...handler.keys(instruction.payload, kernel)];
  },
  furtherSigners: ({ decision: { instruction } }) => {
    const { actor, actorKeyId } = instruction;
    return [{ actor, actorKeyId }];
  },
  unions: (payload, context) => {
    const { handler, instruction } = decisionOf(payload, context.kernel);
    return handler.unions?.(instruction.payload, context) ?? [];
  },
  members: (payload, context) => {
    const { handler, instruction } = decisionOf(payload, context.kernel);
    return handler.members?.(instruction.payload, context) ?? [];
  },
  ended: (payload, { kernel }) => {
    const { handler, instruction } = decisionOf(payload, kernel);
    return handler.ended?.(instruction.payload, { kernel }) ?? [];
  },
  locate: async (work): Promise<Waiting> => {
    const { handler, instruction } = decisionOf(work.payload, work.kernel);
    const first = asFirstSigned(work, instruction);
    const decided = await handler.locate(first);
    const version = work.state.get(pendingKey(work.payload.decision.instruction))?.v ?? 0;
    return { org: decided.org, province: decided.province, version, handler, first, decided };
  },
  apply: async (work, waiting) => {
    const { state, payload, now } = work;
    const { handler, first, decided } = waiting;
    assertConfirmable(payload, {
      pending: state.get(pendingKey(payload.decision.instruction)),
      digest: instructionDigest(first.instruction),
      ...{ first: first.actor.record, second: work.actor.record, now },
    });
    // The block of a confirmation carries the whole decision: whoever reads it there finds a signature that holds.
    assertSigned(work.authority, { instruction: first.instruction, signature: payload.decision.signature });
    await assertBothMayDecide(work, waiting);
    state.delete(pendingKey(payload.decision.instruction));
    return handler.apply(first, decided);
  },
});

function decisionOf({ decision }: ConfirmPayload, { handlers }: Kernel): Decision {
  const { type } = decision.instruction;
  const handler = Object.hasOwn(handlers, type) ? handlers[type] : undefined;
  if (handler === undefined || isFounding(handler)) throw new DomainError('UNKNOWN_INSTRUCTION', { type });
  const { instruction } = parsePayload(decision, handler.definition);
  // No other ever waits; a confirmation of a confirmation least of all.
  if (handler.definition.secondSignature === undefined) throw new DomainError('PENDING_UNKNOWN');
  return { handler, instruction };
}

/** The decision as it was when only the first had signed; who signed it must be in service still. */
function asFirstSigned(
  work: Work<typeof confirmInstruction>,
  instruction: SignedInstruction['instruction'],
): Work {
  const { authority, actor } = work;
  const record = assertStillInService(authority, instruction);
  const { actor: operatorId, actorKeyId: keyId } = instruction;
  const first = { operatorId, keyId, record, mspId: actor.mspId };
  return { ...work, instruction, payload: instruction.payload, actor: first, second: actor };
}

/** The same as for the first signature, and for the second what the decision's definition asks. */
async function assertBothMayDecide(
  { actor: second, authority }: Work<typeof confirmInstruction>,
  { first, handler: { definition }, decided: subject }: Waiting,
): Promise<void> {
  await assertMayDecide(definition, { record: first.actor.record, subject, authority });
  await assertMayConfirm(definition, { record: second.record, subject, authority });
  assertOtherUnion(definition, [first.actor.record, second.record]);
  assertUnchanged(first.instruction, subject);
}
