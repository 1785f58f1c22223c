// SPDX-License-Identifier: Apache-2.0
import type { ImportCounts } from '@unionid/domain/api';
import type { JudgedRow, RowOutcome } from '../judge/judged-row.js';

/** Rows whose fate the ledger decided. */
export interface SettledRows {
  readonly outcome: RowOutcome;
  readonly rows: number;
}

const COUNTED = ['ready', 'bad', 'unchanged', 'differs', 'elsewhere', 'ended', 'aside', 'empty'] as const;

export function addJudged(counts: ImportCounts, judged: readonly JudgedRow[]): ImportCounts {
  const sum: Record<keyof ImportCounts, number> = { ...counts };
  for (const { rows, outcome, notes, hidden = [] } of judged) {
    sum.rows += rows.length;
    sum.hidden += hidden.length;
    if (notes.fixes.length > 0) sum.fixed += rows.length;
    if (isCounted(outcome)) sum[outcome] += rows.length;
  }
  return sum;
}

/** Outcomes that are counted where a row is judged. */
function isCounted(outcome: RowOutcome): outcome is (typeof COUNTED)[number] {
  return COUNTED.some((one) => one === outcome);
}

export function addSettled(counts: ImportCounts, settled: readonly SettledRows[]): ImportCounts {
  const sum: Record<keyof ImportCounts, number> = { ...counts };
  for (const { outcome, rows } of settled) {
    sum.submitted += rows;
    if (outcome === 'done' || outcome === 'unchanged' || outcome === 'elsewhere') sum[outcome] += rows;
    else sum.refused += rows;
  }
  return sum;
}
