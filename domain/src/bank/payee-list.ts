// SPDX-License-Identifier: Apache-2.0
import { yuan } from '../fund/words.js';
import { BYTE_ORDER_MARK, csvText } from '../text/csv-line.js';
import { parseCsvRows } from '../text/csv-rows.js';
import { normaliseName } from '../values/person-name.js';
import { fenOf, isYuan } from '../values/yuan.js';
import type { OrderRow } from './order-file.js';
import { paymentOf } from './reference.js';

// Whom the maker's list pays, item by item, as the maker's own client has read it: it goes from hand to hand, and only its SM3 stands on
// the ledger (ADR 60).

/** Whom one item is paid to. */
export interface Payee {
  readonly payee: string;
  /** '' where the list has none. */
  readonly accountNumber: string;
  readonly fen: number;
}

export interface PayeeRow extends Payee {
  /** Its row in the plan's list, from 0. */
  readonly item: number;
}

export interface PayeeList {
  readonly planId: string;
  /** Random: nobody tries names and numbers against the SM3 of a short list. */
  readonly seal: string;
  readonly rows: readonly PayeeRow[];
}

const HEAD = ['发放计划', '随机数'];
const COLUMNS = ['序号', '收款人', '收款账号', '金额（元）'];

/** The list as text: the same bytes wherever it is written. */
export function payeeListFile({ planId, seal, rows }: PayeeList): string {
  const lines = rows.map(({ item, payee, accountNumber, fen }) => {
    return [String(item + 1), payee, accountNumber, yuan(fen)];
  });
  return csvText([HEAD, [planId, seal], COLUMNS, ...lines]);
}

/** Reads what `payeeListFile` has written; undefined of anything else. */
export function readPayeeList(text: string): PayeeList | undefined {
  if (!text.startsWith(BYTE_ORDER_MARK)) return undefined;
  const [, [planId = '', seal = ''] = [], , ...rest] = parseCsvRows(text.slice(BYTE_ORDER_MARK.length)) ?? [];
  const rows = rest.flatMap(([number = '', payee = '', accountNumber = '', sum = '']) =>
    isYuan(sum) ? [{ item: Number(number) - 1, payee, accountNumber, fen: fenOf(sum) }] : [],
  );
  const list = { planId, seal, rows };
  return payeeListFile(list) === text ? list : undefined;
}

/** The first payment of an order that goes to somebody else, into another account or with another sum than the list says. */
export function foreignPayment(
  rows: readonly OrderRow[],
  { planId, rows: listed }: Pick<PayeeList, 'planId' | 'rows'>,
): OrderRow | undefined {
  const payees = new Map(listed.map((row) => [row.item, row]));
  return rows.find((row) => {
    const own = payees.get(paymentOf(planId, row.reference)?.item ?? -1);
    return own === undefined || !isPayee(row, own);
  });
}

/** A name is the same however it is written; a number and a sum are the same to the digit. Goods go into no account. */
function isPayee(row: OrderRow, own: Payee): boolean {
  const nameOf = ({ payee }: Payee): string => normaliseName(payee).name.normalised;
  const isInto = row.goods !== undefined || row.accountNumber === own.accountNumber;
  return nameOf(row) === nameOf(own) && isInto && row.fen === own.fen;
}
