// SPDX-License-Identifier: Apache-2.0
import type { Page } from '@unionid/domain/api';
import { refusalOf } from '@unionid/domain/errors';
import type { CorrectionRecord } from '@unionid/domain/ledger';
import * as z from 'zod/mini';
import { batches } from '../../database/batches.js';
import type { ReadAccess } from '../shape/aggregate.js';
import { ListCursor } from '../shape/cursor.js';
import type { PageRequest } from '../shape/page-request.js';
import { recordOf } from '../shape/record-text.js';
import type { PlanTables } from './plan-tables.js';

/** What was done about single items of plans. */
export interface CorrectionQueries {
  /** The newest of these items of a plan: item → correction. What can not be read is left out. */
  corrections(planId: string, items: readonly number[]): Promise<ReadonlyMap<number, CorrectionRecord>>;
  /** Items of a plan that have any, ascending. */
  correctedItems(planId: string, page: PageRequest): Promise<Page<number>>;
}

const ITEMS = new ListCursor('corrected items', z.tuple([z.int()]));

export function openCorrections({ db, unreadable }: ReadAccess<PlanTables>): CorrectionQueries {
  return {
    async corrections(planId, items) {
      const found = new Map<number, CorrectionRecord>();
      for (const batch of batches(items)) {
        const rows = await db
          .selectFrom('correction')
          .select(['item', 'record'])
          .where('plan_id', '=', planId)
          .where('item', 'in', batch)
          .execute();
        for (const { item, record } of rows) {
          const unreadableOne = refusalOf(() => {
            unreadable.assertReadable('correction', `${planId}/${String(item)}`);
          });
          if (unreadableOne === undefined) found.set(item, recordOf('correction', record));
        }
      }
      return found;
    },
    async correctedItems(planId, page) {
      const after = ITEMS.after(page);
      const rows = await db
        .selectFrom('correction')
        .select('item')
        .where('plan_id', '=', planId)
        .$if(after !== undefined, (query) => query.where('item', '>', after?.[0] ?? 0))
        .orderBy('item')
        .limit(page.limit + 1)
        .execute();
      return ITEMS.page(rows, page, { keyOf: ({ item }) => [item], toItem: ({ item }) => item });
    },
  };
}
