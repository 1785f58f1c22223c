// SPDX-License-Identifier: Apache-2.0
import type { PersonTrace, PlanTrace, TracedPlan, TraceStep, UnionNames } from '@unionid/domain/api';
import { yuan } from '@unionid/domain/fund';
import { CLASS_ZH } from '@unionid/domain/programme';
import { namedUnion, stepLines, tracePicture } from '@unionid/domain/trace';
import type { Command, CommandContext, Option } from '../command/command.js';
import { PAGE_OPTIONS, pageOptions, showPage } from '../steps/pages.js';
import { lineLine } from './lines.js';
import { planSumLines } from '../steps/plan-sums.js';
import type { Exit } from '../terminal/exit-code.js';
import { writeOwnFile } from '../terminal/files.js';
import type { Terminal } from '../terminal/terminal.js';
import { UsageError } from '../terminal/usage-error.js';
import { required, valueOf, type OptionValues } from '../terminal/values.js';

export const AS_OF: Option = {
  name: 'as-of',
  value: 'block',
  text: {
    zh: '截至此区块；省略则为网关所知的最新区块。同一区块的结果逐字节相同',
    en: 'As of this block, else the newest that the gateway has; one block always gives the same bytes',
  },
};

/** How a picture begins. */
const SVG_START = '<svg';

/** Money on its way, in both directions. */
export const traceCommands: readonly Command[] = [
  {
    name: 'trace item',
    args: ['planId'],
    summary: {
      zh: '追溯一笔发放：从资金到会员的每一步，谁、何时、依据哪版规则、哪笔交易、哪份文件',
      en: 'Trace one item: each step from the fund to the person, who, when, by which rules, transaction and document',
    },
    options: [
      {
        name: 'row',
        value: 'n',
        text: {
          zh: '第几笔（plans items 所列，从 1 起；--json 的 item 从 0 起）',
          en: 'Number of the item (plans items), from 1; item of --json counts from 0',
        },
      },
      {
        name: 'svg',
        value: 'file',
        text: { zh: '另存为图（SVG）', en: 'Write it as a picture (SVG), too' },
        output: { replaces: SVG_START },
      },
      AS_OF,
    ],
    run: traceItem,
  },
  {
    name: 'trace plan',
    args: ['planId'],
    summary: { zh: '追溯一个发放计划：每一步与各笔', en: 'Trace a plan: each step, and its items' },
    options: [AS_OF, ...PAGE_OPTIONS],
    run: tracePlan,
  },
  {
    name: 'trace fund',
    args: ['fundId'],
    summary: {
      zh: '追溯一笔资金：本工会及下级工会的额度',
      en: 'Trace a fund: its lines of the own union and those below',
    },
    options: [AS_OF, ...PAGE_OPTIONS],
    run: traceFund,
  },
  {
    name: 'trace line',
    args: ['fundId', 'orgId'],
    summary: {
      zh: '追溯一个工会的额度：从何而来，用于哪些计划',
      en: 'Trace a union’s line: whence it came, and its plans',
    },
    options: [AS_OF, ...PAGE_OPTIONS],
    run: traceLine,
  },
  {
    name: 'trace person',
    args: ['identityId'],
    summary: {
      zh: '追溯一名会员获得的各笔发放；其他工会发放的只说同类本期已发',
      en: 'Trace what a person was granted; of other unions only the class and its period',
    },
    options: [AS_OF, ...PAGE_OPTIONS],
    run: tracePerson,
  },
];

async function traceItem({ terminal, session, values, args: [planId = ''] }: CommandContext): Promise<Exit> {
  const row = numberOf('row', required(values, 'row'), 1);
  const trace = await (await session.client()).traces.item(planId, row - 1, asOfOptions(values));
  const path = valueOf(values, 'svg');
  if (path !== undefined) await writeOwnFile(path, tracePicture(trace), true);
  const { identityId, fen, state, cut, unionNames } = trace;
  terminal.result(trace, [
    momentLine(terminal, trace),
    terminal.text('traceItemIs', {
      ...{ planId, item: row, identityId, yuan: yuan(fen), state: terminal.text(`item_${state}`) },
    }),
    ...numbered(terminal, trace.steps, unionNames),
    ...(cut ? [terminal.text('traceCut')] : []),
    ...(path === undefined ? [] : [terminal.text('traceWritten', { path })]),
  ]);
  return 'ok';
}

async function tracePlan({ terminal, session, values, args: [planId = ''] }: CommandContext): Promise<Exit> {
  const trace = await (await session.client()).traces.plan(planId, pagesOf(values));
  const { plan, steps, items, unionNames } = trace;
  showPage(terminal, trace, [
    momentLine(terminal, trace),
    planLine(terminal, plan, unionNames),
    ...planSumLines(terminal, plan),
    onLineLine(terminal, plan),
    ...numbered(terminal, steps, unionNames),
    ...items.map((item) => itemLine(terminal, item)),
  ]);
  return 'ok';
}

async function traceFund({ terminal, session, values, args: [fundId = ''] }: CommandContext): Promise<Exit> {
  const trace = await (await session.client()).traces.fund(fundId, pagesOf(values));
  const { fund, items, unionNames } = trace;
  showPage(terminal, trace, [
    momentLine(terminal, trace),
    terminal.text('traceFundIs', {
      ...{ fundId, title: fund.title ?? '', org: namedUnion(fund.org, unionNames), yuan: yuan(fund.fen) },
    }),
    ...items.map((line) => lineLine(terminal, line, unionNames)),
  ]);
  return 'ok';
}

async function traceLine(context: CommandContext): Promise<Exit> {
  const { terminal, session, values } = context;
  const [fundId = '', orgId = ''] = context.args;
  const trace = await (await session.client()).traces.line(fundId, orgId, pagesOf(values));
  const { line, movements, cut, items, unionNames } = trace;
  showPage(terminal, trace, [
    momentLine(terminal, trace),
    lineLine(terminal, line, unionNames),
    ...numbered(terminal, movements, unionNames),
    ...(cut ? [terminal.text('traceCut')] : []),
    ...items.map((plan) => planLine(terminal, plan, unionNames)),
  ]);
  return 'ok';
}

async function tracePerson(context: CommandContext): Promise<Exit> {
  const { terminal, session, values } = context;
  const [identityId = ''] = context.args;
  const trace = await (await session.client()).traces.person(identityId, pagesOf(values));
  showPage(terminal, trace, [
    momentLine(terminal, trace),
    ...(trace.items.length === 0
      ? [terminal.text('traceNoGrants')]
      : trace.items.map((each) => grantLine(terminal, each, trace.unionNames))),
  ]);
  return 'ok';
}

/** As of which block. @throws UsageError badNumber */
export function asOfOptions(values: OptionValues): { readonly asOf?: number } {
  const text = valueOf(values, 'as-of');
  return text === undefined ? {} : { asOf: numberOf('as-of', text, 0) };
}

function pagesOf(values: OptionValues) {
  return { ...asOfOptions(values), ...pageOptions(values) };
}

function numberOf(name: string, text: string, least: number): number {
  const number = /^\d{1,9}$/.test(text) ? Number(text) : -1;
  if (number < least) throw new UsageError('badNumber', { name: `--${name}`, text, least });
  return number;
}

function momentLine(
  terminal: Terminal,
  { asOf, blockHash }: { readonly asOf: number; readonly blockHash: string },
): string {
  return terminal.text('traceAsOf', { asOf, blockHash });
}

function numbered({ language }: Terminal, steps: readonly TraceStep[], names?: UnionNames): string[] {
  return steps.flatMap((step, index) =>
    stepLines(step, { language, names }).map((line, at) =>
      at === 0 ? `${String(index + 1).padStart(3)}. ${line}` : `     ${line}`,
    ),
  );
}

function planLine(terminal: Terminal, plan: TracedPlan, names?: UnionNames): string {
  const { planId, org, fund, programme, programmeVersion, window, status, signed, stands = signed } = plan;
  return terminal.text('tracePlanIs', {
    ...{ planId, org: namedUnion(org, names), fund, programme, programmeVersion, window },
    ...{ items: stands.items, yuan: yuan(stands.fen) },
    ...{ class: classOf(terminal, plan.class), status: terminal.text(`plan_${status}`) },
  });
}

function onLineLine(terminal: Terminal, { onLine: { reserved, paid } }: TracedPlan): string {
  return terminal.text('tracePlanOnLine', { reserved: yuan(reserved), paid: yuan(paid) });
}

function itemLine(terminal: Terminal, { item, identityId, fen, state }: PlanTrace['items'][number]): string {
  return terminal.text('planItem', {
    ...{ item: item + 1, identityId, yuan: yuan(fen), state: terminal.text(`item_${state}`) },
  });
}

function grantLine(
  terminal: Terminal,
  { class: code, window, grant }: PersonTrace['items'][number],
  names?: UnionNames,
): string {
  const of = { class: classOf(terminal, code), window };
  if (grant === undefined) return terminal.text('traceElsewhere', of);
  const { planId, item, fund, programme, programmeVersion, on, fen, state } = grant;
  const org = namedUnion(grant.org, names);
  return terminal.text('traceGrant', {
    ...{ ...of, planId, item: item + 1, org, fund, programme, programmeVersion, on, yuan: yuan(fen) },
    state: terminal.text(`item_${state}`),
  });
}

function classOf(terminal: Terminal, code: TracedPlan['class']): string {
  return terminal.language === 'zh' ? CLASS_ZH[code] : code;
}
