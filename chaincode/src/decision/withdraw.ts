// SPDX-License-Identifier: Apache-2.0
import { assertPending, withdrawInstruction } from '@unionid/domain/decision';
import { DomainError } from '@unionid/domain/errors';
import { handle, type Work } from '../kernel/handler.js';
import { pendingKey } from '../kernel/pending-decision.js';
import { assertMayConfirm } from '../kernel/relations.js';

/** Ends a decision that waits: who signed it may, and who could confirm it. */
export const withdrawHandler = handle(withdrawInstruction, {
  keys: (payload) => [pendingKey(payload)],
  unions: (payload, { state }) => {
    const pending = state.get(pendingKey(payload));
    return pending === undefined ? [] : [pending.org];
  },
  locate: ({ state, payload }) => {
    const { org, province, v } = assertPending(state.get(pendingKey(payload)));
    return { org, province, version: v };
  },
  apply: async (work) => {
    const { state, payload, actor } = work;
    if (payload.actor !== actor.operatorId) await assertCouldConfirm(work);
    state.delete(pendingKey(payload));
    const { instructionId } = payload;
    return { result: { withdrawn: { actor: payload.actor, instructionId } }, subjects: 1, id: instructionId };
  },
});

async function assertCouldConfirm(work: Work<typeof withdrawInstruction>): Promise<void> {
  const { state, payload, actor, authority, kernel } = work;
  const { type, national, about, ...where } = assertPending(state.get(pendingKey(payload)));
  const whose = about !== undefined && { identityId: about };
  const subject = { ...where, ...whose, ...(national === true && { isBound: true as const }) };
  const definition = kernel.handlers[type]?.definition;
  if (definition === undefined) throw new DomainError('UNKNOWN_INSTRUCTION', { type });
  await assertMayConfirm(definition, { record: actor.record, subject, authority });
}
