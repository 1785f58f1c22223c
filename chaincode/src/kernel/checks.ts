// SPDX-License-Identifier: Apache-2.0
import { ledgerTime } from '@unionid/domain/governance';
import { DomainError } from '@unionid/domain/errors';
import {
  assertInService,
  instructionDigest,
  isSignedBy,
  keyIdOf,
  type Instruction,
  type InstructionDefinition,
  type SignedInstruction,
} from '@unionid/domain/instruction';
import {
  ledgerKey,
  type ClockRecord,
  type LedgerKey,
  type LedgerName,
  type OperatorKeyRecord,
  type OperatorRecord,
} from '@unionid/domain/ledger';
import { chinaDateAt } from '@unionid/domain/values';
import type { AuthorityFacts, SignerName } from './authority.js';
import type { Subject } from './handler.js';
import type { LedgerStub } from './ledger-stub.js';
import type { StateStore } from './state-store.js';

const HOUR_MS = 3_600_000;
/** How much later than the ledger's time an instruction may say it was issued: clocks differ. */
const CLOCK_SKEW_MS = 120_000;

/** @throws DomainError WRONG_NETWORK unless the instruction is for the ledger that this transaction runs on */
export function assertLedger(
  instruction: LedgerName,
  { network, channel, chaincode }: LedgerName,
): LedgerName {
  const isThis =
    instruction.network === network && instruction.channel === channel && instruction.chaincode === chaincode;
  if (!isThis) throw new DomainError('WRONG_NETWORK', { network, channel, chaincode });
  return { network, channel, chaincode };
}

/**
 * Who signed: the registered operator, by a registered key.
 * @throws DomainError ACTOR_UNKNOWN, KEY_UNKNOWN, SIGNATURE_INVALID, KEY_REVOKED, OPERATOR_REVOKED
 */
export function assertSigned(facts: AuthorityFacts, signed: SignedInstruction): OperatorRecord {
  const { operator, key } = signerOf(facts, signed.instruction);
  if (!isSignedBy(signed, key.publicKey)) throw new DomainError('SIGNATURE_INVALID');
  assertInService(operator, key);
  return operator;
}

/**
 * An operator who signed some time ago and must be in service still, by the same key.
 * @throws DomainError ACTOR_UNKNOWN, KEY_UNKNOWN, KEY_REVOKED, OPERATOR_REVOKED
 */
export function assertStillInService(facts: AuthorityFacts, signer: SignerName): OperatorRecord {
  const { operator, key } = signerOf(facts, signer);
  assertInService(operator, key);
  return operator;
}

/** That the payload's own root operator signed. @throws DomainError ACTOR_UNKNOWN, KEY_UNKNOWN, SIGNATURE_INVALID */
export function assertSelfSigned(
  signed: SignedInstruction,
  { operatorId, publicKey }: { readonly operatorId: string; readonly publicKey: string },
): void {
  const { actor, actorKeyId } = signed.instruction;
  if (actor !== operatorId) throw new DomainError('ACTOR_UNKNOWN');
  if (actorKeyId !== keyIdOf(publicKey)) throw new DomainError('KEY_UNKNOWN');
  if (!isSignedBy(signed, publicKey)) throw new DomainError('SIGNATURE_INVALID');
}

/** @throws DomainError INSTRUCTION_FROM_FUTURE, INSTRUCTION_EXPIRED, INSTRUCTION_LIFETIME. @param now milliseconds */
export function assertTimely(
  { issuedAt, expiresAt }: Instruction,
  { maxHours }: Pick<InstructionDefinition, 'maxHours'>,
  now: number,
): void {
  const issued = Date.parse(issuedAt);
  const expires = Date.parse(expiresAt);
  if (issued > now + CLOCK_SKEW_MS) throw new DomainError('INSTRUCTION_FROM_FUTURE', { issuedAt });
  if (expires < now) throw new DomainError('INSTRUCTION_EXPIRED', { expiresAt });
  if (expires - issued > maxHours * HOUR_MS) throw new DomainError('INSTRUCTION_LIFETIME', { maxHours });
}

/** Where it stands that an instruction was carried out: under its actor, so that nobody else can use its identifier up. */
export function seenKey({ expiresAt, actor, instructionId }: Instruction): LedgerKey<'seen'> {
  return ledgerKey.seen(expiresAt.slice(0, 10), actor, instructionId);
}

/** @throws DomainError INSTRUCTION_REPLAYED; INSTRUCTION_ID_TAKEN where the identifier stands for another content */
export function assertNotSeen(state: StateStore, instruction: Instruction): void {
  const seen = state.get(seenKey(instruction));
  if (seen === undefined) return;
  const { transactionId, digest } = seen;
  const isSame = digest === instructionDigest(instruction);
  throw new DomainError(isSame ? 'INSTRUCTION_REPLAYED' : 'INSTRUCTION_ID_TAKEN', { transactionId });
}

/** @throws DomainError STALE_SUBJECT unless the record still is as who signed saw it */
export function assertUnchanged({ subjectVersion: seen }: Instruction, { version: current }: Subject): void {
  if (seen !== current) throw new DomainError('STALE_SUBJECT', { seen, current });
}

/** The time that counts, and the day in China by it. */
export function timeOf(
  { time }: Pick<LedgerStub, 'time'>,
  clock: ClockRecord | undefined,
): { readonly now: number; readonly today: string } {
  const now = ledgerTime(time, clock);
  return { now, today: chinaDateAt(now) };
}

function signerOf(
  facts: AuthorityFacts,
  { actor, actorKeyId }: SignerName,
): { readonly operator: OperatorRecord; readonly key: OperatorKeyRecord } {
  const operator = facts.operator(actor);
  if (operator === undefined) throw new DomainError('ACTOR_UNKNOWN');
  const key = facts.operatorKey(actor, actorKeyId);
  if (key === undefined) throw new DomainError('KEY_UNKNOWN');
  return { operator, key };
}
