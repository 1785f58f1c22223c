// SPDX-License-Identifier: Apache-2.0
import { INSTRUCTION_TYPES } from '@unionid/domain/catalogue';
import { digestHex } from '@unionid/domain/encoding';
import { parseWith } from '@unionid/domain/schema';
import type { Command, CommandContext, Option } from '../command/command.js';
import { decide } from '../steps/decide.js';
import { EVIDENCE } from '../steps/evidence.js';
import { statedBy } from '../steps/stated-options.js';
import type { Exit } from '../terminal/exit-code.js';

const ONE = ['identityId'] as const;
const ON: Option = {
  name: 'on',
  value: 'yyyy-mm-dd',
  text: { zh: '回执日期', en: 'Day of the receipt' },
};

export const filingCommands: readonly Command[] = [
  {
    name: 'filings show',
    args: [...ONE],
    summary: {
      zh: '查看一名会员的开除决定与上级的备案回执',
      en: 'Show the expulsion of a member, and the receipt of the union above',
    },
    options: [],
    run: show,
  },
  {
    name: 'filings acknowledge',
    args: [...ONE],
    summary: {
      zh: '上级工会：为下级报来的开除决定出具备案回执（备案不是批准）',
      en: 'Union above: acknowledge that an expulsion was filed with it; a receipt, no consent',
    },
    options: [ON, EVIDENCE],
    run: acknowledge,
  },
];

async function show({ terminal, session, args: [identityId = ''] }: CommandContext): Promise<Exit> {
  const filing = await (await session.client()).filings.get(identityId);
  const { org, since, receipt } = filing;
  terminal.result(filing, [
    terminal.text('filingExpelled', { identityId, org, since }),
    receipt === undefined
      ? terminal.text('filingWaits', { identityId })
      : terminal.text('filingReceipt', { ...receipt, evidence: digestHex(receipt.evidence) }),
  ]);
  return 'ok';
}

async function acknowledge(context: CommandContext): Promise<Exit> {
  const { session } = context;
  const [identityId = ''] = context.args;
  const { version: subjectVersion, place } = await (await session.client()).filings.get(identityId);
  const stated = await statedBy(context, [ON, EVIDENCE]);
  const type = 'filing.acknowledge';
  const payload = parseWith(INSTRUCTION_TYPES[type].payload, { identityId, place, ...stated });
  return decide(context, { type, payload, subjectVersion });
}
