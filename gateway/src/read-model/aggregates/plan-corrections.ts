// SPDX-License-Identifier: Apache-2.0
import type { Page } from '@unionid/domain/api';
import type { CorrectionRecord } from '@unionid/domain/ledger';
import * as z from 'zod/mini';
import type { ReadAccess } from '../shape/aggregate.js';
import { ListCursor } from '../shape/cursor.js';
import type { PageRequest } from '../shape/page-request.js';
import type { PlanTables } from './plan-tables.js';
import { recordsOfItems } from './records-of-items.js';

/** What was done about single items of plans. */
export interface CorrectionQueries {
  /** The newest of these items of a plan: item → correction. What can not be read is left out. */
  corrections(planId: string, items: readonly number[]): Promise<ReadonlyMap<number, CorrectionRecord>>;
  /** Items of a plan that have any, ascending. */
  correctedItems(planId: string, page: PageRequest): Promise<Page<number>>;
}

const ITEMS = new ListCursor('corrected items', z.tuple([z.int()]));

export function openCorrections(access: ReadAccess<PlanTables>): CorrectionQueries {
  const { db } = access;
  return {
    corrections: (planId, items) => recordsOfItems(access, { type: 'correction', planId, items }),
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
