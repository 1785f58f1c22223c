// SPDX-License-Identifier: Apache-2.0
import type { CorrectionParts, PersonInput } from '@unionid/domain/api';
import type { InstructionOf, PayloadOf } from '@unionid/domain/catalogue';
import { fromBase64url } from '@unionid/domain/encoding';
import { DomainError } from '@unionid/domain/errors';
import { STATED_LEVEL } from '@unionid/domain/forms';
import { correctionTypeOf, type CorrectionType } from '@unionid/domain/person';
import { commitmentRoot } from '@unionid/domain/privacy';
import { chinaDateAt } from '@unionid/domain/values';
import { newInstruction } from '../signing/instructions.js';
import type { InstructionContext } from './enrolment.js';
import { mayBeFormer } from './former-key.js';
import { assertSameFields } from './real-name-fields.js';

export interface CorrectionInput {
  readonly identityId: string;
  /** The whole record as it is to be. */
  readonly person: PersonInput;
  readonly decision: Pick<PayloadOf<'person.correct'>, 'reason' | 'evidence'>;
  readonly parts: CorrectionParts;
  readonly context: InstructionContext;
  /** The account whose claim the correction settles. */
  readonly claimed?: string;
}

/**
 * A correction, built on the client's side from what was entered and the gateway's parts, which are checked first: the root must
 * be over exactly the fields entered, and the instruction the one that the fields which differ take. Which those are only the
 * gateway knows; the instruction says them in words before it is signed.
 * @throws DomainError PARTS_MISMATCH; nothing is to be signed then
 */
export function rebuildCorrection({
  identityId,
  person,
  decision,
  parts,
  context,
  claimed,
}: CorrectionInput): InstructionOf<CorrectionType> {
  const { type, place, version, root, fields, nameTag } = parts;
  assertCorrected({ identityId, person, parts, context });
  if (parts.claim?.identityId !== claimed) throw mismatch('claim');
  const stated = { identityId, place, root, fields: [...fields], ...decision };
  if (type === 'person.correct')
    return newInstruction({ ...context, type, payload: stated, subjectVersion: version });
  if (nameTag === undefined) throw mismatch('nameTag');
  if (type === 'person.correctIdentity')
    return newInstruction({ ...context, type, payload: { ...stated, nameTag }, subjectVersion: version });
  const settles = parts.claim && {
    claimed: { identityId: parts.claim.identityId, place: parts.claim.place },
  };
  const payload = { ...stated, nameTag, ...keysOf(parts), ...settles };
  return newInstruction({ ...context, type, payload, subjectVersion: version });
}

type Corrected = Omit<CorrectionInput, 'decision' | 'claimed'>;

function assertCorrected({ identityId, person, parts, context }: Corrected): void {
  const { type, root, seed, record, fields } = parts;
  assertSameFields(person, record, chinaDateAt(context.now ?? Date.now()));
  if (commitmentRoot(record, fromBase64url(seed)) !== root) throw mismatch('root');
  if (parts.identityId !== identityId) throw mismatch('identityId');
  if (correctionTypeOf(fields) !== type) throw mismatch('type');
}

/** What is known of a number that leads to another account: that account, and the keys by which it does. */
function claimedBy(corrected: Corrected): {
  readonly claim: NonNullable<CorrectionParts['claim']>;
  readonly keys: Pick<PayloadOf<'claim.open'>, 'personKey' | 'formerKey' | 'nameTag'>;
} {
  assertCorrected(corrected);
  const { claim, nameTag } = corrected.parts;
  // Else there is nothing to claim: the number leads nowhere, or here.
  if (claim === undefined || nameTag === undefined) throw mismatch('claim');
  const { personKey, formerKey } = keysOf(corrected.parts);
  return { claim, keys: { personKey, nameTag, ...(formerKey !== undefined && { formerKey }) } };
}

export interface ClaimOntoInput extends Corrected {
  readonly decision: Pick<PayloadOf<'claim.open'>, 'org' | 'kind' | 'evidence'>;
}

/** A claim on the number of a corrected record, onto the account that its owner has. @throws DomainError PARTS_MISMATCH */
export function rebuildClaimOnto({ decision, ...corrected }: ClaimOntoInput): InstructionOf<'claim.open'> {
  const { claim, keys } = claimedBy(corrected);
  const { identityId, context, parts } = corrected;
  const owner = { identityId, place: parts.place, root: claim.standing, level: STATED_LEVEL } as const;
  return newInstruction({
    ...{ ...context, type: 'claim.open', subjectVersion: claim.version },
    payload: { ...keys, ...owner, ...decision, claimed: claim.identityId },
  });
}

/** What an account gets in exchange for the number that is claimed, which must be of the claim's owner. @throws DomainError PARTS_MISMATCH */
export function rebuildExchange({
  owner,
  ...corrected
}: Corrected & { readonly owner: string }): NonNullable<PayloadOf<'claim.answer'>['exchange']> {
  const { claim, keys } = claimedBy(corrected);
  if (claim.identityId !== owner) throw mismatch('claim');
  return { ...keys, root: corrected.parts.root };
}

/** What the matching keys made of both documents: no client can make it, so it goes on as it came. */
function keysOf(
  parts: CorrectionParts,
): Pick<PayloadOf<'person.rebind'>, 'personKey' | 'formerKey' | 'replaces'> {
  const { personKey, formerKey, replaces } = parts;
  if (personKey === undefined) throw mismatch('personKey');
  if (!mayBeFormer({ personKey, formerKey })) throw mismatch('formerKey');
  return {
    personKey,
    ...(formerKey !== undefined && { formerKey }),
    ...(replaces !== undefined && { replaces: [...replaces] }),
  };
}

function mismatch(reason: string): DomainError {
  return new DomainError('PARTS_MISMATCH', { reason });
}
