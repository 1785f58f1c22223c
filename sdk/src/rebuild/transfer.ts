// SPDX-License-Identifier: Apache-2.0
import type { InstructionOf, PayloadOf } from '@unionid/domain/catalogue';
import type { PersonInput, PreparedParts } from '@unionid/domain/api';
import { DomainError } from '@unionid/domain/errors';
import { chinaDateAt } from '@unionid/domain/values';
import { newInstruction } from '../signing/instructions.js';
import { useReleaseCode } from '../signing/release-code.js';
import type { InstructionContext } from './enrolment.js';
import { mayBeFormer } from './former-key.js';
import { assertRecord } from './real-name-fields.js';

export interface TransferRequestInput {
  readonly person: PersonInput;
  readonly decision: Pick<PayloadOf<'transfer.request'>, 'to' | 'evidence' | 'employer'>;
  readonly parts: PreparedParts;
  readonly context: InstructionContext;
  /** The member's release code, if there is one; it stays here. */
  readonly code?: string;
}

/**
 * The request for a member of another union, built on the client's side from what was entered and the gateway's parts, which are
 * checked first: the root must be over exactly the fields entered, or over the record that the province has of this person.
 * @throws DomainError PARTS_MISMATCH, TRANSFER_CODE_INVALID, TRANSFER_CAP; nothing is to be signed then
 */
export async function rebuildTransferRequest(
  input: TransferRequestInput,
): Promise<InstructionOf<'transfer.request'>> {
  const { person, decision, parts, context, code } = input;
  const { identityId, personKey, formerKey, nameTag, root, transfer } = parts;
  assertRecord(person, parts, chinaDateAt(context.now ?? Date.now()));
  if (!mayBeFormer(parts)) throw new DomainError('PARTS_MISMATCH', { reason: 'formerKey' });
  if (transfer === undefined) throw new DomainError('PARTS_MISMATCH', { reason: 'transfer' });
  const { slot } = transfer;
  if (code === undefined && slot === undefined) throw new DomainError('TRANSFER_CAP');
  const claim = { identityId, number: transfer.number, to: decision.to };
  return newInstruction({
    ...context,
    type: 'transfer.request',
    payload: {
      ...{ identityId, personKey, nameTag, root, ...decision },
      ...(formerKey !== undefined && { formerKey }),
      ...(code === undefined
        ? slot !== undefined && { slot }
        : { code: await useReleaseCode(code, claim, context) }),
    },
    subjectVersion: transfer.version,
  });
}
