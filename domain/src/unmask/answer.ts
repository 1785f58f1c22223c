// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod/mini';
import { DomainError } from '../errors/index.js';
import { defineInstruction, type PresentationOf } from '../instruction/index.js';
import type { UnmaskRecord } from '../ledger/index.js';
import { isAmong, type ActingPerson } from '../plan/index.js';
import { digestField, unmaskIdField } from '../schema/index.js';
import { SAMPLE } from '../schema/sample.js';

export const answerUnmaskPayload = z.strictObject({
  unmaskId: unmaskIdField,
  /** SM3 of the answer, which has a salt of its own and goes by letter. */
  evidence: digestField,
});
export type AnswerUnmaskPayload = z.output<typeof answerUnmaskPayload>;

export const answerInstruction = defineInstruction({
  type: 'unmask.answer',
  chaincode: 'benefit',
  payload: answerUnmaskPayload,
  grant: 'member',
  subject: 'unmask',
  hasDeadline: true,
  errors: ['UNMASK_UNKNOWN', 'UNMASK_STEP', 'SAME_PERSON'],
});

export const answerPresentation: PresentationOf<typeof answerInstruction> = {
  words: ({ unmaskId }) => ({
    zh: `答复实名调取 ${unmaskId}（答复文件只有 SM3 上链）`,
    en: `Answer ${unmaskId}: who the payee is (of the answer only the SM3 goes on the ledger)`,
  }),
  sample: () => ({ unmaskId: SAMPLE.unmaskId, evidence: SAMPLE.digest }),
};

/** The request answered; late answers count, and are seen to be late. @throws DomainError as the definition lists them */
export function answerUnmasking(
  { evidence }: AnswerUnmaskPayload,
  {
    unmask,
    today,
    ...acting
  }: ActingPerson & { readonly unmask: UnmaskRecord | undefined; readonly today: string },
): UnmaskRecord {
  const known = assertApproved(unmask);
  // Who asks, who approves and whose vault answers are different persons.
  if (isAmong(acting, [known.person, ...(known.approvers ?? [])])) throw new DomainError('SAME_PERSON');
  return {
    ...known,
    v: known.v + 1,
    state: 'ANSWERED',
    answer: { on: today, person: acting.person, evidence },
  };
}

/** A request that two persons have approved and nobody has answered. @throws DomainError UNMASK_UNKNOWN, UNMASK_STEP */
export function assertApproved(unmask: UnmaskRecord | undefined): UnmaskRecord {
  if (unmask === undefined) throw new DomainError('UNMASK_UNKNOWN');
  if (unmask.state !== 'APPROVED') throw new DomainError('UNMASK_STEP', { state: unmask.state });
  return unmask;
}
