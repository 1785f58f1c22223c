// SPDX-License-Identifier: Apache-2.0
import type { OrderRowView, PlanItemView, PlanView } from '@unionid/domain/api';
import { orderFile, orderSums, paymentOf, readOrderFile, type Order } from '@unionid/domain/bank';
import { toBase64url } from '@unionid/domain/encoding';
import { DomainError } from '@unionid/domain/errors';
import { yuan } from '@unionid/domain/fund';
import { sm3 } from '@unionid/domain/sm';
import { chinaDateAt } from '@unionid/domain/values';
import type { Command, CommandContext } from '../command/command.js';
import { allPages } from '../steps/pages.js';
import { assertPaysThem, PAYEES_IN, payeesInHand } from '../steps/payees.js';
import { addedUp, answersOf, decideOnPlan, idOf, planOf } from '../steps/plan-steps.js';
import type { Exit } from '../terminal/exit-code.js';
import { readBytes, writeOwnFile } from '../terminal/files.js';
import { UsageError } from '../terminal/usage-error.js';
import { required } from '../terminal/values.js';

/** What an order may pay: what stands, or what the bank did not pay before. */
const PAYABLE: readonly PlanItemView['state'][] = ['stands', 'notPaid'];

/** The order of a plan, from the second check to the bank. */
export const planOrderCommands: readonly Command[] = [
  {
    name: 'plans order',
    args: ['planId'],
    summary: {
      zh: '支付人：复查领款人，写出付款文件（CSV，含收款人、账号、参考号和合计），发实物的写出发放清单；不再符合条件的暂缓',
      en: 'Payer: look at the payees again and write the order (CSV with payees, accounts, references, totals), of goods the list to hand them out by; who may not be paid any more is held',
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
      PAYEES_IN,
    ],
    run: writeOrder,
  },
  {
    name: 'plans pay',
    args: ['planId'],
    summary: {
      zh: '支付人：签署付款文件，随后交给银行；银行全部回复后，未付的可再付一次',
      en: 'Payer: sign the order that goes to the bank; what it did not pay may be ordered again once it has answered for all',
    },
    options: [
      {
        name: 'order',
        value: 'file',
        text: {
          zh: 'plans order 写出的付款文件；只有它的 SM3 上链',
          en: 'The order as plans order has written it; only its SM3 goes on the ledger',
        },
      },
      PAYEES_IN,
    ],
    run: pay,
  },
];

async function writeOrder(context: CommandContext): Promise<Exit> {
  const { terminal, session, values } = context;
  const [planId, path] = [idOf(context), required(values, 'out')];
  const plan = await planOf(context);
  const payees = await payeesInHand(context, plan);
  assertShown(plan);
  const client = await session.client();
  let screening = await client.plans.screen(planId);
  while (!screening.isDone) screening = await client.plans.screen(planId);
  const { attempt, ready, held } = screening;
  const rows: OrderRowView[] = [];
  for await (const page of allPages((options) => client.plans.order(planId, options))) rows.push(...page);
  const order = nextOrder({ planId, attempt, goods: plan.goods, rows }, { ...plan, attempt, ready }, path);
  if (payees !== undefined) assertPaysThem(order, payees);
  await writeOwnFile(path, orderFile(order), false);
  const without = rows.filter(
    ({ accountNumber, goods }) => accountNumber === '' && goods === undefined,
  ).length;
  const isOfGoods = plan.goods === true;
  terminal.result({ ...screening, withoutAccount: without }, [
    terminal.text(isOfGoods ? 'deliveryWritten' : 'orderWritten', {
      ...{ path, attempt, items: ready.items, yuan: yuan(ready.fen) },
    }),
    ...(held.items > 0 ? [terminal.text('orderHeld', { items: held.items, yuan: yuan(held.fen) })] : []),
    ...(without > 0 ? [terminal.text('orderWithoutAccount', { items: without })] : []),
    terminal.text(isOfGoods ? 'deliveryNext' : 'orderNext', { planId, path }),
  ]);
  return 'ok';
}

/** An order of a plan that is still shown in public can not be signed on the day it is written. @throws UsageError orderTooEarly */
function assertShown({ publicity }: PlanView): void {
  if (publicity === undefined || publicity.until < chinaDateAt(Date.now())) return;
  throw new UsageError('orderTooEarly', { until: publicity.until });
}

async function pay(context: CommandContext): Promise<Exit> {
  const plan = await planOf(context);
  const path = required(context.values, 'order');
  const bytes = await readBytes(path);
  const { planId, screen } = plan;
  if (screen === undefined) throw new DomainError('PLAN_UNSCREENED');
  const read = readOrderFile(new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes));
  const order = nextOrder(read, { ...plan, ...screen }, path);
  const payees = await payeesInHand(context, plan);
  if (payees !== undefined) assertPaysThem(order, payees);
  const { signed, items } = await addedUp(context, plan);
  assertItemsOf(order, { planId, items });
  const payload = {
    ...{
      ...signed,
      ...(payees !== undefined && { payees: payees.digest }),
      pays: screen.ready,
      order: toBase64url(sm3(bytes)),
    },
    ...(screen.attempt > 1 && { lists: answersOf(plan).lists }),
  };
  return decideOnPlan(context, { type: 'plan.pay', payload, known: plan, next: 'after_pay' });
}

/**
 * A file as the order which is next: each reference of this plan and this order, none twice, and the sums those that the ledger has.
 * @throws UsageError orderDiffers
 */
function nextOrder(
  order: Order | undefined,
  {
    planId,
    goods,
    attempt,
    ready,
  }: Pick<PlanView, 'planId' | 'goods'> & Pick<NonNullable<PlanView['screen']>, 'attempt' | 'ready'>,
  path: string,
): Order {
  if (order?.planId !== planId || order.attempt !== attempt || order.goods !== goods)
    throw new UsageError('orderDiffers', { path });
  const payments = new Set(
    order.rows.flatMap(({ reference }) => {
      const payment = paymentOf(planId, reference);
      return payment?.attempt === attempt ? [payment.item] : [];
    }),
  );
  const { items, fen } = orderSums(order);
  if (payments.size !== items || items !== ready.items || fen !== ready.fen)
    throw new UsageError('orderDiffers', { path });
  return order;
}

/** That each payment is of an item that may be paid, and of its sum, or of its goods. @throws DomainError PARTS_MISMATCH */
function assertItemsOf(
  { rows }: Pick<Order, 'rows'>,
  { planId, items }: { readonly planId: string; readonly items: readonly PlanItemView[] },
): void {
  const worthOf = ({ fen, goods }: Pick<PlanItemView, 'fen' | 'goods'>): string =>
    [fen, goods?.quantity ?? '', goods?.unitFen ?? ''].join(' ');
  const owed = new Map(
    items.flatMap((each) => (PAYABLE.includes(each.state) ? [[each.item, worthOf(each)]] : [])),
  );
  const other = rows.find((row) => owed.get(paymentOf(planId, row.reference)?.item ?? -1) !== worthOf(row));
  if (other !== undefined)
    throw new DomainError('PARTS_MISMATCH', { reason: 'item', reference: other.reference });
}
