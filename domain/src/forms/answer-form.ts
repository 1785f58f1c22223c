// SPDX-License-Identifier: Apache-2.0
import type { BankAnswer, BankResult } from '../bank/index.js';
import type { Sums } from '../ledger/index.js';
import { toHalfWidth } from '../text/plain-text.js';
import { fenOf, fixYuan, isYuan } from '../values/yuan.js';
import type { Cells, ColumnMapping } from './form.js';
import { ANSWER_FORM, type AnswerColumn } from './plan-columns.js';
import { RowReader } from './row-reader.js';
import type { RowResult } from './row-result.js';

/** A line of a bank's answer by reference: of one payment, or its totals. */
export type ListedAnswer = { readonly answer: BankAnswer } | { readonly totals: Sums };

const TOTALS = /^(?:合\s*计|总\s*计)$/u;

/** Reads one line; every fault is found at once. */
export function readAnswerRow(
  cells: Cells<AnswerColumn>,
  { mapping, rowNumber }: { readonly mapping: ColumnMapping; readonly rowNumber: number },
): RowResult<ListedAnswer> {
  const reader = new RowReader(ANSWER_FORM, cells, mapping);
  const reference = reader.text('参考号', { required: true, maxCharacters: 60 }) ?? '';
  const isTotals = TOTALS.test(reference);
  const serial = reader.text('流水号', { silent: true }) ?? '';
  const sum = reader.text('金额', { silent: true, required: isTotals });
  const fen = sum === undefined ? undefined : readFen(reader, sum);
  if (isTotals) {
    const items = Number(toHalfWidth(serial));
    return reader.finish(() =>
      fen === undefined || !Number.isInteger(items) ? undefined : { totals: { items, fen } },
    );
  }
  const result = reader.code('结果', { required: true });
  return reader.finish(() =>
    result === undefined
      ? undefined
      : { answer: { row: rowNumber, reference, result: result as BankResult, serial, fen } },
  );
}

/** Of a payment that was not made a bank may say 0.00. */
function readFen(reader: RowReader<AnswerColumn>, text: string): number | undefined {
  const sum = reader.fixed('金额', fixYuan(text));
  if (isYuan(sum)) return fenOf(sum);
  reader.problem('SUM_INVALID', '金额');
  return undefined;
}
