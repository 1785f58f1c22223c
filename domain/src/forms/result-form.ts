// SPDX-License-Identifier: Apache-2.0
import { partDigests, serialDigest } from '../bank/index.js';
import { HANDED_OUT } from '../ledger/index.js';
import { MOST_ITEMS, type ResultRow } from '../plan/index.js';
import { toHalfWidth } from '../text/plain-text.js';
import { accept, refuse, type Parsed } from '../values/parsed.js';
import type { Cells } from './form.js';
import type { ListedItemContext } from './plan-form.js';
import { RESULT_FORM, type ResultColumn } from './plan-columns.js';
import { RowReader } from './row-reader.js';
import type { RowResult } from './row-result.js';

/** A row of a bank's answer, read: what it says of one item is what goes on the ledger. */
export interface ListedResult {
  readonly rowNumber: number;
  readonly result: ResultRow;
}

/** Reads one row of a bank's answer; every fault is found at once. */
export function readResultRow(
  cells: Cells<ResultColumn>,
  { mapping, rowNumber }: Omit<ListedItemContext, 'today'>,
): RowResult<ListedResult> {
  const reader = new RowReader(RESULT_FORM, cells, mapping);
  const number = reader.text('序号', { required: true, maxCharacters: 20 });
  const item = number === undefined ? undefined : reader.parsed('序号', parseItem(toHalfWidth(number)));
  const code = reader.code('结果', { required: true });
  // A payment that failed may have been given no number.
  const serial = reader.text('流水号', { required: code !== 'failed', silent: true }) ?? '';
  const handed = reader.code('签领方式');
  const receipt = HANDED_OUT.find((reason) => reason === handed);
  return reader.finish(() => {
    if (item === undefined || code === undefined) return undefined;
    const parts = code === 'paid' ? partDigests(serial) : undefined;
    const said = {
      ...{ item, paid: code === 'paid', reference: serialDigest(serial) },
      ...(parts !== undefined && { parts: [...parts] }),
    };
    return { rowNumber, result: { ...said, ...(receipt !== undefined && { receipt }) } };
  });
}

/** An item by its number in the plan, from 1, as its row in the plan's list, from 0. */
export function parseItem(text: string): Parsed<number, 'ITEM_NUMBER_INVALID'> {
  const number = /^[1-9]\d{0,6}$/.test(text) ? Number(text) : 0;
  return number >= 1 && number <= MOST_ITEMS ? accept(number - 1) : refuse('ITEM_NUMBER_INVALID');
}
