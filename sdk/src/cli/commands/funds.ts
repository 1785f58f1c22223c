// SPDX-License-Identifier: Apache-2.0
import type { FundShown } from '@unionid/domain/api';
import { DomainError } from '@unionid/domain/errors';
import { openFundPayload, SOURCE_ZH, yuan, type OpenFundPayload } from '@unionid/domain/fund';
import { BENEFIT_CLASS_CODES, FUND_SOURCES } from '@unionid/domain/ledger';
import { parseWith } from '@unionid/domain/schema';
import { namedUnion } from '@unionid/domain/trace';
import { fenOf } from '@unionid/domain/values';
import { newId } from '../../signing/instructions.js';
import type { Command, CommandContext } from '../command/command.js';
import { decide } from '../steps/decide.js';
import { DOCUMENT, documentOf, withDocument } from '../steps/evidence.js';
import type { Exit } from '../terminal/exit-code.js';
import { readJsonFile } from '../terminal/files.js';
import type { Terminal } from '../terminal/terminal.js';
import { listOf, oneOf, required, valueOf } from '../terminal/values.js';

export const fundCommands: readonly Command[] = [
  {
    name: 'funds open',
    args: [],
    summary: { zh: '设立帮扶资金', en: 'Open a fund' },
    options: [
      { name: 'org', value: 'orgId', text: { zh: '资金归属的工会', en: 'The union that owns it' } },
      {
        name: 'source',
        value: FUND_SOURCES.join('|'),
        text: {
          zh: 'central 中央财政、local 地方财政、union 工会经费、administration 行政补助、donation 社会捐赠',
          en: 'Where its money comes from',
        },
      },
      { name: 'yuan', value: 'yuan', text: { zh: '金额（元）', en: 'Sum in yuan' } },
      {
        name: 'title',
        value: 'text',
        text: {
          zh: '公开名称，上链，至多 60 字',
          en: 'Its public name, on the ledger, 60 characters at most',
        },
      },
      {
        name: 'classes',
        value: BENEFIT_CLASS_CODES.join(','),
        text: { zh: '专款专用：只能用于这几类', en: 'Classes that alone it may be spent on' },
      },
      ...DOCUMENT,
      {
        name: 'file',
        value: 'file',
        text: {
          zh: '或以 JSON 给出：org、source、fen、title、classes、document（SM3）；fundId 可省略',
          en: 'Or as JSON: org, source, fen, title, classes, document (SM3); fundId may be left out',
        },
      },
    ],
    run: openFund,
  },
  {
    name: 'funds show',
    args: ['fundId'],
    summary: { zh: '查看一笔帮扶资金', en: 'Show a fund' },
    options: [],
    run: showFund,
  },
  {
    name: 'funds close',
    args: ['fundId'],
    summary: {
      zh: '关闭已结清的资金：各级额度均已付清或退回',
      en: 'Close a fund that is settled: every line is paid out or given back',
    },
    options: [],
    run: closeFund,
  },
];

async function openFund(context: CommandContext): Promise<Exit> {
  const document = await documentOf(context);
  const stated = withDocument(await statedBy(context), document);
  const payload: OpenFundPayload = parseWith(openFundPayload, { fundId: newId('fund'), ...stated });
  const line = context.terminal.text('fundIs', { fundId: payload.fundId });
  return decide(context, { type: 'fund.open', payload, lines: [line] });
}

/** What the file says, or the options. @throws UsageError, DomainError INVALID_REQUEST */
async function statedBy({ values }: CommandContext): Promise<object> {
  const path = valueOf(values, 'file');
  if (path !== undefined) {
    const value = await readJsonFile(path);
    if (typeof value !== 'object' || value === null) throw new DomainError('INVALID_REQUEST');
    return value;
  }
  const [title, classes] = [valueOf(values, 'title'), valueOf(values, 'classes')];
  return {
    org: required(values, 'org'),
    source: oneOf('source', required(values, 'source'), FUND_SOURCES),
    fen: fenOf(required(values, 'yuan')),
    ...(title !== undefined && { title }),
    ...(classes !== undefined && { classes: listOf('classes', classes, BENEFIT_CLASS_CODES) }),
  };
}

async function showFund({ terminal, session, args: [fundId = ''] }: CommandContext): Promise<Exit> {
  const fund = await (await session.client()).funds.get(fundId);
  terminal.result(fund, [fundLine(terminal, fund)]);
  return 'ok';
}

/** What is left on the owner's line is signed with it. */
async function closeFund(context: CommandContext): Promise<Exit> {
  const [fundId = ''] = context.args;
  const client = await context.session.client();
  const { version: subjectVersion, org } = await client.funds.get(fundId);
  const { available: left } = await client.lines.get(fundId, org);
  return decide(context, { type: 'fund.close', payload: { fundId, left }, subjectVersion });
}

function fundLine(
  terminal: Terminal,
  { fundId, title, org, state, source, fen, left, unionNames }: FundShown,
): string {
  return terminal.text(state === 'OPEN' ? 'fundLine' : 'fundClosed', {
    ...{ fundId, title: title === undefined ? '' : ` ${title}`, left: yuan(left ?? 0) },
    ...{ org: namedUnion(org, unionNames), yuan: yuan(fen) },
    source: terminal.language === 'zh' ? SOURCE_ZH[source] : source,
  });
}
