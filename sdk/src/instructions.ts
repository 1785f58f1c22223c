// SPDX-License-Identifier: Apache-2.0
import { formatId, randomBytesOf, type IdKind } from '@unionid/domain/ids';
import {
  INSTRUCTION_TYPES,
  instructionBytes,
  keyIdOf,
  type Instruction,
  type InstructionType,
  type LedgerName,
  type PayloadOf,
  type SignedInstruction,
} from '@unionid/domain/instruction';
import { parseWith } from '@unionid/domain/schema';
import { randomBytes, type Signer } from '@unionid/domain/signing';

const MINUTE_MS = 60_000;
const DEFAULT_MINUTES = 30;
const MANIFEST_MINUTES = 7 * 24 * 60;

export interface NewInstruction<T extends InstructionType> {
  readonly type: T;
  readonly payload: PayloadOf<T>;
  /** Version of the record that the operator saw; 0, the default, for one that does not exist yet. */
  readonly subjectVersion?: number;
  /** The ledger it is for, as the gateway's network view names it. */
  readonly ledger: LedgerName;
  readonly actor: string;
  /** The key that will sign. */
  readonly publicKey: string;
  /** Half an hour by default, seven days for a manifest: its chunks take their time. */
  readonly validMinutes?: number;
  /** Milliseconds since 1970; now by default. */
  readonly now?: number;
}

/**
 * One decision, complete but for its signature.
 * @throws DomainError INVALID_REQUEST for a payload that the contract would refuse
 */
export function newInstruction<T extends InstructionType>(input: NewInstruction<T>): Instruction<T> {
  const { network, channel, chaincode } = input.ledger;
  const now = input.now ?? Date.now();
  const minutes = input.validMinutes ?? defaultMinutes(input.type);
  return {
    v: 1,
    network,
    channel,
    chaincode,
    type: input.type,
    payload: parseWith(INSTRUCTION_TYPES[input.type].payload, input.payload) as PayloadOf<T>,
    subjectVersion: input.subjectVersion ?? 0,
    actor: input.actor,
    actorKeyId: keyIdOf(input.publicKey),
    instructionId: newId('instruction'),
    issuedAt: new Date(now).toISOString(),
    expiresAt: new Date(now + minutes * MINUTE_MS).toISOString(),
  };
}

/** The operator's signature over an instruction's canonical bytes. */
export async function signInstruction<T extends InstructionType>(
  instruction: Instruction<T>,
  signer: Signer,
): Promise<SignedInstruction<T>> {
  return { instruction, signature: await signer.sign(instructionBytes(instruction)) };
}

/** A new random identifier. */
export function newId(kind: IdKind): string {
  return formatId(kind, randomBytes(randomBytesOf(kind)));
}

function defaultMinutes(type: InstructionType): number {
  return type === 'person.import' || type === 'organisation.import' ? MANIFEST_MINUTES : DEFAULT_MINUTES;
}
