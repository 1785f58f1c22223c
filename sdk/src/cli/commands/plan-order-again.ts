// SPDX-License-Identifier: Apache-2.0
import type { OrderRowView } from '@unionid/domain/api';
import { orderFile, orderSums } from '@unionid/domain/bank';
import { encodeUtf8, toBase64url } from '@unionid/domain/encoding';
import { DomainError } from '@unionid/domain/errors';
import { yuan } from '@unionid/domain/fund';
import { sm3 } from '@unionid/domain/sm';
import type { Command, CommandContext } from '../command/command.js';
import { allPages } from '../steps/pages.js';
import { idOf, planOf } from '../steps/plan-steps.js';
import type { Exit } from '../terminal/exit-code.js';
import { writeOwnFile } from '../terminal/files.js';
import { UsageError } from '../terminal/usage-error.js';
import { required } from '../terminal/values.js';

/** An order whose file was lost between its signature and the bank. */
export const planOrderAgainCommands: readonly Command[] = [
  {
    name: 'plans order-again',
    args: ['planId'],
    summary: {
      zh: '支付人：付款文件签署后丢失的，重新写出同一份（参考号、字节都相同，有记录）',
      en: 'Payer: write the order that was signed again, byte for byte, where its file was lost; each time is recorded',
    },
    options: [
      {
        name: 'out',
        value: 'file',
        text: {
          zh: '付款文件；含账号，交给银行后妥善保管',
          en: 'The order; it has account numbers: keep it safe',
        },
        output: {},
      },
    ],
    run: writeAgain,
  },
];

async function writeAgain(context: CommandContext): Promise<Exit> {
  const { terminal, session, values } = context;
  const [planId, path] = [idOf(context), required(values, 'out')];
  const { status, attempt = 1, goods, order: signed } = await planOf(context);
  if (signed === undefined) throw new DomainError('PLAN_STEP', { action: 'pay', status });
  const client = await session.client();
  const rows: OrderRowView[] = [];
  for await (const page of allPages((options) => client.plans.sentOrder(planId, options))) rows.push(...page);
  const order = { planId, attempt, goods, rows };
  const text = orderFile(order);
  // The bank must get what was signed or nothing: a second file of other bytes could pay somebody twice.
  if (toBase64url(sm3(encodeUtf8(text))) !== signed) throw new UsageError('orderOther', { planId });
  await writeOwnFile(path, text, false);
  const { items, fen } = orderSums(order);
  terminal.result({ planId, attempt, items, fen }, [
    terminal.text('orderAgain', { path, attempt, items, yuan: yuan(fen) }),
  ]);
  return 'ok';
}
