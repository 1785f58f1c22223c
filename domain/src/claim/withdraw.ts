// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod/mini';
import { defineInstruction, type PresentationOf } from '../instruction/index.js';
import type { ClaimRecord } from '../ledger/index.js';
import { SAMPLE } from '../schema/sample.js';
import { claimedFields, claimMove, type ClaimGround } from './ground.js';
import { CLAIM_REFUSALS } from './process.js';

/** By the union that opened it. */
export const withdrawClaimPayload = z.strictObject(claimedFields);
export type WithdrawClaimPayload = z.output<typeof withdrawClaimPayload>;

export const withdrawInstruction = defineInstruction({
  type: 'claim.withdraw',
  chaincode: 'identity',
  payload: withdrawClaimPayload,
  grant: 'member',
  subject: 'claim',
  hasDeadline: true,
  errors: [
    'CLAIM_UNKNOWN',
    'ACCOUNT_UNKNOWN',
    'PLACE_WRONG',
    'SAME_PERSON',
    'OWN_ACCOUNT',
    ...CLAIM_REFUSALS.withdraw,
  ],
});

export const withdrawPresentation: PresentationOf<typeof withdrawInstruction> = {
  words: ({ identityId }) => ({
    zh: `撤回对账户 ${identityId} 证件号码的认领`,
    en: `Take back the claim on the number of account ${identityId}`,
  }),
  sample: () => ({ identityId: SAMPLE.identityId, place: '' }),
};

/** The claim as it was taken back. @throws DomainError as the definition lists them */
export function withdrawClaim(ground: ClaimGround): ClaimRecord {
  const { to: status, current } = claimMove('withdraw', ground);
  return { ...current, v: current.v + 1, status };
}
