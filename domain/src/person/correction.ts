// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod/mini';
import { DomainError, type ErrorCode } from '../errors/index.js';
import type { AccountRecord } from '../ledger/index.js';
import { digestField, identityIdField, placeField } from '../schema/index.js';
import { SAMPLE } from '../schema/sample.js';

/** Fields of a real-name record by which people tell persons apart: two persons correct them. */
export const IDENTITY_FIELDS: readonly string[] = ['birthDate', 'name', 'sex'];
/** Fields that make the personKey: another document is another key. */
export const DOCUMENT_FIELDS: readonly string[] = ['docNumber', 'docType'];

/** Whether what the record said was right until something changed, or never was. */
export const CORRECTION_REASONS = ['changed', 'mistake'] as const;
export type CorrectionReason = (typeof CORRECTION_REASONS)[number];

const MOST_FIELDS = 32;

export const CORRECTION_TYPES = ['person.correct', 'person.correctIdentity', 'person.rebind'] as const;
export type CorrectionType = (typeof CORRECTION_TYPES)[number];

/** The kind of correction that these fields take: whichever is the strictest. */
export function correctionTypeOf(fields: readonly string[]): CorrectionType {
  if (fields.some((name) => DOCUMENT_FIELDS.includes(name))) return 'person.rebind';
  return fields.some((name) => IDENTITY_FIELDS.includes(name)) ? 'person.correctIdentity' : 'person.correct';
}

/** What every correction says: whose record, its new root, what it says differently by name and never by value, and why. */
export const correctionFields = {
  identityId: identityIdField,
  place: placeField,
  /** Root over the salted field commitments of the corrected record; the one before stays in the account's history. */
  root: digestField,
  /** Names of the fields that differ, in their order, each once. */
  fields: z.array(z.string().check(z.regex(/^[A-Za-z]{1,32}$/))).check(
    z.minLength(1),
    z.maxLength(MOST_FIELDS),
    z.refine((names) => names.every((name, at) => at === 0 || name > (names[at - 1] ?? '')), {
      error: 'not in order',
    }),
  ),
  reason: z.enum(CORRECTION_REASONS),
  /** SM3 of the document behind it. */
  evidence: digestField,
};

export const CORRECTION_SAMPLE = {
  identityId: SAMPLE.identityId,
  place: '',
  root: SAMPLE.digest,
  reason: 'mistake',
  evidence: SAMPLE.digest,
} as const;

/** Refusals of every correction. */
export const CORRECTION_ERRORS = [
  'ACCOUNT_UNKNOWN',
  'PLACE_WRONG',
  'MEMBERSHIP_STEP',
  'CORRECTION_FIELDS',
] as const satisfies readonly ErrorCode[];

/** Of a correction, or an end, of an account that settles a claim onto it (ADR 66). */
export const SETTLING_ERRORS = [
  ...(['CLAIM_UNKNOWN', 'CLAIM_ACCOUNT', 'CLAIM_OVERTAKEN', 'SAME_PERSON', 'OWN_ACCOUNT'] as const),
  ...(['CLAIM_TOO_EARLY', 'CLAIM_CONTESTED', 'CLAIM_ENDED'] as const),
  ...(['KEY_VERSION_NOT_IN_FORCE', 'FORMER_KEY_NEEDED'] as const),
] as const satisfies readonly ErrorCode[];

export interface CorrectionGround {
  readonly account: AccountRecord;
  /** Whether another union asks for the member now. */
  readonly isAsked: boolean;
}

/** What a correction changes of an account. */
export interface Corrected extends Partial<Pick<AccountRecord, 'tag'>> {
  readonly root: string;
}

/** The account under another root; what it says of the membership stays. @throws DomainError MEMBERSHIP_STEP of one that is void */
export function correctedAccount(corrected: Corrected, account: AccountRecord): AccountRecord {
  if (account.state === 'VOIDED')
    throw new DomainError('MEMBERSHIP_STEP', { action: 'correct', state: account.state });
  return { ...account, ...corrected, v: account.v + 1 };
}

/** Whose identity is in question is not corrected while another union asks for the member. @throws DomainError TRANSFER_OPEN */
export function assertNobodyAsks({ isAsked }: Pick<CorrectionGround, 'isAsked'>): void {
  if (isAsked) throw new DomainError('TRANSFER_OPEN');
}

/** @throws DomainError CORRECTION_FIELDS with the names that another kind of correction is for */
export function assertNone(fields: readonly string[], forbidden: readonly string[]): void {
  const found = fields.filter((name) => forbidden.includes(name));
  if (found.length > 0) throw new DomainError('CORRECTION_FIELDS', { fields: found });
}

/** @throws DomainError CORRECTION_FIELDS where none of the fields is one that this kind of correction is for */
export function assertSome(fields: readonly string[], wanted: readonly string[]): void {
  if (!fields.some((name) => wanted.includes(name))) throw new DomainError('CORRECTION_FIELDS', { fields });
}
