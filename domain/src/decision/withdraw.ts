// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod/mini';
import { DomainError } from '../errors/index.js';
import { defineInstruction, type PresentationOf } from '../instruction/index.js';
import type { PendingRecord } from '../ledger/index.js';
import { instructionIdField, operatorIdField } from '../schema/index.js';
import { SAMPLE } from '../schema/sample.js';

/** Names the decision by who signed it first and its identifier. */
export const withdrawPayload = z.strictObject({ actor: operatorIdField, instructionId: instructionIdField });
export type WithdrawPayload = z.output<typeof withdrawPayload>;

/** The end of a decision that waits: by who signed it, or by who could confirm it and will not. */
export const withdrawInstruction = defineInstruction({
  type: 'decision.withdraw',
  chaincode: 'each',
  payload: withdrawPayload,
  // Who signed it needs none; for others that of the decision is asked for.
  grant: undefined,
  relation: 'any',
  subject: 'pending',
  errors: ['PENDING_UNKNOWN'],
});

export const withdrawPresentation: PresentationOf<typeof withdrawInstruction> = {
  words: ({ actor, instructionId }) => ({
    zh: `撤回 ${actor} 签署、尚待复核的决定 ${instructionId}`,
    en: `Withdraw the pending decision ${instructionId} signed by ${actor}`,
  }),
  sample: () => ({ actor: SAMPLE.operatorId, instructionId: SAMPLE.instructionId }),
};

/** @throws DomainError PENDING_UNKNOWN */
export function assertPending(pending: PendingRecord | undefined): PendingRecord {
  if (pending === undefined) throw new DomainError('PENDING_UNKNOWN');
  return pending;
}
