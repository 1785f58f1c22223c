// SPDX-License-Identifier: Apache-2.0
import { INSTRUCTION_TYPES, type SignedInstructionOf } from '@unionid/domain/catalogue';
import { DomainError } from '@unionid/domain/errors';
import { contractFunctionOf, instructionArgument, instructionDigest } from '@unionid/domain/instruction';
import type { ChaincodeName } from '@unionid/domain/ledger';
import { instructionKey } from './instruction-name.js';
import type { Submission } from './submission.js';

/**
 * What carries an instruction out: at the chaincode that it names, which must be the one that has its type.
 * @throws DomainError WRONG_NETWORK
 */
export function instructionSubmission(
  signed: SignedInstructionOf,
  chaincodes: readonly ChaincodeName[],
): Submission {
  const { instruction } = signed;
  const { type, chaincode: named } = instruction;
  const { chaincode: own } = INSTRUCTION_TYPES[type];
  const chaincode = chaincodes.find((name) => name === named && (own === 'each' || own === name));
  if (chaincode === undefined) throw new DomainError('WRONG_NETWORK', { type, chaincode: named });
  return {
    key: instructionKey(instruction),
    digest: instructionDigest(instruction),
    call: { chaincode, function: contractFunctionOf(type), argument: instructionArgument(signed) },
  };
}
