// SPDX-License-Identifier: Apache-2.0
import { claimSide, personInput, type ClaimView } from '@unionid/domain/api';
import type { InstructionType } from '@unionid/domain/catalogue';
import { DomainError, invalidRequest } from '@unionid/domain/errors';
import { readCounterEntry } from '@unionid/domain/forms';
import { CLAIM_KINDS } from '@unionid/domain/ledger';
import { identityIdField, orgIdField, parseWith } from '@unionid/domain/schema';
import { chinaDateAt } from '@unionid/domain/values';
import * as z from 'zod/mini';
import { rebuildClaim } from '../../rebuild/enrolment.js';
import type { Command, CommandContext } from '../command/command.js';
import { assertParty } from '../steps/assert-party.js';
import { exchangeOf, openOnto, settleOnto } from '../steps/claim-onto.js';
import { claimClock } from '../steps/clock.js';
import { decide, submitDecision } from '../steps/decide.js';
import { digestOf, EVIDENCE } from '../steps/evidence.js';
import { PAGE_OPTIONS, pageOptions, showPage } from '../steps/pages.js';
import type { Exit } from '../terminal/exit-code.js';
import { parseJsonFile } from '../terminal/files.js';
import type { Terminal } from '../terminal/terminal.js';
import { required, valueOf } from '../terminal/values.js';

const ONE = ['identityId'] as const;

export const claimCommands: readonly Command[] = [
  {
    name: 'claims open',
    args: [],
    summary: {
      zh: '认领：证件主人到场，其号码却在他人账户名下',
      en: 'Claim a number: its owner is here, and it leads to another account',
    },
    options: [
      {
        name: 'file',
        value: 'file',
        text: {
          zh: 'JSON 文件：person（姓名、证件等）、org（所在工会）、kind（wrongDocument 证件录错：账户是别人的；notMe 并非本人：从未在那里入会；duplicate 重复登记：同一人两个账户）、own（主人在本会已有账户的，其编号；duplicate 必填）',
          en: 'JSON file: person (name, document, …), org (the union here), kind (wrongDocument: the account is somebody else’s; notMe: never joined there; duplicate: one person twice), own (the account that the owner has here, if any; of a duplicate always)',
        },
      },
      EVIDENCE,
    ],
    run: open,
  },
  {
    name: 'claims answer',
    args: [...ONE],
    summary: { zh: '账户所在工会：答复认领', en: 'Union that has the account: answer a claim' },
    options: [
      {
        name: 'outcome',
        value: 'yield|contest|exchange',
        text: {
          zh: 'yield 交还号码，contest 有异议，exchange 双方号码录反、互换（另加 --file）',
          en: 'give the number up, contest the claim, or let both numbers change places (with --file)',
        },
      },
      {
        name: 'file',
        value: 'file',
        text: {
          zh: '互换时：JSON 文件，person 为本会会员改正后的完整信息',
          en: 'For an exchange: JSON file, person is the whole record of the member here as it is to be',
        },
      },
      EVIDENCE,
    ],
    run: (context) => conclude(context, 'claim.answer'),
  },
  {
    name: 'claims decide',
    args: [...ONE],
    summary: { zh: '裁决方：就有异议的认领作出裁决', en: 'Judge: decide on a contested claim' },
    options: [
      {
        name: 'outcome',
        value: 'uphold|dismiss',
        text: { zh: 'uphold 成立，dismiss 不成立', en: 'the number is the claimant’s, or stays' },
      },
      EVIDENCE,
    ],
    run: (context) => conclude(context, 'claim.decide'),
  },
  {
    name: 'claims settle',
    args: [...ONE],
    summary: {
      zh: '认领工会：认领成立后办结，号码转到其主人自己的账户',
      en: 'Claiming union: once it is upheld, the number goes to its owner’s own account',
    },
    options: [
      {
        name: 'file',
        value: 'file',
        text: {
          zh: '转到已有账户时：JSON 文件，person 为该账户改正后的完整信息（两人办理）',
          en: 'Onto an account that there is: JSON file, person is its whole record as it is to be (two persons)',
        },
      },
      EVIDENCE,
    ],
    run: (context) => step(context, 'claim.settle'),
  },
  {
    name: 'claims withdraw',
    args: [...ONE],
    summary: { zh: '认领工会：撤回认领', en: 'Claiming union: take the claim back' },
    options: [],
    run: (context) => step(context, 'claim.withdraw'),
  },
  {
    name: 'claims show',
    args: [...ONE],
    summary: {
      zh: '查看对一个账户证件号码的认领：现状、期限、无人处理时的走向',
      en: 'Show the claim on the number of an account: where it stands, until when, what silence makes of it',
    },
    options: [],
    run: show,
  },
  {
    name: 'claims list',
    args: [],
    summary: { zh: '列出进行中的认领', en: 'List open claims' },
    options: [
      {
        name: 'side',
        value: 'claimant|holder|judge',
        text: {
          zh: 'claimant 本方提出，holder 针对本方账户（含待补正证件的账户），judge 待本方裁决；默认 holder',
          en: 'claimant: opened here, holder: on accounts here, also those that wait for their number, judge: to decide on; holder by default',
        },
      },
      ...PAGE_OPTIONS,
    ],
    run: list,
  },
];

/** What a file of `claims open` holds. */
const claimFile = z.strictObject({
  ...{ person: personInput, org: orgIdField, kind: z.enum(CLAIM_KINDS) },
  /** The account that the owner has here, where there is one. */
  own: z.exactOptional(identityIdField),
});

async function open(context: CommandContext): Promise<Exit> {
  const { terminal, session, values } = context;
  const { person, org, kind, own } = await parseJsonFile(required(values, 'file'), claimFile);
  const evidence = await digestOf(context, 'evidence');
  if (own !== undefined) return openOnto(context, { own, person, decision: { org, kind, evidence } });
  if (kind === 'duplicate') throw new DomainError('CLAIM_ACCOUNT');
  const decision = { org, kind, evidence };
  const read = readCounterEntry({ type: 'claim.open', person }, chinaDateAt(Date.now()));
  if (!read.ok) throw invalidRequest(read.faults);
  const client = await session.client();
  const parts = await client.preparations.create({ type: 'claim.open', person, ...decision });
  const instruction = rebuildClaim({
    ...{ person, decision, parts, context: await session.instructionContext() },
  });
  const { claimed } = instruction.payload;
  return submitDecision(context, instruction, {
    lines: [terminal.text('claimOpened', { claimed })],
    after: claimClock(context, claimed),
  });
}

async function conclude(context: CommandContext, type: 'claim.answer' | 'claim.decide'): Promise<Exit> {
  const given = required(context.values, 'outcome');
  const evidence = await digestOf(context, 'evidence');
  const claim = await currentOf(context, type);
  const { version: subjectVersion, identityId } = claim;
  const after = claimClock(context, identityId);
  if (type === 'claim.answer') {
    const outcome = parseWith(z.enum(['yield', 'contest', 'exchange']), given);
    const answer =
      outcome === 'exchange'
        ? { outcome: 'yield' as const, exchange: await exchangeOf(context, claim) }
        : { outcome };
    return decide(context, {
      type,
      payload: { ...nameOf(claim), ...answer, evidence },
      subjectVersion,
      after,
    });
  }
  const outcome = parseWith(z.enum(['uphold', 'dismiss']), given);
  return decide(context, { type, payload: { ...nameOf(claim), outcome, evidence }, subjectVersion, after });
}

async function step(context: CommandContext, type: 'claim.settle' | 'claim.withdraw'): Promise<Exit> {
  const claim = await currentOf(context, type);
  if (type === 'claim.settle' && claim.onto) return settleOnto(context, claim);
  const payload = nameOf(claim);
  const isToBeMended = type === 'claim.settle' && claim.kind === 'wrongDocument';
  const lines = isToBeMended ? [context.terminal.text('claimNumberTaken', payload)] : [];
  return decide(context, { type, payload, subjectVersion: claim.version, lines });
}

async function currentOf(
  { session, args: [identityId = ''] }: CommandContext,
  type: InstructionType,
): Promise<ClaimView> {
  const claim = await (await session.client()).claims.get(identityId);
  assertParty(claim.actions, type.replace('claim.', ''));
  return claim;
}

/** How an instruction names a claim that there is. */
function nameOf({ identityId, place }: ClaimView): Pick<ClaimView, 'identityId' | 'place'> {
  return { identityId, place };
}

async function show({ terminal, session, args: [identityId = ''] }: CommandContext): Promise<Exit> {
  const claim = await (await session.client()).claims.get(identityId);
  terminal.result(claim, linesOf(terminal, claim));
  return 'ok';
}

async function list({ terminal, session, values }: CommandContext): Promise<Exit> {
  const side = parseWith(claimSide, valueOf(values, 'side') ?? 'holder');
  const page = await (await session.client()).claims.list({ side, ...pageOptions(values) });
  showPage(
    terminal,
    page,
    page.items.flatMap((claim) => linesOf(terminal, claim)),
  );
  return 'ok';
}

function linesOf(terminal: Terminal, claim: ClaimView): string[] {
  const { identityId, status, way, kind, org, holder, asked, due, contest, futures, actions } = claim;
  const head = [terminal.text(`claim${status}`), terminal.text(`claimKind_${kind}`)];
  if (way !== '') head.push(terminal.text(`claimWay_${way}`));
  return [
    [identityId, ...head].join('  '),
    terminal.text('claimSides', { org, holder }),
    terminal.text('claimTimes', { asked, due }),
    ...(contest === undefined ? [] : [terminal.text('claimJudged', contest)]),
    ...(status === 'SETTLED' || claim.onto ? [terminal.text('claimOwner', { owner: claim.owner })] : []),
    ...(claim.hasNumber ? [] : [terminal.text('claimNumberless', { identityId })]),
    ...futures.map((future) =>
      terminal.text('claimFuture', { at: future.at, status: terminal.text(`claim${future.status}`) }),
    ),
    ...actions
      .filter(({ allowed, action }) => allowed && action !== 'open')
      .map(({ action }) =>
        terminal.text('transferAction', { command: `unionid claims ${action} ${identityId}` }),
      ),
  ];
}
