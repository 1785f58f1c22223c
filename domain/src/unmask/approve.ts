// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod/mini';
import { DomainError } from '../errors/index.js';
import { defineInstruction, type PresentationOf } from '../instruction/index.js';
import type { UnmaskRecord } from '../ledger/index.js';
import { isAmong, type ActingPerson } from '../plan/index.js';
import { unmaskIdField } from '../schema/index.js';
import { SAMPLE } from '../schema/sample.js';
import { addDays } from '../values/china-date.js';

/** Who must approve that somebody is told a name, beside whoever asks. */
export const UNMASK_APPROVERS = 2;
/** Days within which the vault's owner answers, the same for the whole country. */
export const UNMASK_DAYS = 10;

export const approveUnmaskPayload = z.strictObject({ unmaskId: unmaskIdField });
export type ApproveUnmaskPayload = z.output<typeof approveUnmaskPayload>;

export const approveInstruction = defineInstruction({
  type: 'unmask.approve',
  chaincode: 'benefit',
  payload: approveUnmaskPayload,
  grant: 'audit',
  relation: 'supervises',
  subject: 'unmask',
  hasDeadline: true,
  errors: ['UNMASK_UNKNOWN', 'UNMASK_STEP', 'SAME_PERSON'],
});

export const approvePresentation: PresentationOf<typeof approveInstruction> = {
  words: ({ unmaskId }) => ({
    zh: `批准调取实名 ${unmaskId}`,
    en: `Approve that the payee of ${unmaskId} is told`,
  }),
  sample: () => ({ unmaskId: SAMPLE.unmaskId }),
};

/** The request with one approval more; with the second it is to be answered. @throws DomainError as the definition lists them */
export function approveUnmasking(
  known: UnmaskRecord | undefined,
  { today, ...acting }: ActingPerson & { readonly today: string },
): UnmaskRecord {
  if (known === undefined) throw new DomainError('UNMASK_UNKNOWN');
  if (known.state !== 'ASKED') throw new DomainError('UNMASK_STEP', { state: known.state });
  const before = known.approvers ?? [];
  // The payee decides nothing about his own name either.
  if (isAmong(acting, [known.person, known.identityId, ...before])) throw new DomainError('SAME_PERSON');
  const approvers = [...before, acting.person];
  const next = { ...known, v: known.v + 1, approvers };
  if (approvers.length < UNMASK_APPROVERS) return next;
  return { ...next, state: 'APPROVED', until: addDays(today, UNMASK_DAYS) };
}
