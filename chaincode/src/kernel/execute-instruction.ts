// SPDX-License-Identifier: Apache-2.0
import { canonicalJson } from '@unionid/domain/encoding';
import { DomainError } from '@unionid/domain/errors';
import { NATIONAL_CODE } from '@unionid/domain/governance';
import {
  INSTRUCTION_TYPES,
  isSignedBy,
  keyIdOf,
  parseSignedInstruction,
  type Instruction,
  type InstructionType,
  type LedgerName,
  type SignedInstruction,
} from '@unionid/domain/instruction';
import { ledgerKey, type NetworkRecord, type SeenRecord } from '@unionid/domain/ledger';
import { chinaDateAt } from '@unionid/domain/values';
import { actorKeys, assertSigned, networkOf, readHostMsp, type Actor } from './actor.js';
import type { FoundingHandler, InstructionHandler, Receipt, Subject, Transaction, Work } from './handler.js';
import type { LedgerStub } from './ledger-stub.js';
import { isWithin, readAncestors } from './scope.js';
import { StateStore } from './state-store.js';
import { assertAdmin, assertSubmitter } from './submitter.js';

/** The chaincode that instructions for these contracts name. */
export const CHAINCODE_NAME = 'identity';

const HOUR_MS = 3_600_000;
/** How much later than the ledger's time an instruction may say it was issued: clocks differ. */
const CLOCK_SKEW_MS = 120_000;

/**
 * Decisions by which a superior outside the province may act on a record (architecture.md §4: found an organisation,
 * appoint or freeze a top-level operator, acknowledge a filing, decide a dispute). None of them exists yet, so every
 * instruction about another province's record is refused, the national union's too.
 */
const SUPERIOR_TYPES: readonly InstructionType[] = [];

/**
 * Carries out a signed instruction: every check of architecture.md §4, in its order, then the rule, then one batch of
 * writes and one event.
 * @throws DomainError the first check that fails
 */
export async function executeInstruction<T extends InstructionType>(
  stub: LedgerStub,
  { type, argument, handler }: { type: T; argument: string; handler: InstructionHandler<T> },
): Promise<string> {
  const signed = parseOfType(argument, type);
  const { instruction } = signed;
  const { payload } = instruction;
  const state = new StateStore(stub);
  await state.read([...actorKeys(instruction), seenKey(instruction), ...handler.keys(payload)]);
  const ledger = assertLedger(instruction, ledgerOf(stub, networkOf(state)));
  const record = assertSigned(state, signed);
  assertTimely(instruction, stub.time);
  assertNotSeen(state, instruction);
  const actor = { operatorId: instruction.actor, record, mspId: await readHostMsp(state, record.province) };
  assertSubmitter(stub.creator, actor.mspId);
  const work = { stub, state, ledger, today: chinaDateAt(stub.time), instruction, payload, actor };
  await assertAuthority(work, await handler.locate(work));
  return finish({ ...work, type }, await handler.apply(work));
}

/**
 * Carries out an instruction signed by the operator whom it registers, submitted by an organisation's admin.
 * @throws DomainError the first check that fails
 */
export async function executeFounding<T extends InstructionType>(
  stub: LedgerStub,
  { type, argument, handler }: { type: T; argument: string; handler: FoundingHandler<T> },
): Promise<string> {
  const signed = parseOfType(argument, type);
  const { instruction } = signed;
  const { payload } = instruction;
  const state = new StateStore(stub);
  await state.read([...actorKeys(instruction), seenKey(instruction), ...handler.keys(payload)]);
  const network = state.get<NetworkRecord>(ledgerKey.network());
  const ledger = assertLedger(instruction, ledgerOf(stub, network ?? instruction));
  assertSelfSigned(signed, handler.root(payload));
  assertTimely(instruction, stub.time);
  assertNotSeen(state, instruction);
  const founding = { stub, state, ledger, today: chinaDateAt(stub.time), instruction, payload };
  assertSubmitter(stub.creator, handler.mspId(founding));
  assertAdmin(stub.creator);
  return finish({ ...founding, type }, await handler.apply(founding));
}

/** Names the ledger that this transaction runs on. */
export function ledgerOf({ channel }: LedgerStub, { network }: { readonly network: string }): LedgerName {
  return { network, channel, chaincode: CHAINCODE_NAME };
}

/** Puts the event, flushes the writes, spells the answer. */
export async function finish(
  {
    type,
    stub,
    state,
    instruction,
  }: Pick<Transaction, 'stub' | 'state'> & { type: string; instruction?: Instruction },
  { result, subjects, id, root }: Receipt,
): Promise<string> {
  if (instruction !== undefined) {
    const seen: SeenRecord = { transactionId: stub.transactionId };
    state.put(seenKey(instruction), seen);
  }
  stub.emit(
    type,
    canonicalJson({ type, subjects, ...(id !== undefined && { id }), ...(root !== undefined && { root }) }),
  );
  await state.flush();
  return canonicalJson(result);
}

function parseOfType<T extends InstructionType>(argument: string, type: T): SignedInstruction<T> {
  const signed = parseSignedInstruction(argument);
  if (signed.instruction.type !== type)
    throw new DomainError('INVALID_REQUEST', { reason: 'the type is not of the function called' });
  return signed as SignedInstruction<T>;
}

function assertLedger(instruction: LedgerName, { network, channel, chaincode }: LedgerName): LedgerName {
  const isThis =
    instruction.network === network && instruction.channel === channel && instruction.chaincode === chaincode;
  if (!isThis) throw new DomainError('WRONG_NETWORK', { network, channel, chaincode });
  return { network, channel, chaincode };
}

function assertSelfSigned(
  signed: SignedInstruction,
  { operatorId, publicKey }: { operatorId: string; publicKey: string },
): void {
  const { actor, actorKeyId } = signed.instruction;
  if (actor !== operatorId) throw new DomainError('ACTOR_UNKNOWN');
  if (actorKeyId !== keyIdOf(publicKey)) throw new DomainError('KEY_UNKNOWN');
  if (!isSignedBy(signed, publicKey)) throw new DomainError('SIGNATURE_INVALID');
}

function assertTimely({ type, issuedAt, expiresAt }: Instruction, now: number): void {
  const issued = Date.parse(issuedAt);
  const expires = Date.parse(expiresAt);
  if (issued > now + CLOCK_SKEW_MS) throw new DomainError('INSTRUCTION_FROM_FUTURE', { issuedAt });
  if (expires < now) throw new DomainError('INSTRUCTION_EXPIRED', { expiresAt });
  const maxHours = INSTRUCTION_TYPES[type].maxHours;
  if (expires - issued > maxHours * HOUR_MS) throw new DomainError('INSTRUCTION_LIFETIME', { maxHours });
}

function seenKey({ expiresAt, instructionId }: Instruction): string {
  return ledgerKey.seen(expiresAt.slice(0, 10), instructionId);
}

function assertNotSeen(state: StateStore, instruction: Instruction): void {
  const seen = state.get<SeenRecord>(seenKey(instruction));
  if (seen !== undefined)
    throw new DomainError('INSTRUCTION_REPLAYED', { transactionId: seen.transactionId });
}

async function assertAuthority<T extends InstructionType>(work: Work<T>, subject: Subject): Promise<void> {
  const { instruction, actor, state } = work;
  assertProvince(instruction.type, actor, subject);
  assertGrant(instruction.type, actor);
  await readAncestors(state, [subject.org], actor.record.org);
  if (!isWithin(state, subject.org, actor.record.org)) throw new DomainError('OUT_OF_SCOPE');
  if (instruction.subjectVersion !== subject.version)
    throw new DomainError('STALE_SUBJECT', { seen: instruction.subjectVersion, current: subject.version });
}

function assertProvince(type: InstructionType, { record }: Actor, { province }: Subject): void {
  if (province === record.province) return;
  if (record.province === NATIONAL_CODE && SUPERIOR_TYPES.includes(type)) return;
  throw new DomainError('PROVINCE_FOREIGN', { province });
}

function assertGrant(type: InstructionType, { record }: Actor): void {
  const { grant } = INSTRUCTION_TYPES[type];
  if (grant !== undefined && !record.grants.includes(grant))
    throw new DomainError('GRANT_MISSING', { grant });
}
