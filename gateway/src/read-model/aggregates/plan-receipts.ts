// SPDX-License-Identifier: Apache-2.0
import type { ReceiptRecord } from '@unionid/domain/ledger';
import type { ReadAccess } from '../shape/aggregate.js';
import type { RecordVersion } from '../shape/versions.js';
import type { PlanTables } from './plan-tables.js';
import { recordsOfItems } from './records-of-items.js';

/** Receipts that agents have attested. */
export interface ReceiptQueries {
  /** Those of these items of a plan: item → receipt. What can not be read is left out. */
  receipts(planId: string, items: readonly number[]): Promise<ReadonlyMap<number, ReceiptRecord>>;
  receiptAsOf(
    of: { readonly planId: string; readonly item: number },
    block: number,
  ): Promise<RecordVersion<'receipt'> | undefined>;
}

export function openReceipts(access: ReadAccess<PlanTables>): ReceiptQueries {
  const { versions } = access;
  return {
    receiptAsOf: ({ planId, item }, block) => versions.asOf('receipt', `${planId}/${String(item)}`, block),
    receipts: (planId, items) => recordsOfItems(access, { type: 'receipt', planId, items }),
  };
}
