// SPDX-License-Identifier: Apache-2.0
import type { FundSource } from '../ledger/index.js';

// Words of money, for presentations and reports.

export const SOURCE_ZH: Readonly<Record<FundSource, string>> = {
  central: '中央财政',
  local: '地方财政',
  union: '工会经费',
  administration: '行政补助',
  donation: '社会捐赠',
};

/** Fen as yuan with two digits: they are whole, so no rounding can touch them. */
export function yuan(fen: number): string {
  return `${String(Math.floor(fen / 100))}.${String(fen % 100).padStart(2, '0')}`;
}
