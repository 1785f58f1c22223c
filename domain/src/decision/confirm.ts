// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod/mini';
import { DomainError } from '../errors/index.js';
import { defineInstruction, type PresentationOf, signedInstructionSchema } from '../instruction/index.js';
import type { OperatorRecord, PendingRecord } from '../ledger/index.js';
import { digestField } from '../schema/index.js';
import { DECISION_SAMPLE } from './pending.js';

/**
 * The second signature on a decision. It carries the decision itself, so that who confirms signs over all of it, and the
 * ledger keeps no more of it than its digest.
 */
export const confirmPayload = z.strictObject({ decision: signedInstructionSchema, digest: digestField });
export type ConfirmPayload = z.output<typeof confirmPayload>;

export const confirmInstruction = defineInstruction({
  type: 'decision.confirm',
  chaincode: 'each',
  payload: confirmPayload,
  // Those of the decision are asked for instead.
  grant: undefined,
  relation: 'any',
  subject: 'pending',
  hasDeadline: true,
  errors: ['PENDING_UNKNOWN', 'PENDING_EXPIRED', 'DECISION_DIFFERS', 'SAME_PERSON', 'SAME_UNION'],
});

export const confirmPresentation: PresentationOf<typeof confirmInstruction> = {
  words: ({ decision: { instruction } }) => ({
    zh: `复核并同意 ${instruction.actor} 签署的决定 ${instruction.instructionId}`,
    en: `Confirm decision ${instruction.instructionId} signed by ${instruction.actor}`,
  }),
  sample: () => DECISION_SAMPLE,
};

/** What is known of a decision and of the two who sign it. */
export interface ConfirmGround {
  readonly pending: PendingRecord | undefined;
  /** SM3 of the decision as the confirmation carries it. */
  readonly digest: string;
  readonly first: OperatorRecord;
  readonly second: OperatorRecord;
  /** Milliseconds since 1970, of the ledger clock or later. */
  readonly now: number;
}

/**
 * That the decision is the one that waits, in time, and that another person confirms it.
 * @throws DomainError PENDING_UNKNOWN, DECISION_DIFFERS, PENDING_EXPIRED, PERSON_UNBOUND, SAME_PERSON
 */
export function assertConfirmable(payload: ConfirmPayload, ground: ConfirmGround): void {
  const { pending, digest, first, second, now } = ground;
  if (pending === undefined) throw new DomainError('PENDING_UNKNOWN');
  if (payload.digest !== digest || pending.digest !== digest) throw new DomainError('DECISION_DIFFERS');
  if (Date.parse(pending.until) < now) throw new DomainError('PENDING_EXPIRED', { until: pending.until });
  if (personOf(first) === personOf(second)) throw new DomainError('SAME_PERSON');
}

/** The person behind an operator whose duty must differ from another's. @throws DomainError PERSON_UNBOUND */
export function personOf({ person }: { readonly person?: string | undefined }): string {
  if (person === undefined) throw new DomainError('PERSON_UNBOUND');
  return person;
}
