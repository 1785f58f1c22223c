// SPDX-License-Identifier: Apache-2.0
import { DomainError } from '@unionid/domain/errors';
import { instructionBytes, type SignedInstruction } from '@unionid/domain/instruction';
import type { ReadModel } from '../read-model/read-model.js';
import type { Sm2Engine } from '../sm2/sm2-engine.js';

export interface SignatureServices {
  readonly readModel: Pick<ReadModel, 'operator'>;
  readonly sm2: Pick<Sm2Engine, 'verify'>;
}

/**
 * That an operator signed it, before it takes a place in a queue or is answered under its identifier: nobody else may stand in
 * its way or ask for its outcome. Whether key and operator may still act is the contract's to say.
 * @throws DomainError ACTOR_UNKNOWN, KEY_UNKNOWN, SIGNATURE_INVALID; RECORD_UNREADABLE
 */
export async function assertInstructionSigned(
  { instruction, signature }: SignedInstruction,
  { readModel, sm2 }: SignatureServices,
): Promise<void> {
  const operator = await readModel.operator(instruction.actor);
  if (operator === undefined) throw new DomainError('ACTOR_UNKNOWN');
  const key = operator.keys.find(({ keyId }) => keyId === instruction.actorKeyId);
  if (key === undefined) throw new DomainError('KEY_UNKNOWN');
  const { publicKey } = key;
  const isSigned = sm2.verify({ message: instructionBytes(instruction), signature, publicKey });
  if (!isSigned) throw new DomainError('SIGNATURE_INVALID');
}
