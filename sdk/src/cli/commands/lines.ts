// SPDX-License-Identifier: Apache-2.0
import type { AllotmentView, LineView, UnionNames } from '@unionid/domain/api';
import { yuan } from '@unionid/domain/fund';
import { ALLOTMENT_STATES } from '@unionid/domain/ledger';
import { namedUnion } from '@unionid/domain/trace';
import { fenOf } from '@unionid/domain/values';
import { newId } from '../../signing/instructions.js';
import type { Command, CommandContext, Option } from '../command/command.js';
import { decide } from '../steps/decide.js';
import { DOCUMENT, requiredDocument } from '../steps/evidence.js';
import { PAGE_OPTIONS, pageOptions, showPage } from '../steps/pages.js';
import type { Exit } from '../terminal/exit-code.js';
import type { Terminal } from '../terminal/terminal.js';
import { oneOf, required, valueOf } from '../terminal/values.js';

const FUND: Option = { name: 'fund', value: 'fundId', text: { zh: '资金编号', en: 'Fund' } };
const MOVEMENT: readonly Option[] = [
  FUND,
  { name: 'from', value: 'orgId', text: { zh: '拨出或退出的工会', en: 'Union that gives' } },
  { name: 'to', value: 'orgId', text: { zh: '接收的工会', en: 'Union that receives' } },
  { name: 'yuan', value: 'yuan', text: { zh: '金额（元）', en: 'Sum in yuan' } },
  ...DOCUMENT,
];

const CAME_BY: Option = {
  name: 'came-by',
  value: 'allotmentId',
  text: {
    zh: '当初的拨款编号：原拨款工会已不是上级时',
    en: 'Allotment it came by, where its giver is above no more',
  },
};

/** What unions have of funds, and money on its way between them. */
export const lineCommands: readonly Command[] = [
  {
    name: 'lines allot',
    args: [],
    summary: {
      zh: '向下级工会下拨资金，对方接收后到账',
      en: 'Allot money to a union below, which has it once it accepts',
    },
    options: MOVEMENT,
    run: (context) => move(context, 'line.allot'),
  },
  {
    name: 'lines return',
    args: [],
    summary: {
      zh: '把未用的资金退回上级工会或原拨款工会，对方接收后到账',
      en: 'Give unspent money back to a union above, or to its giver, which has it once it accepts',
    },
    options: [...MOVEMENT, CAME_BY],
    run: (context) => move(context, 'line.return'),
  },
  {
    name: 'lines accept',
    args: ['allotmentId'],
    summary: { zh: '接收下拨或退回的资金', en: 'Accept money allotted or given back' },
    options: [],
    run: (context) => conclude(context, 'line.accept'),
  },
  {
    name: 'lines withdraw',
    args: ['allotmentId'],
    summary: {
      zh: '撤回尚未被接收的下拨或退回',
      en: 'Take back money that nobody has accepted yet',
    },
    options: [],
    run: (context) => conclude(context, 'line.withdraw'),
  },
  {
    name: 'lines list',
    args: [],
    summary: { zh: '本工会及下级工会的资金额度', en: 'What the own union and those below have of funds' },
    options: [FUND, ...PAGE_OPTIONS],
    run: list,
  },
  {
    name: 'lines offers',
    args: [],
    summary: { zh: '列出下拨与退回', en: 'List money allotted and given back' },
    options: [
      {
        name: 'side',
        value: 'to|from',
        text: { zh: 'to 给本方，from 由本方给出；默认 to', en: 'to us, or from us; to by default' },
      },
      {
        name: 'state',
        value: ALLOTMENT_STATES.join('|'),
        text: {
          zh: 'OFFERED 待接收、ACCEPTED 已接收、WITHDRAWN 已撤回',
          en: 'waits to be accepted, accepted, taken back',
        },
      },
      ...PAGE_OPTIONS,
    ],
    run: offers,
  },
];

async function move(context: CommandContext, type: 'line.allot' | 'line.return'): Promise<Exit> {
  const { values, terminal } = context;
  const allotmentId = newId('allotment');
  const cameBy = valueOf(values, CAME_BY.name);
  const payload = {
    allotmentId,
    ...{ fund: required(values, 'fund'), from: required(values, 'from'), to: required(values, 'to') },
    ...{ fen: fenOf(required(values, 'yuan')), document: await requiredDocument(context) },
    ...(cameBy !== undefined && { cameBy }),
  };
  return decide(context, { type, payload, lines: [terminal.text('allotmentIs', { allotmentId })] });
}

async function conclude(context: CommandContext, type: 'line.accept' | 'line.withdraw'): Promise<Exit> {
  const [allotmentId = ''] = context.args;
  const allotment = await (await context.session.client()).lines.allotment(allotmentId);
  context.terminal.note(offerLine(context.terminal, allotment, allotment.unionNames));
  return decide(context, { type, payload: { allotmentId }, subjectVersion: allotment.version });
}

async function list({ terminal, session, values }: CommandContext): Promise<Exit> {
  const fund = valueOf(values, 'fund');
  const page = await (
    await session.client()
  ).lines.list({
    ...(fund !== undefined && { fund }),
    ...pageOptions(values),
  });
  showPage(
    terminal,
    page,
    page.items.length === 0
      ? [terminal.text('linesNone')]
      : page.items.map((line) => lineLine(terminal, line, page.unionNames)),
  );
  return 'ok';
}

async function offers({ terminal, session, values }: CommandContext): Promise<Exit> {
  const side = oneOf('side', valueOf(values, 'side') ?? 'to', ['to', 'from'] as const);
  const state = valueOf(values, 'state');
  const page = await (
    await session.client()
  ).lines.allotments({
    ...{ side, ...pageOptions(values) },
    ...(state !== undefined && { state: oneOf('state', state, ALLOTMENT_STATES) }),
  });
  showPage(
    terminal,
    page,
    page.items.length === 0
      ? [terminal.text('offersNone')]
      : page.items.map((offer) => offerLine(terminal, offer, page.unionNames)),
  );
  return 'ok';
}

export function lineLine(terminal: Terminal, { fund, org, ...line }: LineView, names?: UnionNames): string {
  const { received, allotted, returned, reserved, paid, available } = line;
  return terminal.text('lineIs', {
    ...{ fund, org: namedUnion(org, names), received: yuan(received), allotted: yuan(allotted) },
    ...{ returned: yuan(returned), reserved: yuan(reserved), paid: yuan(paid), available: yuan(available) },
  });
}

function offerLine(
  terminal: Terminal,
  { allotmentId, state, fund, from, to, fen, back }: AllotmentView,
  names?: UnionNames,
): string {
  const key = back ? 'offerBack' : 'offerIs';
  return terminal.text(key, {
    ...{ allotmentId, fund, from: namedUnion(from, names), to: namedUnion(to, names), yuan: yuan(fen) },
    state: terminal.text(`allotment_${state}`),
  });
}
