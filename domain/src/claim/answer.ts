// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod/mini';
import { defineInstruction, type PresentationOf } from '../instruction/index.js';
import type { ClaimRecord } from '../ledger/index.js';
import { digestField } from '../schema/index.js';
import { SAMPLE } from '../schema/sample.js';
import type { Actors } from '../transfer/parties.js';
import { claimedFields, claimMove, judgedUntil, settledBy, type ClaimGround } from './ground.js';
import { CLAIM_REFUSALS } from './process.js';

/** By the union whose account holds the number: it yields, or contests with the document that it has seen. */
export const answerClaimPayload = z.strictObject({
  ...claimedFields,
  outcome: z.enum(['yield', 'contest']),
  evidence: digestField,
});
export type AnswerClaimPayload = z.output<typeof answerClaimPayload>;

export const answerInstruction = defineInstruction({
  type: 'claim.answer',
  chaincode: 'identity',
  payload: answerClaimPayload,
  grant: 'member',
  subject: 'claim',
  hasDeadline: true,
  errors: [
    ...(['CLAIM_UNKNOWN', 'ACCOUNT_UNKNOWN', 'PLACE_WRONG', 'SAME_PERSON'] as const),
    ...CLAIM_REFUSALS.answer,
  ],
});

export const answerPresentation: PresentationOf<typeof answerInstruction> = {
  words: ({ identityId, outcome }) =>
    outcome === 'yield'
      ? {
          zh: `答复认领：账户 ${identityId} 的证件号码确属他人，予以交还`,
          en: `Answer a claim: the number of account ${identityId} is somebody else's and is given up`,
        }
      : {
          zh: `答复认领：账户 ${identityId} 的证件号码经核实无误，有异议`,
          en: `Answer a claim: the number of account ${identityId} was checked and is right; contested`,
        },
  sample: () => ({ identityId: SAMPLE.identityId, place: '', outcome: 'yield', evidence: SAMPLE.digest }),
};

/** The claim as it was answered; `judge` decides where it is contested. @throws DomainError as the definition lists them */
export function answerClaim(
  { outcome, evidence }: AnswerClaimPayload,
  judge: string,
  ground: ClaimGround & { readonly actors: Actors },
): ClaimRecord {
  const { to, otherwise: contested = to, current } = claimMove('answer', ground);
  const v = current.v + 1;
  if (outcome === 'yield') return { ...current, v, status: to, way: 'answer', lapsesAt: settledBy(ground) };
  const contest = { digest: evidence, until: judgedUntil(ground), by: ground.actors.actor };
  return { ...current, v, status: contested, judge, contest };
}
