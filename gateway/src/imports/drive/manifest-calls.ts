// SPDX-License-Identifier: Apache-2.0
import { INSTRUCTION_TYPES } from '@unionid/domain/catalogue';
import { canonicalJson } from '@unionid/domain/encoding';
import { DomainError } from '@unionid/domain/errors';
import { IMPORT_KINDS, type ImportKind } from '@unionid/domain/forms';
import {
  contractFunctionOf,
  instructionArgument,
  instructionDigest,
  type SignedInstruction,
} from '@unionid/domain/instruction';
import type { ChaincodeName } from '@unionid/domain/ledger';
import { chunkTypeOf, closingTypeOf } from '@unionid/domain/manifest';
import { instructionKey } from '../../submission/instruction-name.js';
import type { Submission } from '../../submission/submission.js';

/** Whose instruction signs a file of the kind, and carries out what it says. */
export function chaincodeOf(kind: ImportKind): ChaincodeName {
  const { chaincode } = INSTRUCTION_TYPES[IMPORT_KINDS[kind].instructionType];
  if (chaincode === 'each') throw new DomainError('INTERNAL');
  return chaincode;
}

/** What opens a manifest: the instruction that its operator signed. */
export function manifestSubmission(kind: ImportKind, signed: SignedInstruction): Submission {
  const { instruction } = signed;
  return {
    key: instructionKey(instruction),
    digest: instructionDigest(instruction),
    call: call(kind, instruction.type, instructionArgument(signed)),
  };
}

/** What carries one of its chunks. */
export function chunkSubmission(
  kind: ImportKind,
  {
    importId,
    chunk,
    argument,
  }: { readonly importId: string; readonly chunk: number; readonly argument: string },
): Submission {
  const type = chunkTypeOf(IMPORT_KINDS[kind].instructionType);
  return { key: chunkKey(importId, chunk), digest: '', call: call(kind, type, argument) };
}

/** What closes it. */
export function closingSubmission(kind: ImportKind, importId: string): Submission {
  const type = closingTypeOf(IMPORT_KINDS[kind].instructionType);
  const argument = canonicalJson({ manifestId: importId });
  return { key: `close/${importId}`, digest: '', call: call(kind, type, argument) };
}

export function chunkKey(importId: string, chunk: number): string {
  return `chunk/${importId}/${String(chunk)}`;
}

function call(kind: ImportKind, type: string, argument: string): Submission['call'] {
  return { chaincode: chaincodeOf(kind), function: contractFunctionOf(type), argument };
}
