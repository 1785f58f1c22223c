// SPDX-License-Identifier: Apache-2.0
import type { Payee } from '@unionid/domain/bank';
import { canonicalJson } from '@unionid/domain/encoding';
import {
  formWith,
  itemOfRow,
  personNamedBy,
  PLAN_FORM,
  readPlanRow,
  readResultRow,
  RESULT_FORM,
  type ListedItem,
} from '@unionid/domain/forms';
import type { PlanRow, ResultRow } from '@unionid/domain/plan';
import type { TableRows } from '@unionid/domain/table';
import type { FileCheck, LedgerRow } from './file-check.js';
import { formRows, type CountedReading } from './form-rows.js';

/**
 * Reads every row of a list of payees and keeps what it says: a prepared row must be of somebody on the list, by number and name as
 * they are registered, and of the sum that the list says.
 */
export async function newPlanFileCheck(table: TableRows, reading: CountedReading): Promise<FileCheck> {
  const rows = new Map<string, ListedItem[]>();
  const payees = new WeakMap<LedgerRow, Payee>();
  const form = formWith(PLAN_FORM, reading.mapping);
  for await (const { cells, rowNumber } of formRows(form, table, reading.count)) {
    const result = readPlanRow(cells, { ...reading, rowNumber });
    if (!result.ok) continue;
    const { docType, docNumber, name } = result.row;
    const key = personNamedBy({ docType, docNumber, nameNormalised: name.normalised });
    const others = rows.get(key) ?? [];
    // Of two rows of one person and for one the first stands.
    if (!others.some(({ beneficiary }) => beneficiary === result.row.beneficiary))
      rows.set(key, [...others, result.row]);
  }
  return {
    ...FOR_ONE_ROW,
    records: ['standing'],
    differenceOf(row, { fields }) {
      const key = personNamedBy(fields);
      const own = rows.get(key);
      if (own === undefined || own.length === 0) return 'row not in file';
      const at = own.findIndex((listed) => isOf(row as PlanRow, listed));
      if (at === -1) return 'sum';
      const [listed] = own.splice(at, 1);
      if (listed !== undefined) payees.set(row, payeeOf(listed));
      return undefined;
    },
    payeeOf: (row) => payees.get(row),
  };
}

function payeeOf({ name, bankAccount = '', fen }: ListedItem): Payee {
  return { payee: name.entered, accountNumber: bankAccount, fen };
}

/**
 * Whether a row is what the list says: of the beneficiary a client has the number and the row a tag that only gateways make, so that it
 * sees for whom it is by whether it is for somebody. So it is with the account of a bank.
 */
function isOf(row: PlanRow, listed: ListedItem): boolean {
  const { identityId, place, root, file, for: whom, account: tag } = row;
  const isNamed = listed.file === undefined || listed.file === file;
  const isFor = (listed.beneficiary === undefined) === (whom === undefined);
  const isInto = (listed.bankAccount === undefined) === (tag === undefined);
  const account = {
    ...{ identityId, place, root },
    ...(file !== undefined && { file }),
    ...(whom !== undefined && { for: whom }),
    ...(tag !== undefined && { account: tag }),
  };
  return isNamed && isFor && isInto && canonicalJson(row) === canonicalJson(itemOfRow(listed, account));
}

/** The same of what a bank answers: each row is about an item, and there is nobody's record behind it. */
export async function newResultFileCheck(table: TableRows, reading: CountedReading): Promise<FileCheck> {
  const rows = new Map<number, ResultRow>();
  const form = formWith(RESULT_FORM, reading.mapping);
  for await (const { cells, rowNumber } of formRows(form, table, reading.count)) {
    const result = readResultRow(cells, { ...reading, rowNumber });
    if (!result.ok) continue;
    const said = result.row.result;
    if (!rows.has(said.item)) rows.set(said.item, said);
  }
  return {
    ...FOR_ONE_ROW,
    records: ['none'],
    differenceOf(row) {
      const { item } = row as ResultRow;
      const own = rows.get(item);
      if (own === undefined) return 'row not in file';
      rows.delete(item);
      return canonicalJson(row) === canonicalJson(own) ? undefined : 'result';
    },
  };
}

const FOR_ONE_ROW = {
  rowsOf: () => 1,
  differenceOfUnions: () => Promise.resolve(undefined),
} as const satisfies Partial<FileCheck>;
