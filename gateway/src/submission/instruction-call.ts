// SPDX-License-Identifier: Apache-2.0
import { INSTRUCTION_TYPES, type SignedInstructionOf } from '@unionid/domain/catalogue';
import { DomainError } from '@unionid/domain/errors';
import { contractFunctionOf, instructionArgument } from '@unionid/domain/instruction';
import type { ChaincodeName } from '@unionid/domain/ledger';
import type { LedgerCall } from '../ledger/ledger.js';

/**
 * The call that carries an instruction out: at the chaincode that it names, which must be the one that has its type.
 * @throws DomainError WRONG_NETWORK
 */
export function instructionCall(
  signed: SignedInstructionOf,
  chaincodes: readonly ChaincodeName[],
): LedgerCall {
  const { type, chaincode: named } = signed.instruction;
  const { chaincode: own } = INSTRUCTION_TYPES[type];
  const chaincode = chaincodes.find((name) => name === named && (own === 'each' || own === name));
  if (chaincode === undefined) throw new DomainError('WRONG_NETWORK', { type, chaincode: named });
  return { chaincode, function: contractFunctionOf(type), argument: instructionArgument(signed) };
}
