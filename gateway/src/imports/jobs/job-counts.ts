// SPDX-License-Identifier: Apache-2.0
import type { ImportCounts } from '@unionid/domain/api';
import type { JudgedRow, RowOutcome } from '../judge/judged-row.js';

/** Rows whose fate the ledger decided. */
export interface SettledRows {
  readonly outcome: RowOutcome;
  readonly rows: number;
}

export const NO_COUNTS: ImportCounts = {
  rows: 0,
  ready: 0,
  bad: 0,
  fixed: 0,
  unchanged: 0,
  elsewhere: 0,
  submitted: 0,
  done: 0,
  refused: 0,
};

export function addJudged(counts: ImportCounts, judged: readonly JudgedRow[]): ImportCounts {
  const sum: Record<keyof ImportCounts, number> = { ...counts };
  for (const { rows, outcome, notes } of judged) {
    sum.rows += rows.length;
    if (notes.fixes.length > 0) sum.fixed += rows.length;
    if (outcome === 'ready' || outcome === 'bad' || outcome === 'unchanged' || outcome === 'elsewhere')
      sum[outcome] += rows.length;
  }
  return sum;
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
