// SPDX-License-Identifier: Apache-2.0
import { personInput, transferSide } from '@unionid/domain/api';
import type { InstructionType } from '@unionid/domain/catalogue';
import { invalidRequest } from '@unionid/domain/errors';
import { readCounterEntry } from '@unionid/domain/forms';
import { creditCodeField, orgIdField, orNone, parseWith } from '@unionid/domain/schema';
import { OBJECTION_GROUNDS, TRANSFER_EVIDENCE } from '@unionid/domain/ledger';
import { chinaDateAt } from '@unionid/domain/values';
import * as z from 'zod/mini';
import { rebuildTransferRequest } from '../../rebuild/transfer.js';
import type { Command, CommandContext, Option } from '../command/command.js';
import { assertParty } from '../steps/assert-party.js';
import { transferClock } from '../steps/clock.js';
import { decide, submitDecision } from '../steps/decide.js';
import { digestOf, EVIDENCE } from '../steps/evidence.js';
import { PAGE_OPTIONS, pageOptions, showPage } from '../steps/pages.js';
import type { Exit } from '../terminal/exit-code.js';
import { parseJsonFile } from '../terminal/files.js';
import { noteStanding } from '../steps/standing-lines.js';
import { transferLines } from '../terminal/transfer-lines.js';
import { required, valueOf } from '../terminal/values.js';
import { transferBatchCommand } from './transfer-batch.js';
import { transferReleaseCommand } from './transfer-release.js';
import { transferRequestsCommand } from './transfer-requests.js';

const ONE = ['identityId'] as const;
const GROUND: Option = {
  name: 'ground',
  value: OBJECTION_GROUNDS.join('|'),
  text: {
    zh: 'notThisPerson 不是同一人，stillEmployed 仍在本单位工作，expulsionPending 正在办理除名',
    en: 'not this person, still employed here, a decision of expulsion is pending',
  },
};

export const transferCommands: readonly Command[] = [
  transferReleaseCommand,
  {
    name: 'transfers request',
    args: [],
    summary: { zh: '转入方：申请接转一名会员', en: 'New union: ask for a member of another union' },
    options: [
      {
        name: 'file',
        value: 'file',
        text: {
          zh: 'JSON 文件：person（姓名、证件等）、to（转入工会）、employer（新单位信用代码）、evidence（contract 劳动合同、socialInsurance 社保参保、employmentNote 用工证明、platformNote 平台用工证明、residence 居住证明：仅乡镇街道工会，employer 可空）',
          en: 'JSON file: person (name, document, …), to (the new union), employer (its credit code), evidence (contract, socialInsurance, employmentNote, platformNote; residence: unions of townships and streets only, employer may be empty)',
        },
      },
      EVIDENCE,
      {
        name: 'code',
        value: 'releaseCode',
        text: {
          zh: '会员带来的接转码；有码即可接收，不必等待',
          en: "The member's release code: with it there is nothing to wait for",
        },
      },
    ],
    run: request,
  },
  transferRequestsCommand,
  transferBatchCommand,
  {
    name: 'transfers object',
    args: [...ONE],
    summary: { zh: '转出方：在期限内提出异议', en: 'Old union: object in time' },
    options: [GROUND, EVIDENCE],
    run: (context) => dispute(context, 'transfer.object'),
  },
  {
    name: 'transfers appeal',
    args: [...ONE],
    summary: {
      zh: '转出方：对因本会逾期未答复而完成的接转提出申诉',
      en: 'Old union: appeal against a transfer that went by its own silence',
    },
    options: [GROUND, EVIDENCE],
    run: (context) => dispute(context, 'transfer.appeal'),
  },
  {
    name: 'transfers decide',
    args: [...ONE],
    summary: { zh: '裁决方：就异议或申诉作出裁决', en: 'Judge: decide on an objection or an appeal' },
    options: [
      {
        name: 'outcome',
        value: 'go|stay',
        text: {
          zh: 'go 归转入工会，stay 归原工会',
          en: 'go: to the new union, stay: with the old one, or back to it',
        },
      },
      EVIDENCE,
    ],
    run: decideOn,
  },
  {
    name: 'transfers complete',
    args: [...ONE],
    summary: {
      zh: '转入方：接收会员，会籍即转入；裁定退回的，由转出方收回',
      en: 'New union: take the member over; old union: take back whom the decision on an appeal gives back',
    },
    options: [],
    run: (context) => step(context, 'transfer.complete'),
  },
  {
    name: 'transfers undo',
    args: [...ONE],
    summary: {
      zh: '转入方：接收错了，在期限内撤销，会籍即退回原工会',
      en: 'New union: give back, in time, whom it should not have taken over',
    },
    options: [],
    run: (context) => step(context, 'transfer.undo'),
  },
  {
    name: 'transfers cancel',
    args: [...ONE],
    summary: { zh: '撤回本方的接转申请、接转码或申诉', en: 'Take back one’s own request, release or appeal' },
    options: [],
    run: (context) => step(context, 'transfer.cancel'),
  },
  {
    name: 'transfers show',
    args: [...ONE],
    summary: {
      zh: '查看接转：现状、期限、无人处理时的走向',
      en: 'Show a transfer: where it stands, until when, what silence makes of it',
    },
    options: [],
    run: show,
  },
  {
    name: 'transfers list',
    args: [],
    summary: { zh: '列出进行中的接转', en: 'List open transfers' },
    options: [
      {
        name: 'side',
        value: 'in|out|judge',
        text: {
          zh: 'in 转入本方，out 转出本方，judge 待本方裁决；默认 in',
          en: 'in: into own unions, out: out of them, judge: to decide on; in by default',
        },
      },
      ...PAGE_OPTIONS,
    ],
    run: list,
  },
];

/** What a file of `transfers request` holds. */
const requestFile = z.strictObject({
  person: personInput,
  to: orgIdField,
  employer: orNone(creditCodeField),
  evidence: z.enum(TRANSFER_EVIDENCE),
});

async function request(context: CommandContext): Promise<Exit> {
  const { terminal, session, values } = context;
  const file = await parseJsonFile(required(values, 'file'), requestFile);
  const { person, to: org, employer, evidence: kind } = file;
  const digest = await digestOf(context, 'evidence');
  const decision = { to: org, employer, evidence: { kind, digest } };
  const read = readCounterEntry({ type: 'transfer.request', person }, chinaDateAt(Date.now()));
  if (!read.ok) throw invalidRequest(read.faults);
  const client = await session.client();
  const parts = await client.preparations.create({
    type: 'transfer.request',
    person,
    org,
    employer,
    evidence: decision.evidence,
  });
  const code = valueOf(values, 'code');
  const instruction = await rebuildTransferRequest({
    ...{ person, decision, parts, context: await session.instructionContext() },
    ...(code !== undefined && { code }),
  });
  const { identityId } = parts;
  const line = terminal.text(code === undefined ? 'transferAsked' : 'transferAgreed', { identityId });
  return submitDecision(context, instruction, {
    lines: [line, ...noteStanding(terminal, parts)],
    after: transferClock(context, identityId),
  });
}

async function dispute(context: CommandContext, type: 'transfer.object' | 'transfer.appeal'): Promise<Exit> {
  const ground = parseWith(z.enum(OBJECTION_GROUNDS), required(context.values, 'ground'));
  const evidence = await digestOf(context, 'evidence');
  const { version: subjectVersion, silent: from, ...named } = await currentOf(context, type);
  // Of which union's silence: the member may have gone on to others since.
  const payload = { ...named, ground, evidence, ...(type === 'transfer.appeal' && { from }) };
  return decide(context, { type, payload, subjectVersion, after: transferClock(context, named.identityId) });
}

async function decideOn(context: CommandContext): Promise<Exit> {
  const outcome = parseWith(z.enum(['go', 'stay']), required(context.values, 'outcome'));
  const evidence = await digestOf(context, 'evidence');
  const { version: subjectVersion, identityId, place } = await currentOf(context, 'transfer.decide');
  const payload = { identityId, place, outcome, evidence };
  const after = transferClock(context, identityId);
  return decide(context, { type: 'transfer.decide', payload, subjectVersion, after });
}

/** How an instruction names a transfer that there is. */
async function currentOf(
  { session, args: [identityId = ''] }: CommandContext,
  type: InstructionType,
): Promise<{ identityId: string; place: string; version: number; silent: string }> {
  const {
    version,
    place,
    from,
    silent = from,
    actions,
  } = await (await session.client()).transfers.get(identityId);
  assertParty(actions, type.replace('transfer.', ''));
  return { identityId, place, version, silent };
}

async function step(
  context: CommandContext,
  type: 'transfer.complete' | 'transfer.cancel' | 'transfer.undo',
): Promise<Exit> {
  const { version: subjectVersion, identityId, place } = await currentOf(context, type);
  const after = transferClock(context, identityId);
  return decide(context, { type, payload: { identityId, place }, subjectVersion, after });
}

async function show({ terminal, session, args: [identityId = ''] }: CommandContext): Promise<Exit> {
  const transfer = await (await session.client()).transfers.get(identityId);
  terminal.result(transfer, transferLines(terminal, transfer));
  return 'ok';
}

async function list({ terminal, session, values }: CommandContext): Promise<Exit> {
  const side = parseWith(transferSide, valueOf(values, 'side') ?? 'in');
  const page = await (await session.client()).transfers.list({ side, ...pageOptions(values) });
  showPage(
    terminal,
    page,
    page.items.flatMap((transfer) => transferLines(terminal, transfer)),
  );
  return 'ok';
}
