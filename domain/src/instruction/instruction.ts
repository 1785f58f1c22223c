// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod/mini';
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
import { toBase64url } from '../encoding/base64url.js';
import type { LedgerName } from '../ledger/index.js';
import { sm3, sm3Hex } from '../sm/sm3.js';
import { verifySm2 } from '../sm/verify.js';
import type { InstructionDefinition, PayloadOfDefinition } from './definition.js';

/**
 * One decision of one operator (architecture.md §4). Its canonical JSON is what the operator signs.
 * `subjectVersion` is the version of the record the operator saw, 0 for one that does not exist yet.
 */
export interface Instruction<Type extends string = string, Payload = unknown> extends LedgerName {
  readonly v: 1;
  readonly type: Type;
  readonly payload: Payload;
  readonly subjectVersion: number;
  readonly actor: string;
  readonly actorKeyId: string;
  readonly instructionId: string;
  /** RFC 3339, UTC, milliseconds. */
  readonly issuedAt: string;
  readonly expiresAt: string;
}

export interface SignedInstruction<Type extends string = string, Payload = unknown> {
  readonly instruction: Instruction<Type, Payload>;
  /** SM2 over the canonical bytes: r‖s, 128 lower-case hex. */
  readonly signature: string;
}

/** The longest argument a contract parses, in UTF-16 code units: 500 rows of a chunk and their envelope fit well. */
export const MAX_ARGUMENT_LENGTH = 1_000_000;

const header = z.strictObject({
  v: z.literal(1),
  network: z.string().check(z.minLength(1), z.maxLength(64)),
  channel: z.string().check(z.minLength(1), z.maxLength(64)),
  chaincode: z.string().check(z.minLength(1), z.maxLength(64)),
  type: z.string().check(z.maxLength(64)),
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

/** An instruction of one type, with its signature. */
export type SignedOf<D extends InstructionDefinition> = SignedInstruction<D['type'], PayloadOfDefinition<D>>;

/**
 * Strict reading of a transaction's argument: canonical, complete, nothing more. Its payload is read by `parsePayload`.
 * @throws DomainError TOO_LARGE, NOT_CANONICAL, INVALID_REQUEST
 */
export function parseSignedEnvelope(argument: string): SignedInstruction {
  return parseWith(signedInstructionSchema, parseArgument(argument));
}

/** The same with the payload that its type asks for. @throws DomainError INVALID_REQUEST, also for another type */
export function parsePayload<D extends InstructionDefinition>(
  { instruction, signature }: SignedInstruction,
  definition: D,
): SignedOf<D> {
  const { type, payload } = definition;
  if (instruction.type !== type)
    throw new DomainError('INVALID_REQUEST', { reason: 'the type is not of the function called' });
  return {
    instruction: {
      ...instruction,
      type,
      payload: parseWith(payload, instruction.payload) as PayloadOfDefinition<D>,
    },
    signature,
  };
}

/** Canonical JSON of bounded size as a value. @throws DomainError TOO_LARGE, NOT_CANONICAL */
export function parseArgument(argument: string): unknown {
  if (argument.length > MAX_ARGUMENT_LENGTH)
    throw new DomainError('TOO_LARGE', { limit: MAX_ARGUMENT_LENGTH });
  return parseCanonicalJson(argument);
}

/** SM3 of the canonical instruction, base64url: what two copies have in common whose signatures differ. */
export function instructionDigest(instruction: Instruction): string {
  return toBase64url(sm3(instructionBytes(instruction)));
}

/** True when the signature over the instruction is by this key (user id 1234567812345678). */
export function isSignedBy(signed: SignedInstruction, publicKey: string): boolean {
  return verifySm2({ message: instructionBytes(signed.instruction), signature: signed.signature, publicKey });
}

/** Label of a key: the first 8 bytes of its fingerprint. Short, and says nothing about its holder; proves nothing, either. */
export function keyIdOf(publicKey: string): string {
  return fingerprintOf(publicKey).slice(0, 16);
}

/** SM3 of a public key's 65 bytes, hex: what two people compare, whole, before one of them trusts it. */
export function fingerprintOf(publicKey: string): string {
  return sm3Hex(fromHex(publicKey));
}
