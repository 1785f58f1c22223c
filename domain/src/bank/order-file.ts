// SPDX-License-Identifier: Apache-2.0
import type { Sums } from '../ledger/index.js';
import { yuan } from '../fund/words.js';
import { BYTE_ORDER_MARK, csvText } from '../text/csv-line.js';
import { parseCsvRows } from '../text/csv-rows.js';
import { fenOf, isYuan } from '../values/yuan.js';

// The payment order as a file for the bank: CSV (RFC 4180, UTF-8), its control totals above its rows. One order gives the same
// bytes wherever it is written: the payer signs their digest.

export interface OrderRow {
  readonly reference: string;
  readonly payee: string;
  readonly accountNumber: string;
  readonly fen: number;
}

export interface Order {
  readonly planId: string;
  /** Which order of the plan. */
  readonly attempt: number;
  readonly rows: readonly OrderRow[];
}

const TOTALS = ['发放计划', '付款次数', '总笔数', '总金额（元）'];
const COLUMNS = ['参考号', '收款人', '收款账号', '金额（元）'];

/** What an order comes to. */
export function orderSums({ rows }: Pick<Order, 'rows'>): Sums {
  return { items: rows.length, fen: rows.reduce((sum, { fen }) => sum + fen, 0) };
}

/** The order as text. */
export function orderFile({ planId, attempt, rows }: Order): string {
  const { items, fen } = orderSums({ rows });
  const lines = [
    ...[TOTALS, [planId, String(attempt), String(items), yuan(fen)], COLUMNS],
    ...rows.map((row) => [row.reference, row.payee, row.accountNumber, yuan(row.fen)]),
  ];
  return csvText(lines);
}

/** Reads what `orderFile` has written; undefined of anything else, also where the totals are not those of the rows. */
export function readOrderFile(text: string): Order | undefined {
  if (!text.startsWith(BYTE_ORDER_MARK)) return undefined;
  const [, totals = [], , ...rest] = parseCsvRows(text.slice(BYTE_ORDER_MARK.length)) ?? [];
  const [planId = '', attempt = ''] = totals;
  const rows = rest.flatMap(([reference = '', payee = '', accountNumber = '', sum = '']) =>
    isYuan(sum) ? [{ reference, payee, accountNumber, fen: fenOf(sum) }] : [],
  );
  const order = { planId, attempt: Number(attempt), rows };
  return orderFile(order) === text ? order : undefined;
}
