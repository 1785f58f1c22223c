// SPDX-License-Identifier: Apache-2.0
import {
  INSTRUCTION_TYPES,
  type InstructionType,
  type PayloadOf,
  type InstructionOf,
  type SignedInstructionOf,
} from '@unionid/domain/catalogue';
import { formatId, randomBytesOf, type IdKind } from '@unionid/domain/ids';
import { DAY_HOURS, instructionBytes, keyIdOf } from '@unionid/domain/instruction';
import type { LedgerName } from '@unionid/domain/ledger';
import { parseWith } from '@unionid/domain/schema';
import { randomBytes, type Signer } from '@unionid/domain/signing';

const MINUTE_MS = 60_000;
const DEFAULT_MINUTES = 30;

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
export function newInstruction<T extends InstructionType>(input: NewInstruction<T>): InstructionOf<T> {
  const { network, channel } = input.ledger;
  const definition = INSTRUCTION_TYPES[input.type];
  const now = input.now ?? Date.now();
  const minutes = input.validMinutes ?? defaultMinutes(input.type);
  return {
    v: 1,
    network,
    channel,
    // One that every chaincode has is for the one that the caller names.
    chaincode: definition.chaincode === 'each' ? input.ledger.chaincode : definition.chaincode,
    type: input.type,
    payload: parseWith(definition.payload, input.payload) as PayloadOf<T>,
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
  instruction: InstructionOf<T>,
  signer: Signer,
): Promise<SignedInstructionOf<T>> {
  return { instruction, signature: await signer.sign(instructionBytes(instruction)) };
}

/** A new random identifier. */
export function newId(kind: IdKind): string {
  return formatId(kind, randomBytes(randomBytesOf(kind)));
}

function defaultMinutes(type: InstructionType): number {
  const { maxHours } = INSTRUCTION_TYPES[type];
  return maxHours > DAY_HOURS ? maxHours * 60 : DEFAULT_MINUTES;
}
