// SPDX-License-Identifier: Apache-2.0
import { refusalOf } from '@unionid/domain/errors';
import type { LedgerRecords } from '@unionid/domain/ledger';
import { batches } from '../../database/batches.js';
import type { ReadAccess } from '../shape/aggregate.js';
import { recordOf } from '../shape/record-text.js';
import type { PlanTables } from './plan-tables.js';

/** Records of which each is about one item of a plan. */
export interface RecordsAsked<T extends 'correction' | 'receipt'> {
  readonly type: T;
  readonly planId: string;
  readonly items: readonly number[];
}

/** Those of these items: item → record. What can not be read is left out. */
export async function recordsOfItems<T extends 'correction' | 'receipt'>(
  { db, unreadable }: Pick<ReadAccess<PlanTables>, 'db' | 'unreadable'>,
  { type, planId, items }: RecordsAsked<T>,
): Promise<ReadonlyMap<number, LedgerRecords[T]>> {
  const found = new Map<number, LedgerRecords[T]>();
  const table: 'correction' | 'receipt' = type;
  for (const batch of batches(items)) {
    const rows = await db
      .selectFrom(table)
      .select(['item', 'record'])
      .where('plan_id', '=', planId)
      .where('item', 'in', batch)
      .execute();
    for (const { item, record } of rows) {
      const refusal = refusalOf(() => {
        unreadable.assertReadable(type, `${planId}/${String(item)}`);
      });
      if (refusal === undefined) found.set(item, recordOf(type, record));
    }
  }
  return found;
}
