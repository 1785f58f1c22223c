// SPDX-License-Identifier: Apache-2.0
import { DomainError } from '@unionid/domain/errors';
import {
  needsSecond,
  parsePayload,
  parseSignedEnvelope,
  type InstructionDefinition,
  type SignedInstruction,
} from '@unionid/domain/instruction';
import type { AuthorityFacts, AuthorityRequest } from './authority.js';
import {
  assertLedger,
  assertNotSeen,
  assertSelfSigned,
  assertSigned,
  assertTimely,
  assertUnchanged,
  seenKey,
  timeOf,
} from './checks.js';
import { finish } from './finish.js';
import {
  isFounding,
  type FoundingHandler,
  type InstructionHandler,
  type Kernel,
  type Work,
} from './handler.js';
import type { LedgerStub } from './ledger-stub.js';
import { assertTakesSecond, leavePending, pendingKey } from './pending-decision.js';
import { assertMayDecide } from './relations.js';
import { StateStore } from './state-store.js';
import { assertAdmin, assertSubmitter } from './submitter.js';

/** One instruction on its way. */
interface Arrived<H> {
  readonly kernel: Kernel;
  readonly stub: LedgerStub;
  readonly handler: H;
  readonly signed: SignedInstruction;
}

/**
 * Carries out a signed instruction: every check of architecture.md §4, in its order, then the rule, then one batch of
 * writes and one event.
 * @throws DomainError the first check that fails
 */
export async function executeInstruction(
  kernel: Kernel,
  stub: LedgerStub,
  { type, argument }: { readonly type: string; readonly argument: string },
): Promise<string> {
  const handler = kernel.handlers[type];
  if (handler === undefined) throw new DomainError('UNKNOWN_INSTRUCTION', { type });
  const signed = parseFor(kernel, { definition: handler.definition, argument });
  return isFounding(handler)
    ? executeFounding({ kernel, stub, handler, signed })
    : executeDecision({ kernel, stub, handler, signed });
}

async function executeDecision(arrived: Arrived<InstructionHandler>): Promise<string> {
  const { handler } = arrived;
  const { definition } = handler;
  const work = await openWork(arrived);
  const { stub, state, instruction, actor, authority } = work;
  const subject = await handler.locate(work);
  await assertMayDecide(definition, { record: actor.record, subject, authority });
  assertUnchanged(instruction, subject);
  const isFirst = needsSecond(definition, instruction);
  if (isFirst) await assertTakesSecond(work, { definition, subject });
  const receipt = await handler.apply(work, subject);
  if (!isFirst) return finish({ type: instruction.type, stub, state, instruction }, receipt);
  // The rule said yes; what it would have written waits for the second signature.
  state.discardWrites();
  return finish(
    { type: 'decision.open', stub, state, instruction },
    await leavePending(work, { definition, subject }),
  );
}

/** Reads, and finds out who acts. */
async function openWork({ kernel, stub, handler, signed }: Arrived<InstructionHandler>): Promise<Work> {
  const { definition } = handler;
  const { instruction } = signed;
  const { payload } = instruction;
  const state = new StateStore(stub);
  const request = {
    signers: [signerName(instruction), ...(handler.furtherSigners?.(payload) ?? [])],
    clock: definition.hasDeadline === true || needsSecond(definition, instruction),
  };
  const waiting = needsSecond(definition, instruction) ? [pendingKey(instruction)] : [];
  const own = [seenKey(instruction), ...waiting];
  await state.read([...kernel.authority.keys(request), ...own, ...handler.keys(payload, kernel)]);
  const question = { ...request, ...questionOf(handler, payload, { kernel, state }) };
  const authority = await kernel.authority.open({ stub, state }, question);
  const ledger = assertLedger(instruction, { ...ledgerOf(kernel, stub), network: networkOf(authority) });
  const record = assertSigned(authority, signed);
  assertTimely(instruction, definition, stub.time);
  assertNotSeen(state, instruction);
  const mspId = await authority.hostMsp(record.province);
  assertSubmitter(stub.creator, mspId);
  const { actor: operatorId, actorKeyId: keyId } = instruction;
  const actor = { operatorId, keyId, record, mspId };
  const transaction = { kernel, stub, state, ledger, ...timeOf(stub, authority.clock) };
  return { ...transaction, instruction, payload, actor, authority };
}

/** What matters beside who signs. */
function questionOf(
  handler: InstructionHandler,
  payload: Work['payload'],
  read: Pick<Work, 'kernel' | 'state'>,
): Pick<AuthorityRequest, 'unions' | 'members' | 'ended'> {
  const members = handler.members?.(payload, read);
  const ended = handler.ended?.(payload, read) ?? [];
  return {
    unions: handler.unions?.(payload, read) ?? [],
    ...(members !== undefined && { members }),
    ...(ended.length > 0 && { ended }),
  };
}

/** Carries out an instruction signed by the operator whom it registers, submitted by an organisation's admin. */
async function executeFounding({ kernel, stub, handler, signed }: Arrived<FoundingHandler>): Promise<string> {
  const { definition } = handler;
  const { instruction } = signed;
  const { payload } = instruction;
  const state = new StateStore(stub);
  const request = { signers: [signerName(instruction)], unions: [], clock: false };
  await state.read([
    ...kernel.authority.keys(request),
    seenKey(instruction),
    ...handler.keys(payload, kernel),
  ]);
  const { network } = await kernel.authority.open({ stub, state }, request);
  const name = network?.network ?? instruction.network;
  const ledger = assertLedger(instruction, { ...ledgerOf(kernel, stub), network: name });
  assertSelfSigned(signed, handler.root(payload));
  assertTimely(instruction, definition, stub.time);
  assertNotSeen(state, instruction);
  const founding = { kernel, stub, state, ledger, ...timeOf(stub, undefined), instruction, payload };
  assertSubmitter(stub.creator, handler.mspId(founding));
  assertAdmin(stub.creator);
  return finish({ type: instruction.type, stub, state, instruction }, await handler.apply(founding));
}

function parseFor(
  { handlers }: Kernel,
  { definition, argument }: { readonly definition: InstructionDefinition; readonly argument: string },
): SignedInstruction {
  const signed = parseSignedEnvelope(argument);
  const { type } = signed.instruction;
  if (!Object.hasOwn(handlers, type)) throw new DomainError('UNKNOWN_INSTRUCTION', { type });
  return parsePayload(signed, definition);
}

function ledgerOf({ chaincode }: Kernel, { channel }: LedgerStub): { channel: string; chaincode: string } {
  return { channel, chaincode };
}

function networkOf({ network }: AuthorityFacts): string {
  if (network === undefined) throw new DomainError('NOT_BOOTSTRAPPED');
  return network.network;
}

function signerName({ actor, actorKeyId }: SignedInstruction['instruction']): {
  readonly actor: string;
  readonly actorKeyId: string;
} {
  return { actor, actorKeyId };
}
