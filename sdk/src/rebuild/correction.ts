// SPDX-License-Identifier: Apache-2.0
import type { CorrectionParts, PersonInput } from '@unionid/domain/api';
import type { InstructionOf, PayloadOf } from '@unionid/domain/catalogue';
import { fromBase64url } from '@unionid/domain/encoding';
import { DomainError } from '@unionid/domain/errors';
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
}: CorrectionInput): InstructionOf<CorrectionType> {
  const { type, place, version, root, seed, record, fields, nameTag } = parts;
  assertSameFields(person, record, chinaDateAt(context.now ?? Date.now()));
  if (commitmentRoot(record, fromBase64url(seed)) !== root) throw mismatch('root');
  if (parts.identityId !== identityId) throw mismatch('identityId');
  if (correctionTypeOf(fields) !== type) throw mismatch('type');
  const stated = { identityId, place, root, fields: [...fields], ...decision };
  if (type === 'person.correct')
    return newInstruction({ ...context, type, payload: stated, subjectVersion: version });
  if (nameTag === undefined) throw mismatch('nameTag');
  if (type === 'person.correctIdentity')
    return newInstruction({ ...context, type, payload: { ...stated, nameTag }, subjectVersion: version });
  const payload = { ...stated, nameTag, ...keysOf(parts) };
  return newInstruction({ ...context, type, payload, subjectVersion: version });
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
