// SPDX-License-Identifier: Apache-2.0
import { VISIT_RESULT } from '../codes/index.js';
import { toHalfWidth } from '../text/plain-text.js';
import type { Cells, Form } from './form.js';
import { parseItem } from './result-form.js';
import { RowReader } from './row-reader.js';
import type { RowResult } from './row-result.js';

const COLUMNS = ['序号', '是否相符'] as const;
export type VisitColumn = (typeof COLUMNS)[number];

/** The working paper of a sample: of which item, and whether what a visit found is as recorded. Further columns are the auditor's own. */
export const VISIT_FORM: Form<VisitColumn> = {
  columns: COLUMNS,
  requiredColumns: COLUMNS,
  aliases: { 序号: ['编号', '笔号', '明细序号'], 是否相符: ['核查结果', '走访结果', '是否一致'] },
  tables: { 是否相符: VISIT_RESULT },
};

export interface Visit {
  /** Row of the plan's list, from 0. */
  readonly item: number;
  readonly isAsRecorded: boolean;
}

/** Reads one row of a working paper; every fault is found at once. */
export function readVisitRow(
  cells: Cells<VisitColumn>,
  { rowNumber }: { readonly rowNumber: number },
): RowResult<Visit & { readonly rowNumber: number }> {
  const reader = new RowReader(VISIT_FORM, cells, {});
  const number = reader.text('序号', { required: true, maxCharacters: 20 });
  const item = number === undefined ? undefined : reader.parsed('序号', parseItem(toHalfWidth(number)));
  const code = reader.code('是否相符', { required: true });
  return reader.finish(() =>
    item === undefined || code === undefined
      ? undefined
      : { rowNumber, item, isAsRecorded: code === 'asRecorded' },
  );
}
