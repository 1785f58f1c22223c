// SPDX-License-Identifier: Apache-2.0
import type { InstructionStatus } from '@unionid/domain/api';
import {
  describeInstruction,
  type InstructionOf,
  type InstructionType,
  type PayloadOf,
} from '@unionid/domain/catalogue';
import { instructionBytes } from '@unionid/domain/instruction';
import { sm3Hex } from '@unionid/domain/sm';
import { newInstruction, signInstruction } from '../../signing/instructions.js';
import { errorText } from '../../transport/api-error.js';
import type { CommandContext } from '../command/command.js';
import type { Exit } from '../terminal/exit-code.js';
import type { MessageValues } from '../terminal/messages.js';
import type { Terminal } from '../terminal/terminal.js';

/** What is said beside the outcome: lines for people, and what programs are told. */
export interface Told {
  readonly lines: readonly string[];
  readonly more: Readonly<Record<string, unknown>>;
}

/** Asks, once an instruction has taken effect, for what follows from it. */
export type After = (status: InstructionStatus) => Promise<Told>;

/** What a command decides: the payload, and the version of the record the operator saw. */
export interface Decision<T extends InstructionType> {
  readonly type: T;
  readonly payload: PayloadOf<T>;
  readonly subjectVersion?: number;
  /** Lines for people after the commit. */
  readonly lines?: readonly string[];
  /** What programs are told beside the outcome. */
  readonly more?: Readonly<Record<string, unknown>>;
  /** Told after both, where it has taken effect. */
  readonly after?: After;
}

/** Builds the instruction of a decision, then {@link submitDecision}. */
export async function decide<T extends InstructionType>(
  context: CommandContext,
  { lines = [], more = {}, after, ...decision }: Decision<T>,
): Promise<Exit> {
  const instruction = newInstruction({ ...(await context.session.instructionContext()), ...decision });
  return submitDecision(context, instruction, { lines, more, ...(after && { after }) });
}

/** Shows an instruction in plain words made from its own bytes, asks, signs, submits and tells what became of it. */
export async function submitDecision(
  { terminal, session }: CommandContext,
  instruction: InstructionOf,
  { lines = [], more = {}, after }: Pick<Decision<InstructionType>, 'lines' | 'more' | 'after'> = {},
): Promise<Exit> {
  for (const line of summaryOf(terminal, instruction)) terminal.note(line);
  if (!(await terminal.confirm('confirmSign'))) return declined(terminal);
  const signed = await signInstruction(instruction, await session.signer());
  terminal.sayLast('interruptedInstruction', instruction);
  const status = await (await session.client()).instructions.submit(signed);
  const told = await toldAfter(status, after);
  const said = { lines: [...lines, ...told.lines], more: { ...more, ...told.more } };
  return reportStatus(terminal, { instruction, status, ...said });
}

/** The instruction in plain words, with the digest of the bytes that are signed. */
export function summaryOf(terminal: Terminal, instruction: InstructionOf): string[] {
  const { type, actor, expiresAt, network, channel, chaincode, instructionId } = instruction;
  return [
    terminal.text('willSign'),
    `  ${describeInstruction({ instruction })[terminal.language]}`,
    terminal.text('instructionDetail', { type, actor, expiresAt }),
    terminal.text('instructionLedger', { network, channel, chaincode, instructionId }),
    terminal.text('instructionDigest', { digest: sm3Hex(instructionBytes(instruction)) }),
  ];
}

/** Says that nothing was signed. */
export function declined(terminal: Terminal): Exit {
  terminal.result({ declined: true }, [terminal.text('declined')]);
  return 'declined';
}

export interface StatusReport {
  readonly instruction?: InstructionOf;
  readonly status: InstructionStatus;
  readonly lines?: readonly string[];
  readonly more?: Readonly<Record<string, unknown>>;
}

/** What became of an instruction, and how the process ends. */
export function reportStatus(
  terminal: Terminal,
  { instruction, status, lines = [], more = {} }: StatusReport,
): Exit {
  const value = { ...status, ...(instruction !== undefined && { payload: instruction.payload }), ...more };
  const { transactionId, instructionId, block = '?' } = status;
  switch (status.status) {
    case 'COMMITTED':
      terminal.result(value, [
        terminal.text('committed', { block, transactionId }),
        ...(waitLines(terminal, status.result) ?? lines),
      ]);
      return 'ok';
    case 'PENDING':
      terminal.result(value, [terminal.text('pending', { instructionId })]);
      return 'unknown';
    case 'REFUSED':
      terminal.result(value, refusalLines(terminal, status.code));
      return 'refused';
  }
}

/** Of a decision that takes two: it has changed nothing yet. */
function waitLines(terminal: Terminal, result: unknown): string[] | undefined {
  if (!isWaiting(result)) return undefined;
  return [terminal.text('waitsForSecond', result.pending as MessageValues)];
}

async function toldAfter(status: InstructionStatus, after: After | undefined): Promise<Told> {
  const hasTakenEffect = status.status === 'COMMITTED' && !isWaiting(status.result);
  if (!hasTakenEffect || after === undefined) return { lines: [], more: {} };
  return after(status);
}

function isWaiting(result: unknown): result is { readonly pending: unknown } {
  return typeof result === 'object' && result !== null && 'pending' in result;
}

/** Cause and next step of a code. */
export function refusalLines(terminal: Terminal, code = 'INTERNAL'): string[] {
  const { cause, next } = errorText(code, terminal.language);
  return [terminal.text('refusedBecause', { cause, code }), terminal.text('nextStep', { next })];
}
