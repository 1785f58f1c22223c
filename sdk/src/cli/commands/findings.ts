// SPDX-License-Identifier: Apache-2.0
import type { FindingEntry, FindingView, UnionNames } from '@unionid/domain/api';
import { digestHex } from '@unionid/domain/encoding';
import { yuan } from '@unionid/domain/fund';
import { FINDING_OUTCOMES } from '@unionid/domain/ledger';
import { namedUnion } from '@unionid/domain/trace';
import { fenOf } from '@unionid/domain/values';
import { newId } from '../../signing/instructions.js';
import type { Command, CommandContext, Option } from '../command/command.js';
import { decideEntered } from '../steps/decide-entered.js';
import { digestOf, EVIDENCE } from '../steps/evidence.js';
import { PAGE_OPTIONS, pageOptions, showPage } from '../steps/pages.js';
import { FINDING_STATE_ZH } from '../terminal/code-words.js';
import type { Exit } from '../terminal/exit-code.js';
import { inChinaTime } from '../terminal/message-text.js';
import type { Terminal } from '../terminal/terminal.js';
import { oneOf, required, valueOf } from '../terminal/values.js';
import { AT } from './checks.js';

const YUAN: Option = { name: 'yuan', value: 'yuan', text: { zh: '金额（元）', en: 'Sum in yuan' } };
const RECOVERED = {
  ...YUAN,
  text: {
    zh: '累计已追缴（元）；省略为整改说明',
    en: 'Recovered by now, in all; a remedy where it is left out',
  },
};

/** What auditors have found, and what is done about it. */
export const findingCommands: readonly Command[] = [
  {
    name: 'findings list',
    args: [],
    summary: { zh: '列出审计发现', en: 'List findings' },
    options: [...PAGE_OPTIONS],
    run: listFindings,
  },
  {
    name: 'findings show',
    args: ['findingId'],
    summary: { zh: '查看一个审计发现', en: 'Show a finding' },
    options: [],
    run: showFinding,
  },
  {
    name: 'findings history',
    args: ['findingId'],
    summary: {
      zh: '一个审计发现的每一步：何时、谁、凭什么',
      en: 'Everything done about a finding: when, by whom, by what document',
    },
    options: [...PAGE_OPTIONS],
    run: showHistory,
  },
  {
    name: 'findings open',
    args: ['checkCode'],
    summary: {
      zh: '经审人员：登记审计发现，附该项检查在指定高度的结果',
      en: 'Auditor: open a finding, with what the check found at a height',
    },
    options: [
      AT,
      { name: 'org', value: 'orgId', text: { zh: '被审计工会', en: 'The audited union' } },
      { name: 'fund', value: 'fundId', text: { zh: '资金', en: 'Whose money' } },
      {
        name: 'plan',
        value: 'planId',
        text: {
          zh: '发放计划；省略则针对该工会对这笔资金的使用',
          en: 'The plan; without one it is about all that the union does with the fund',
        },
      },
      YUAN,
      { name: 'due', value: 'yyyy-mm-dd', text: { zh: '整改期限', en: 'By when it is to be answered' } },
    ],
    run: openFinding,
  },
  {
    name: 'findings respond',
    args: ['findingId'],
    summary: {
      zh: '被审计工会：整改，或登记追缴',
      en: 'Audited union: remedy, or record what was recovered',
    },
    options: [RECOVERED, EVIDENCE],
    run: respond,
  },
  {
    name: 'findings close',
    args: ['findingId'],
    summary: { zh: '经审人员：销号', en: 'Auditor: strike a finding off' },
    options: [
      {
        name: 'outcome',
        value: FINDING_OUTCOMES.join('|'),
        text: { zh: 'settled 已整改到位、unfounded 不成立', en: 'Settled, or unfounded' },
      },
      EVIDENCE,
    ],
    run: closeFinding,
  },
];

async function listFindings({ terminal, session, values }: CommandContext): Promise<Exit> {
  const page = await (await session.client()).audits.findings(pageOptions(values));
  const lines = page.items.map((finding) =>
    terminal.text('findingLine', findingValues(terminal, finding, page.unionNames)),
  );
  showPage(terminal, page, lines.length === 0 ? [terminal.text('findingsNone')] : lines);
  return 'ok';
}

async function showFinding({ terminal, session, args: [findingId = ''] }: CommandContext): Promise<Exit> {
  const finding = await (await session.client()).audits.finding(findingId);
  const { check, rule, height, evidence } = finding;
  terminal.result(finding, [
    terminal.text('findingLine', findingValues(terminal, finding, finding.unionNames)),
    // Of a finding on other evidence it is what that check says all the same: it is what was signed.
    terminal.text('findingCheck', { check, rule, height, evidence: digestHex(evidence) }),
    terminal.text('findingHistory', { findingId }),
  ]);
  return 'ok';
}

async function showHistory({
  terminal,
  session,
  values,
  args: [findingId = ''],
}: CommandContext): Promise<Exit> {
  const page = await (await session.client()).audits.findingHistory(findingId, pageOptions(values));
  showPage(
    terminal,
    page,
    page.items.flatMap((entry) => entryLines(terminal, entry)),
  );
  return 'ok';
}

function entryLines(
  terminal: Terminal,
  { block, time, actor, person, action, evidence, fen = 0, outcome }: FindingEntry,
): readonly string[] {
  const what = outcome === undefined ? action : (`close_${outcome}` as const);
  return [
    `${inChinaTime(time)}  #${String(block)}  ${terminal.text(`finding_${what}`, { yuan: yuan(fen) })}`,
    terminal.text('findingBy', { actor, person }),
    terminal.text('historyEvidence', { evidence: digestHex(evidence) }),
  ];
}

/** About no plan it is about the fund's money at that union. */
function aboutOf(
  terminal: Terminal,
  { fund, plan }: { readonly fund: string; readonly plan: string | undefined },
): string {
  return plan === undefined
    ? terminal.text('findingOfFund', { fund })
    : terminal.text('findingOfPlan', { plan });
}

function findingValues(
  terminal: Terminal,
  { findingId, state, check, org, fund, fen, recovery, due, plan }: FindingView,
  names?: UnionNames,
) {
  const sums = { yuan: yuan(fen), recovered: yuan(recovery?.fen ?? 0) };
  return {
    findingId,
    state: terminal.language === 'zh' ? FINDING_STATE_ZH[state] : state,
    check,
    org: namedUnion(org, names),
    about: aboutOf(terminal, { fund, plan }),
    due,
    ...sums,
  };
}

async function openFinding(context: CommandContext): Promise<Exit> {
  const {
    values,
    session,
    terminal,
    args: [code = ''],
  } = context;
  const at = valueOf(values, 'at');
  const options = at === undefined ? {} : { height: Number(at) };
  const { result, digest } = await (await session.client()).audits.run(code, options);
  const findingId = newId('finding');
  const plan = valueOf(values, 'plan');
  const payload = {
    ...{ findingId, org: required(values, 'org'), fund: required(values, 'fund') },
    ...(plan !== undefined && { plan }),
    ...{ check: code, rule: result.rule, height: result.height, evidence: digest },
    ...{ fen: fenOf(valueOf(values, 'yuan') ?? '0'), due: required(values, 'due') },
  };
  return decideEntered(context, {
    type: 'finding.open',
    entered: payload,
    subjectVersion: 0,
    lines: [terminal.text('findingIs', { findingId })],
  });
}

async function respond(context: CommandContext): Promise<Exit> {
  const [findingId = ''] = context.args;
  const { v } = await (await context.session.client()).audits.finding(findingId);
  const recovered = valueOf(context.values, 'yuan');
  const evidence = await digestOf(context, EVIDENCE.name);
  const said =
    recovered === undefined ? { action: 'remedy', fen: 0 } : { action: 'recover', fen: fenOf(recovered) };
  return decideEntered(context, {
    type: 'finding.respond',
    entered: { findingId, ...said, evidence },
    subjectVersion: v,
  });
}

async function closeFinding(context: CommandContext): Promise<Exit> {
  const [findingId = ''] = context.args;
  const { v } = await (await context.session.client()).audits.finding(findingId);
  const outcome = oneOf('outcome', required(context.values, 'outcome'), FINDING_OUTCOMES);
  const evidence = await digestOf(context, EVIDENCE.name);
  return decideEntered(context, {
    type: 'finding.close',
    entered: { findingId, outcome, evidence },
    subjectVersion: v,
  });
}
