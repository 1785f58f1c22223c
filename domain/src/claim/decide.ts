// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod/mini';
import { defineInstruction, type PresentationOf } from '../instruction/index.js';
import type { ClaimRecord } from '../ledger/index.js';
import { digestField } from '../schema/index.js';
import { SAMPLE } from '../schema/sample.js';
import type { Actors } from '../transfer/parties.js';
import { decidedAgainst } from './decided.js';
import { claimedFields, claimMove, settledBy, type ClaimGround } from './ground.js';
import { CLAIM_REFUSALS } from './process.js';

/** By whoever stands above both sides: whose the number is, and the document that says why. */
export const decideClaimPayload = z.strictObject({
  ...claimedFields,
  outcome: z.enum(['uphold', 'dismiss']),
  evidence: digestField,
});
export type DecideClaimPayload = z.output<typeof decideClaimPayload>;

export const decideInstruction = defineInstruction({
  type: 'claim.decide',
  chaincode: 'identity',
  payload: decideClaimPayload,
  grant: 'member',
  subject: 'claim',
  hasDeadline: true,
  errors: [
    ...(['CLAIM_UNKNOWN', 'ACCOUNT_UNKNOWN', 'PLACE_WRONG', 'ORGANISATION_UNKNOWN', 'SAME_PERSON'] as const),
    ...(['OWN_ACCOUNT', ...CLAIM_REFUSALS.decide] as const),
  ],
});

export const decidePresentation: PresentationOf<typeof decideInstruction> = {
  words: ({ identityId, outcome }) =>
    outcome === 'uphold'
      ? {
          zh: `裁决认领：账户 ${identityId} 的证件号码归认领人`,
          en: `Decide a claim: the number of account ${identityId} is the claimant's`,
        }
      : {
          zh: `裁决认领：账户 ${identityId} 的证件号码不变，认领不成立`,
          en: `Decide a claim: account ${identityId} keeps its number`,
        },
  sample: () => ({ identityId: SAMPLE.identityId, place: '', outcome: 'uphold', evidence: SAMPLE.digest }),
};

/** The claim as it was decided. @throws DomainError as the definition lists them */
export function decideClaim(
  { outcome }: DecideClaimPayload,
  ground: ClaimGround & { readonly actors: Actors },
): ClaimRecord {
  const { to, otherwise: dismissed = to, current } = claimMove('decide', ground);
  const decided = { ...current, v: current.v + 1, way: 'decision' } as const;
  if (outcome === 'dismiss') return { ...decided, status: dismissed, decided: decidedAgainst(current) };
  return { ...decided, status: to, lapsesAt: settledBy(ground) };
}
