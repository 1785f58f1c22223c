// SPDX-License-Identifier: Apache-2.0
import { DomainError } from '@unionid/domain/errors';
import { openFundPayload, type OpenFundPayload } from '@unionid/domain/fund';
import { parseWith } from '@unionid/domain/schema';
import { newId } from '../../signing/instructions.js';
import type { Command, CommandContext } from '../command/command.js';
import { decide } from '../steps/decide.js';
import type { Exit } from '../terminal/exit-code.js';
import { readJsonFile } from '../terminal/files.js';
import { required } from '../terminal/values.js';

export const fundCommands: readonly Command[] = [
  {
    name: 'funds open',
    args: [],
    summary: { zh: '设立帮扶资金', en: 'Open a fund' },
    options: [
      {
        name: 'file',
        value: 'file',
        text: {
          zh: 'JSON：org、source、document（指标文号的 SM3）、fen；fundId 可省略',
          en: 'JSON: org, source, document (SM3 of the number of its document), fen; fundId may be left out',
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
];

async function openFund(context: CommandContext): Promise<Exit> {
  const payload = toPayload(await readJsonFile(required(context.values, 'file')));
  const line = context.terminal.text('fundIs', { fundId: payload.fundId });
  return decide(context, { type: 'fund.open', payload, lines: [line] });
}

async function showFund({ terminal, session, args: [fundId = ''] }: CommandContext): Promise<Exit> {
  const fund = await (await session.client()).funds.get(fundId);
  terminal.result(fund, [
    `${fund.fundId}  ${fund.org}  ${fund.state}`,
    `  ${fund.source}  ${(fund.fen / 100).toFixed(2)}`,
  ]);
  return 'ok';
}

function toPayload(value: unknown): OpenFundPayload {
  if (typeof value !== 'object' || value === null) throw new DomainError('INVALID_REQUEST');
  return parseWith(openFundPayload, { fundId: newId('fund'), ...value });
}
