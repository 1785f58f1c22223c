// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod';
import { canonicalBytes, canonicalJson, parseCanonicalJson } from '../encoding/canonical-json.js';
import { fromHex } from '../encoding/hex.js';
import { DomainError } from '../errors/index.js';
import {
  instructionIdField,
  keyIdField,
  operatorIdField,
  parseWith,
  signatureField,
  timestampField,
  versionField,
} from '../schema/index.js';
import { sm3Hex } from '../sm/sm3.js';
import { verifySm2 } from '../sm/verify.js';
import {
  INSTRUCTION_TYPES,
  isInstructionType,
  type InstructionType,
  type PayloadOf,
} from './instruction-types.js';

/** Which ledger an instruction is for: one made for another is refused. */
export interface LedgerName {
  readonly network: string;
  readonly channel: string;
  readonly chaincode: string;
}

/**
 * One decision of one operator (architecture.md §4). Its canonical JSON is what the operator signs.
 * `subjectVersion` is the version of the record the operator saw, 0 for one that does not exist yet.
 */
export interface Instruction<T extends InstructionType = InstructionType> extends LedgerName {
  readonly v: 1;
  readonly type: T;
  readonly payload: PayloadOf<T>;
  readonly subjectVersion: number;
  readonly actor: string;
  readonly actorKeyId: string;
  readonly instructionId: string;
  /** RFC 3339, UTC, milliseconds. */
  readonly issuedAt: string;
  readonly expiresAt: string;
}

export interface SignedInstruction<T extends InstructionType = InstructionType> {
  readonly instruction: Instruction<T>;
  /** SM2 over the canonical bytes: r‖s, 128 lower-case hex. */
  readonly signature: string;
}

/** The longest argument a contract parses, in UTF-16 code units: 500 rows of a chunk and their envelope fit well. */
export const MAX_ARGUMENT_LENGTH = 1_000_000;

const header = z.strictObject({
  v: z.literal(1),
  network: z.string().min(1).max(64),
  channel: z.string().min(1).max(64),
  chaincode: z.string().min(1).max(64),
  type: z.string().max(64),
  payload: z.unknown(),
  subjectVersion: versionField,
  actor: operatorIdField,
  actorKeyId: keyIdField,
  instructionId: instructionIdField,
  issuedAt: timestampField,
  expiresAt: timestampField,
});

/** The HTTP and ledger form of a signed instruction; the payload is checked by its type afterwards. */
export const signedInstructionSchema = z.strictObject({ instruction: header, signature: signatureField });

/** Bytes that the operator signs. */
export function instructionBytes(instruction: Instruction): Uint8Array {
  return canonicalBytes(instruction);
}

/** The one argument of a transaction. */
export function instructionArgument(signed: SignedInstruction): string {
  return canonicalJson(signed);
}

/**
 * Strict reading of a transaction's argument: canonical, complete, nothing more, payload by its type.
 * @throws DomainError TOO_LARGE, NOT_CANONICAL, INVALID_REQUEST, UNKNOWN_INSTRUCTION
 */
export function parseSignedInstruction(argument: string): SignedInstruction {
  return toSignedInstruction(parseArgument(argument));
}

/** The same from a value that was parsed already (an HTTP body). */
export function toSignedInstruction(value: unknown): SignedInstruction {
  const { instruction, signature } = parseWith(signedInstructionSchema, value);
  const { type } = instruction;
  if (!isInstructionType(type)) throw new DomainError('UNKNOWN_INSTRUCTION', { type });
  const payload = parseWith(INSTRUCTION_TYPES[type].payload, instruction.payload);
  return { instruction: { ...instruction, type, payload }, signature };
}

/** Canonical JSON of bounded size as a value. @throws DomainError TOO_LARGE, NOT_CANONICAL */
export function parseArgument(argument: string): unknown {
  if (argument.length > MAX_ARGUMENT_LENGTH)
    throw new DomainError('TOO_LARGE', { limit: MAX_ARGUMENT_LENGTH });
  return parseCanonicalJson(argument);
}

/** True when the signature over the instruction is by this key (user id 1234567812345678). */
export function isSignedBy(signed: SignedInstruction, publicKey: string): boolean {
  return verifySm2({ message: instructionBytes(signed.instruction), signature: signed.signature, publicKey });
}

/** Name of a key: the first 8 bytes of SM3 of its 65 bytes, hex. Short, and says nothing about its holder. */
export function keyIdOf(publicKey: string): string {
  return sm3Hex(fromHex(publicKey)).slice(0, 16);
}
