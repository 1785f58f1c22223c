// SPDX-License-Identifier: Apache-2.0
import type { Sums } from '../ledger/index.js';
import { yuan } from '../fund/words.js';
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

/** Excel takes a CSV for UTF-8 only by its byte order mark. */
const BYTE_ORDER_MARK = '\ufeff';
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
  return BYTE_ORDER_MARK + lines.map(lineOf).join('');
}

/** Reads what `orderFile` has written; undefined of anything else, also where the totals are not those of the rows. */
export function readOrderFile(text: string): Order | undefined {
  if (!text.startsWith(BYTE_ORDER_MARK)) return undefined;
  const [, totals = [], , ...rest] = text.slice(1).split('\r\n').map(cellsOf);
  const [planId = '', attempt = ''] = totals;
  const rows = rest.flatMap(([reference = '', payee = '', accountNumber = '', sum = '']) =>
    isYuan(sum) ? [{ reference, payee, accountNumber, fen: fenOf(sum) }] : [],
  );
  const order = { planId, attempt: Number(attempt), rows };
  return orderFile(order) === text ? order : undefined;
}

function lineOf(cells: readonly string[]): string {
  return `${cells.map(cellOf).join(',')}\r\n`;
}

function cellOf(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function cellsOf(line: string): readonly string[] {
  return [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(
    ([, quoted, plain = '']) => quoted?.replaceAll('""', '"') ?? plain,
  );
}
