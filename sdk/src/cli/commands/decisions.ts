// SPDX-License-Identifier: Apache-2.0
import type { DecisionView } from '@unionid/domain/api';
import {
  describeInstruction,
  toSignedInstruction,
  type SignedInstructionOf,
} from '@unionid/domain/catalogue';
import { DomainError } from '@unionid/domain/errors';
import { instructionDigest } from '@unionid/domain/instruction';
import { newInstruction } from '../../signing/instructions.js';
import type { Command, CommandContext, Option } from '../command/command.js';
import { submitDecision, summaryOf } from '../steps/decide.js';
import { PAGE_OPTIONS, pageOptions, showPage } from '../steps/pages.js';
import { isSignedList, LIST_IN, showSignedList, UNSEEN } from '../steps/signed-list.js';
import { detailInWords } from '../terminal/detail-words.js';
import type { Exit } from '../terminal/exit-code.js';
import type { MessageValues } from '../terminal/messages.js';
import type { Terminal } from '../terminal/terminal.js';
import { valueOf } from '../terminal/values.js';

const DECISION = ['operatorId', 'instructionId'];
const ORG: Option = {
  name: 'org',
  value: 'orgId',
  text: { zh: '只列此工会的决定', en: 'Decisions about this union only' },
};

export const decisionCommands: readonly Command[] = [
  {
    name: 'decisions list',
    args: [],
    summary: { zh: '列出待第二人签名的决定', en: 'List decisions that wait for a second signature' },
    options: [ORG, ...PAGE_OPTIONS],
    run: listDecisions,
  },
  {
    name: 'decisions show',
    args: DECISION,
    summary: {
      zh: '用通俗语言显示一项待第二人签名的决定',
      en: 'Show a decision that waits for a second signature in plain words',
    },
    options: [],
    run: showDecision,
  },
  {
    name: 'decisions confirm',
    args: DECISION,
    summary: {
      zh: '作为第二人签名同意一项决定，决定随即生效',
      en: 'Confirm a decision as the second person; it then takes effect',
    },
    options: [LIST_IN, UNSEEN],
    run: confirmDecision,
  },
  {
    name: 'decisions withdraw',
    args: DECISION,
    summary: { zh: '撤回或否决一项待签名的决定', en: 'Withdraw or turn down a decision that waits' },
    options: [],
    run: withdrawDecision,
  },
];

/** Of a decision that waits: it is made once and never changed. */
const PENDING_VERSION = 1;

async function listDecisions({ terminal, session, values }: CommandContext): Promise<Exit> {
  const org = valueOf(values, 'org');
  const asked = { ...pageOptions(values), ...(org !== undefined && { org }) };
  const page = await (await session.client()).decisions.list(asked);
  const lines = page.items.flatMap((view) => [
    terminal.text('decisionListed', nameOf(view)),
    `  ${describeInstruction(readDecision(view))[terminal.language]}`,
  ]);
  showPage(terminal, page, lines);
  return 'ok';
}

function nameOf({ actor, instructionId, until }: DecisionView): MessageValues {
  return { actor, instructionId, until };
}

async function showDecision(context: CommandContext): Promise<Exit> {
  const { terminal } = context;
  const { view, decision } = await fetchDecision(context);
  terminal.result(view, linesOf(terminal, view, decision));
  return 'ok';
}

/** What is confirmed is shown from the very bytes that the confirmation carries, never from what the gateway says of it. */
async function confirmDecision(context: CommandContext): Promise<Exit> {
  const { terminal, session } = context;
  const { view, decision } = await fetchDecision(context);
  for (const line of linesOf(terminal, view, decision)) terminal.note(line);
  const { actor } = await session.instructionContext();
  // Before anything is signed; of the own operator nobody need be asked.
  const refusal = actor === decision.instruction.actor ? 'SAME_PERSON' : view.refusal;
  if (refusal !== undefined) throw new DomainError(refusal);
  if (isSignedList(decision.instruction)) await showSignedList(context, decision.instruction);
  const { ledger, ...signer } = await session.instructionContext();
  const instruction = newInstruction({
    ...signer,
    ledger: { ...ledger, chaincode: decision.instruction.chaincode },
    type: 'decision.confirm',
    payload: { decision, digest: instructionDigest(decision.instruction) },
    subjectVersion: PENDING_VERSION,
  });
  return submitDecision(context, instruction, { lines: [terminal.text('decisionConfirmed')] });
}

async function withdrawDecision(context: CommandContext): Promise<Exit> {
  const { terminal, session } = context;
  const { view, decision } = await fetchDecision(context);
  for (const line of linesOf(terminal, view, decision)) terminal.note(line);
  const { actor, instructionId, chaincode } = decision.instruction;
  const { ledger, ...signer } = await session.instructionContext();
  const instruction = newInstruction({
    ...signer,
    ledger: { ...ledger, chaincode },
    type: 'decision.withdraw',
    payload: { actor, instructionId },
    subjectVersion: PENDING_VERSION,
  });
  return submitDecision(context, instruction, { lines: [terminal.text('decisionWithdrawn')] });
}

interface FetchedDecision {
  readonly view: DecisionView;
  readonly decision: SignedInstructionOf;
}

/** @throws DomainError DECISION_DIFFERS where the gateway answers another one than was asked for */
async function fetchDecision({
  session,
  args: [actor = '', instructionId = ''],
}: CommandContext): Promise<FetchedDecision> {
  const view = await (await session.client()).decisions.get(actor, instructionId);
  const decision = readDecision(view);
  const { instruction } = decision;
  if (instruction.actor !== actor || instruction.instructionId !== instructionId)
    throw new DomainError('DECISION_DIFFERS');
  return { view, decision };
}

function readDecision({ decision, digest }: DecisionView): SignedInstructionOf {
  const signed = toSignedInstruction(decision);
  if (instructionDigest(signed.instruction) !== digest) throw new DomainError('DECISION_DIFFERS');
  return signed;
}

function linesOf(
  terminal: Terminal,
  { until, actor }: DecisionView,
  { instruction }: SignedInstructionOf,
): string[] {
  return [
    terminal.text('decisionWaits', { actor, until }),
    ...summaryOf(terminal, instruction).slice(1),
    ...payloadLines(terminal, instruction.payload),
  ];
}

/** Each field of what was signed, in words where there are any. */
function payloadLines(terminal: Terminal, value: object, path = ''): string[] {
  return Object.entries(value).flatMap(([name, field]: [string, unknown]) =>
    typeof field === 'object' && field !== null
      ? payloadLines(terminal, field, `${path}${name}.`)
      : terminal.text('detailLine', detailInWords(terminal.language, `${path}${name}`, field)),
  );
}
