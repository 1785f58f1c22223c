// SPDX-License-Identifier: Apache-2.0
import type { PlanItemView, PlanView } from '@unionid/domain/api';
import {
  foreignPayment,
  payeeListFile,
  readPayeeList,
  type Order,
  type PayeeList,
} from '@unionid/domain/bank';
import { toBase64url } from '@unionid/domain/encoding';
import { DomainError } from '@unionid/domain/errors';
import { randomBytes } from '@unionid/domain/signing';
import { sm3 } from '@unionid/domain/sm';
import type { CommandContext, Option } from '../command/command.js';
import { readBytes, writeOwnFile } from '../terminal/files.js';
import { UsageError } from '../terminal/usage-error.js';
import { valueOf } from '../terminal/values.js';

const SEAL_BYTES = 16;

/** Where the maker's client writes whom each item is paid to. */
export const PAYEES_OUT: Option = {
  name: 'payees',
  value: 'file',
  text: {
    zh: '写出收款名单（序号、收款人、账号、金额），交复核人、批准人和支付人；锁定时签它的 SM3',
    en: 'Write the list of payees (item, name, account, sum) for all who sign later; plans lock signs its SM3',
  },
  output: {},
};

/** The same list, in the hands of whoever signs. */
export const PAYEES_IN: Option = {
  name: 'payees',
  value: 'file',
  text: {
    zh: 'plans import --payees 写出的收款名单；只有它的 SM3 上链',
    en: 'The list that plans import --payees has written; only its SM3 goes on the ledger',
  },
};

/** A list of payees in hand, and how it is signed. */
export interface HeldPayees {
  readonly list: PayeeList;
  readonly digest: string;
}

/** Writes a list under a new seal where the command says so, for its owner only. @throws UsageError where there is something already */
export async function savePayees(
  { terminal, values }: CommandContext,
  list: Omit<PayeeList, 'seal'>,
): Promise<void> {
  const path = valueOf(values, PAYEES_OUT.name);
  if (path === undefined) return;
  const seal = toBase64url(randomBytes(SEAL_BYTES));
  await writeOwnFile(path, payeeListFile({ ...list, seal }), false);
  terminal.note(terminal.text('payeesWritten', { path, planId: list.planId }));
}

/**
 * The list that the command names, of this plan. @throws UsageError payeesDiffer of another, payeesNeeded where the plan has one
 * and none is named
 */
export async function payeesInHand(
  { values }: CommandContext,
  { planId, payees }: Pick<PlanView, 'planId' | 'payees'>,
): Promise<HeldPayees | undefined> {
  const path = valueOf(values, PAYEES_IN.name);
  if (path === undefined) {
    if (payees !== undefined) throw new UsageError('payeesNeeded', {});
    return undefined;
  }
  const bytes = await readBytes(path);
  const list = readPayeeList(new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes));
  const digest = toBase64url(sm3(bytes));
  if (list?.planId !== planId || (payees !== undefined && payees !== digest))
    throw new UsageError('payeesDiffer', { path });
  return { list, digest };
}

/** That a list says of each item that stands whom it is paid to, and the very sum. @throws DomainError PARTS_MISMATCH */
export function assertPayeesOf({ list }: HeldPayees, items: readonly PlanItemView[]): void {
  const sums = new Map(list.rows.map(({ item, fen }) => [item, fen]));
  const other = items.find(({ item, fen, state }) => state !== 'leftOut' && sums.get(item) !== fen);
  if (other !== undefined)
    throw new DomainError('PARTS_MISMATCH', { reason: 'payees', item: other.item + 1 });
}

/** That an order pays whom the list says, each into his account. @throws DomainError PARTS_MISMATCH with the first that differs */
export function assertPaysThem({ rows }: Pick<Order, 'rows'>, { list }: HeldPayees): void {
  const other = foreignPayment(rows, list);
  if (other !== undefined)
    throw new DomainError('PARTS_MISMATCH', { reason: 'payee', reference: other.reference });
}
