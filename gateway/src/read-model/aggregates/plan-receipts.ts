// SPDX-License-Identifier: Apache-2.0
import { refusalOf } from '@unionid/domain/errors';
import type { ReceiptRecord } from '@unionid/domain/ledger';
import { batches } from '../../database/batches.js';
import type { ReadAccess } from '../shape/aggregate.js';
import { recordOf } from '../shape/record-text.js';
import type { RecordVersion } from '../shape/versions.js';
import type { PlanTables } from './plan-tables.js';

/** Receipts that agents have attested. */
export interface ReceiptQueries {
  /** Those of these items of a plan: item → receipt. What can not be read is left out. */
  receipts(planId: string, items: readonly number[]): Promise<ReadonlyMap<number, ReceiptRecord>>;
  receiptAsOf(
    of: { readonly planId: string; readonly item: number },
    block: number,
  ): Promise<RecordVersion<'receipt'> | undefined>;
}

export function openReceipts({ db, unreadable, versions }: ReadAccess<PlanTables>): ReceiptQueries {
  return {
    receiptAsOf: ({ planId, item }, block) => versions.asOf('receipt', `${planId}/${String(item)}`, block),
    async receipts(planId, items) {
      const found = new Map<number, ReceiptRecord>();
      for (const batch of batches(items)) {
        const rows = await db
          .selectFrom('receipt')
          .select(['item', 'record'])
          .where('plan_id', '=', planId)
          .where('item', 'in', batch)
          .execute();
        for (const { item, record } of rows) {
          const unreadableOne = refusalOf(() => {
            unreadable.assertReadable('receipt', `${planId}/${String(item)}`);
          });
          if (unreadableOne === undefined) found.set(item, recordOf('receipt', record));
        }
      }
      return found;
    },
  };
}
