// SPDX-License-Identifier: Apache-2.0
import {
  INSTRUCTION_TYPES,
  samplePayload,
  type InstructionOf,
  type InstructionType,
  type PayloadOf,
  type SignedInstructionOf,
} from '#src/catalogue/index.js';
import { formatId, randomBytesOf, type IdKind } from '#src/ids/index.js';
import { instructionBytes, keyIdOf } from '#src/instruction/index.js';
import type { LedgerName } from '#src/ledger/index.js';
import { newSm2KeyPair, signSm2, type Sm2KeyPair } from '#src/signing.js';

export const LEDGER: LedgerName = { network: 'test', channel: 'union-main', chaincode: 'identity' };
export const KEYS: Sm2KeyPair = newSm2KeyPair();

/** An identifier of this kind whose random bytes all have this value. */
export function idOf(kind: IdKind, byte = 1): string {
  return formatId(kind, new Uint8Array(randomBytesOf(kind)).fill(byte));
}

/** One valid payload of each type: its own sample. */
export const PAYLOADS = Object.fromEntries(
  Object.keys(INSTRUCTION_TYPES).map((type) => [type, samplePayload(type as InstructionType)]),
) as { readonly [T in InstructionType]: PayloadOf<T> };

export const TYPES = Object.keys(PAYLOADS) as InstructionType[];

/** An unsigned instruction of this type. */
export function newInstruction<T extends InstructionType>(type: T, payload: PayloadOf<T>): InstructionOf<T> {
  return {
    v: 1,
    ...LEDGER,
    type,
    payload,
    subjectVersion: 0,
    actor: idOf('operator'),
    actorKeyId: keyIdOf(KEYS.publicKey),
    instructionId: idOf('instruction'),
    issuedAt: '2026-01-31T08:00:00.000Z',
    expiresAt: '2026-02-01T08:00:00.000Z',
  };
}

/** The same, signed with {@link KEYS}. */
export function newSignedInstruction(type: InstructionType): SignedInstructionOf {
  const instruction = newInstruction(type, PAYLOADS[type]);
  const signature = signSm2({ message: instructionBytes(instruction), privateKey: KEYS.privateKey });
  return { instruction, signature };
}
