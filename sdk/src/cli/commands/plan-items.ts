// SPDX-License-Identifier: Apache-2.0
import type { InstructionType, PayloadOf } from '@unionid/domain/catalogue';
import { RECEIPT_REASONS, RECOVER_REASONS, VOID_REASONS, WRITE_OFF_REASONS } from '@unionid/domain/ledger';
import { fenOf } from '@unionid/domain/values';
import type { Command, CommandContext, Option } from '../command/command.js';
import { digestOf } from '../steps/evidence.js';
import { decideOnPlan, idOf } from '../steps/plan-steps.js';
import type { Exit } from '../terminal/exit-code.js';
import { itemNumber, oneOf, required, valueOf } from '../terminal/values.js';

const ITEM: Option = {
  name: 'item',
  value: 'n',
  text: {
    zh: '第几笔（plans items 所列，从 1 起；--json 的 item 从 0 起）',
    en: 'Number of the item (plans items), from 1; item of --json counts from 0',
  },
};
const DOCUMENT: Option = {
  name: 'document',
  value: 'file',
  digested: true,
  text: {
    zh: '依据的文件；只有它的 SM3 上链',
    en: 'The document behind it; only its SM3 goes on the ledger',
  },
};
const PART: Option = {
  name: 'yuan',
  value: 'yuan',
  text: {
    zh: '这一次追回的金额（元）；不写则为余下全部',
    en: 'This part in yuan; all that is left without it',
  },
};
const reason = (reasons: readonly string[], zh: string, en: string): Option => ({
  ...{ name: 'reason', value: reasons.join('|'), text: { zh, en } },
});

/** What is done to single items of a plan. */
export const planItemCommands: readonly Command[] = [
  {
    name: 'plans void',
    args: ['planId'],
    summary: {
      zh: '编制人：付款前作废一笔，额度与名额立即放回',
      en: 'Strike off one item before it is paid',
    },
    options: [
      ...[ITEM, DOCUMENT],
      reason(
        VOID_REASONS,
        'objection 公示有异议、death 去世、notEligible 不符合条件、declined 本人放弃、error 编制有误',
        'objected to, dead, not eligible, declined, made wrongly',
      ),
    ],
    run: async (context) =>
      decideOnItem(context, 'item.void', {
        ...(await itemOf(context)),
        reason: reasonOf(context, VOID_REASONS),
      }),
  },
  {
    name: 'plans return',
    args: ['planId'],
    summary: { zh: '登记人：登记银行退汇的一笔', en: 'Recorder: the bank has sent back what it had paid' },
    options: [ITEM, DOCUMENT],
    run: async (context) => decideOnItem(context, 'item.return', await itemOf(context)),
  },
  {
    name: 'plans recover',
    args: ['planId'],
    summary: {
      zh: '登记人：登记已追回的一笔，全部，或其中一部分（--yuan）',
      en: 'Recorder: what was paid was got back from the payee, all that is left or a part (--yuan)',
    },
    options: [
      ...[ITEM, DOCUMENT],
      reason(
        RECOVER_REASONS,
        'death 发放前已去世、duplicate 重复发放、notEligible 不符合条件、error 发放有误',
        'death before the grant, a duplicate, not eligible, made wrongly',
      ),
      PART,
    ],
    run: async (context) =>
      decideOnItem(context, 'item.recover', {
        ...(await itemOf(context)),
        reason: reasonOf(context, RECOVER_REASONS),
        ...partOf(context),
      }),
  },
  {
    name: 'plans write-off',
    args: ['planId'],
    summary: {
      zh: '核销：一笔余下的不再追缴，须两名在本计划中没有职责的人签署',
      en: 'Write off what is left of an item, signed by two persons without a duty in the plan',
    },
    options: [
      ...[ITEM, DOCUMENT],
      reason(
        WRITE_OFF_REASONS,
        'insolvent 无力偿还、noEstate 去世且无遗产、untraceable 下落不明、ruled 法院或上级裁定',
        'insolvent, no estate, not to be found, ruled so',
      ),
    ],
    run: async (context) =>
      decideOnItem(context, 'item.writeOff', {
        ...(await itemOf(context)),
        reason: reasonOf(context, WRITE_OFF_REASONS),
      }),
  },
  {
    name: 'plans attest',
    args: ['planId'],
    summary: {
      zh: '登记人：登记签收，凭银行对账单；或由经办人证明其中一笔（--item、--reason）',
      en: 'Recorder: attest receipt by the bank’s statement, or of one item as an agent (--item, --reason)',
    },
    options: [
      ...[DOCUMENT, ITEM],
      reason(
        RECEIPT_REASONS,
        'cash 现金或实物、proxy 他人代领、noStatement 银行未出具对账单',
        'cash or goods, received by another, no statement of the bank',
      ),
    ],
    run: attest,
  },
];

async function attest(context: CommandContext): Promise<Exit> {
  const { values } = context;
  const document = await digestOf(context, 'document');
  const isOfOne = valueOf(values, 'item') !== undefined || valueOf(values, 'reason') !== undefined;
  const agent = isOfOne ? { item: numberOf(context), reason: reasonOf(context, RECEIPT_REASONS) } : undefined;
  const payload = { planId: idOf(context), document, ...(agent !== undefined && { agent }) };
  return decideOnPlan(context, { type: 'receipt.attest', payload });
}

type ItemType = Extract<InstructionType, `item.${string}`>;

function decideOnItem<T extends ItemType>(
  context: CommandContext,
  type: T,
  payload: PayloadOf<T>,
): Promise<Exit> {
  return decideOnPlan(context, { type, payload });
}

async function itemOf(context: CommandContext): Promise<PayloadOf<'item.return'>> {
  return { planId: idOf(context), item: numberOf(context), document: await digestOf(context, 'document') };
}

function partOf({ values }: CommandContext): Pick<PayloadOf<'item.recover'>, 'fen'> {
  const part = valueOf(values, 'yuan');
  return part === undefined ? {} : { fen: fenOf(part) };
}

function numberOf({ values }: CommandContext): number {
  return itemNumber(required(values, 'item'));
}

function reasonOf<const T extends string>({ values }: CommandContext, reasons: readonly T[]): T {
  return oneOf('reason', required(values, 'reason'), reasons);
}
