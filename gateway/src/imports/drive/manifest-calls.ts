// SPDX-License-Identifier: Apache-2.0
import { canonicalJson } from '@unionid/domain/encoding';
import { IMPORT_KINDS, type ImportKind } from '@unionid/domain/forms';
import {
  contractFunctionOf,
  instructionArgument,
  instructionDigest,
  type SignedInstruction,
} from '@unionid/domain/instruction';
import { chunkTypeOf, closingTypeOf } from '@unionid/domain/manifest';
import { instructionKey } from '../../submission/instruction-name.js';
import type { Submission } from '../../submission/submission.js';

/** Whose instructions all imports are. */
const CHAINCODE = 'identity' as const;

/** What opens a manifest: the instruction that its operator signed. */
export function manifestSubmission(signed: SignedInstruction): Submission {
  const { instruction } = signed;
  return {
    key: instructionKey(instruction),
    digest: instructionDigest(instruction),
    call: call(instruction.type, instructionArgument(signed)),
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
  return { key: chunkKey(importId, chunk), digest: '', call: call(type, argument) };
}

/** What closes it. */
export function closingSubmission(kind: ImportKind, importId: string): Submission {
  const type = closingTypeOf(IMPORT_KINDS[kind].instructionType);
  const argument = canonicalJson({ manifestId: importId });
  return { key: `close/${importId}`, digest: '', call: call(type, argument) };
}

export function chunkKey(importId: string, chunk: number): string {
  return `chunk/${importId}/${String(chunk)}`;
}

function call(type: string, argument: string): Submission['call'] {
  return { chaincode: CHAINCODE, function: contractFunctionOf(type), argument };
}
