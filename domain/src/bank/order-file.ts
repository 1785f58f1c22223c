// SPDX-License-Identifier: Apache-2.0
import type { PlanGoods, Sums } from '../ledger/index.js';
import { yuan } from '../fund/words.js';
import { BYTE_ORDER_MARK, csvText } from '../text/csv-line.js';
import { parseCsvRows } from '../text/csv-rows.js';
import { fenOf, isYuan } from '../values/yuan.js';
import { paymentOf } from './reference.js';

// The payment order as a file for the bank: CSV (RFC 4180, UTF-8), its control totals above its rows. Of goods it is the list that they
// are handed out by, with a place to sign. One order gives the same bytes wherever it is written: the payer signs their digest.

export interface OrderRow {
  readonly reference: string;
  readonly payee: string;
  /** '' of goods. */
  readonly accountNumber: string;
  readonly fen: number;
  readonly goods?: PlanGoods | undefined;
}

export interface Order {
  readonly planId: string;
  /** Which order of the plan. */
  readonly attempt: number;
  /** Whether goods are handed out by it. */
  readonly goods?: true | undefined;
  readonly rows: readonly OrderRow[];
}

/** One of the two files: its heads, and what is between them. */
interface OrderForm {
  readonly totals: readonly string[];
  readonly columns: readonly string[];
  readonly totalsOf: (order: Order) => readonly string[];
  readonly cellsOf: (row: OrderRow, planId: string) => readonly string[];
  readonly rowOf: (cells: readonly string[]) => OrderRow | undefined;
}

const PAYMENTS: OrderForm = {
  totals: ['发放计划', '付款次数', '总笔数', '总金额（元）'],
  columns: ['参考号', '收款人', '收款账号', '金额（元）'],
  totalsOf: () => [],
  cellsOf: ({ reference, payee, accountNumber, fen }) => [reference, payee, accountNumber, yuan(fen)],
  rowOf: ([reference = '', payee = '', accountNumber = '', sum = '']) =>
    isYuan(sum) ? { reference, payee, accountNumber, fen: fenOf(sum) } : undefined,
};

const DELIVERIES: OrderForm = {
  totals: ['发放计划', '发放次数', '总件数', '总笔数', '总价值（元）'],
  columns: ['序号', '参考号', '领取人', '数量', '单价（元）', '价值（元）', '签领'],
  totalsOf: ({ rows }) => [String(rows.reduce((sum, { goods }) => sum + (goods?.quantity ?? 0), 0))],
  cellsOf: (
    { reference, payee, fen, goods: { quantity, unitFen } = { quantity: 0, unitFen: 0 } },
    planId,
  ) => [
    ...[String((paymentOf(planId, reference)?.item ?? -1) + 1), reference, payee],
    ...[String(quantity), yuan(unitFen), yuan(fen), ''],
  ],
  rowOf: ([, reference = '', payee = '', quantity = '', unit = '', sum = '']) =>
    isYuan(sum) && isYuan(unit)
      ? {
          ...{ reference, payee, accountNumber: '', fen: fenOf(sum) },
          goods: { quantity: Number(quantity), unitFen: fenOf(unit) },
        }
      : undefined,
};

/** What an order comes to. */
export function orderSums({ rows }: Pick<Order, 'rows'>): Sums {
  return { items: rows.length, fen: rows.reduce((sum, { fen }) => sum + fen, 0) };
}

/** The order as text. */
export function orderFile(order: Order): string {
  const { planId, attempt, goods = false, rows } = order;
  const form = goods ? DELIVERIES : PAYMENTS;
  const { items, fen } = orderSums({ rows });
  return csvText([
    form.totals,
    [planId, String(attempt), ...form.totalsOf(order), String(items), yuan(fen)],
    form.columns,
    ...rows.map((row) => form.cellsOf(row, planId)),
  ]);
}

/** Reads what `orderFile` has written; undefined of anything else, also where the totals are not those of the rows. */
export function readOrderFile(text: string): Order | undefined {
  if (!text.startsWith(BYTE_ORDER_MARK)) return undefined;
  const [head = [], totals = [], , ...rest] = parseCsvRows(text.slice(BYTE_ORDER_MARK.length)) ?? [];
  const isOfGoods = head[1] === DELIVERIES.totals[1];
  const [planId = '', attempt = ''] = totals;
  const rows = rest.flatMap((cells) => (isOfGoods ? DELIVERIES : PAYMENTS).rowOf(cells) ?? []);
  const order = { planId, attempt: Number(attempt), ...(isOfGoods && { goods: true as const }), rows };
  return orderFile(order) === text ? order : undefined;
}
