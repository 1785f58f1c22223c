// SPDX-License-Identifier: Apache-2.0
import type { InstructionOf, PayloadOf } from '@unionid/domain/catalogue';
import type { EnrolmentDecision as RequestDecision, PersonInput, PreparedParts } from '@unionid/domain/api';
import { DomainError } from '@unionid/domain/errors';
import { STATED_LEVEL, statedByDecision } from '@unionid/domain/forms';
import type { LedgerName } from '@unionid/domain/ledger';
import { identityIdFor } from '@unionid/domain/person';
import type { PersonTags } from '@unionid/domain/privacy';
import { chinaDateAt } from '@unionid/domain/values';
import { newInstruction } from '../signing/instructions.js';
import { mayBeFormer } from './former-key.js';
import { assertRecord } from './real-name-fields.js';

/** What the operator decided beside the person's own data: the union, and what stands in the request. */
export interface EnrolmentDecision extends RequestDecision {
  readonly org: string;
}

/** Who signs, and for which ledger. */
export interface InstructionContext {
  readonly ledger: LedgerName;
  readonly actor: string;
  readonly publicKey: string;
  /** Milliseconds since 1970; now by default. */
  readonly now?: number;
}

export interface EnrolmentInput {
  readonly person: PersonInput;
  readonly decision: EnrolmentDecision;
  readonly parts: PreparedParts;
  readonly context: InstructionContext;
}

/**
 * The instruction built on the client's side from what was entered and the gateway's parts, which are checked first:
 * the root must be over exactly the fields entered (architecture.md §4.2), or over the record that the province has of this person.
 * @throws DomainError PARTS_MISMATCH; nothing is to be signed then
 */
export function rebuildEnrolment({
  person,
  decision,
  parts,
  context,
}: EnrolmentInput): InstructionOf<'person.enrol'> {
  assertJoining(person, parts, context);
  const { identityId, root } = parts;
  const { org, ...membership } = decision;
  return newInstruction({
    ...context,
    type: 'person.enrol',
    payload: { ...tagsOf(parts), identityId, root, org, ...statedByDecision(membership) },
    // Whoever had an account keeps it, and its identifier.
    subjectVersion: parts.account?.version ?? 0,
  });
}

export interface AccountOpeningInput extends Omit<EnrolmentInput, 'decision'> {
  readonly decision: { readonly org: string; readonly on: string };
}

/** The same for an identity account without membership. @throws DomainError PARTS_MISMATCH */
export function rebuildAccountOpening({
  person,
  decision,
  parts,
  context,
}: AccountOpeningInput): InstructionOf<'person.openAccount'> {
  assertNew(person, parts, context);
  const { identityId, root, level } = parts;
  return newInstruction({
    ...context,
    type: 'person.openAccount',
    payload: { ...tagsOf(parts), identityId, root, level, org: decision.org, on: decision.on },
  });
}

export interface ClaimInput extends Omit<EnrolmentInput, 'decision'> {
  readonly decision: Pick<PayloadOf<'claim.open'>, 'org' | 'kind' | 'evidence'>;
}

/** The same for the account of who claims a number that leads to another's. @throws DomainError PARTS_MISMATCH */
export function rebuildClaim({ person, decision, parts, context }: ClaimInput): InstructionOf<'claim.open'> {
  assertNew(person, parts, context);
  const { identityId, root, level, claim } = parts;
  if (claim === undefined) throw mismatch('claim');
  return newInstruction({
    ...context,
    type: 'claim.open',
    payload: { ...tagsOf(parts), identityId, root, level, ...decision, claimed: claim.identityId },
    subjectVersion: claim.version,
  });
}

/** What the matching keys made of the person: no client can make it, so it goes on as it came. */
function tagsOf({ personKey, formerKey, nameTag }: PreparedParts): PersonTags {
  return { personKey, nameTag, ...(formerKey !== undefined && { formerKey }) };
}

/** Whoever had an account has it still; the gateway says so, and of an account that there is none the version is 0. */
function assertJoining(person: PersonInput, parts: PreparedParts, context: InstructionContext): void {
  const { account } = parts;
  if (account === undefined) assertNew(person, parts, context);
  else if (account.version < 1) throw mismatch('account');
  else assertParts(person, parts, context);
}

/** Of a new account nothing stands yet, whatever else the gateway says, and its identifier follows from key and root. */
function assertNew(person: PersonInput, parts: PreparedParts, context: InstructionContext): void {
  const { record, root, personKey, identityId } = parts;
  if (record.is === 'standing') throw mismatch('record');
  assertParts(person, parts, context);
  if (identityIdFor({ personKey, root }) !== identityId) throw mismatch('identityId');
}

function assertParts(
  person: PersonInput,
  parts: PreparedParts,
  { now = Date.now() }: InstructionContext,
): void {
  assertRecord(person, parts, chinaDateAt(now));
  if (!mayBeFormer(parts)) throw mismatch('formerKey');
  if (parts.level !== STATED_LEVEL) throw mismatch('level');
}

function mismatch(reason: string): DomainError {
  return new DomainError('PARTS_MISMATCH', { reason });
}
