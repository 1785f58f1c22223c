// SPDX-License-Identifier: Apache-2.0
import type { Page } from '@unionid/domain/api';
import type { PlanStatus } from '@unionid/domain/ledger';
import * as z from 'zod/mini';
import type { ReadAccess } from '../shape/aggregate.js';
import { ListCursor } from '../shape/cursor.js';
import type { PageRequest } from '../shape/page-request.js';
import { isReadable } from '../shape/unreadable-records.js';
import type { PlanTables } from './plan-tables.js';

/** Plans that hold what is to be given back. */
export interface FoldingQueries {
  /** Plans of a province that hold something to give back: cancelled, or not paid by the bank. */
  plansToFold(province: string, page: PageRequest): Promise<Page<string>>;
  /** Records of items that hold it, ascending; any of a plan that is neither may be among them. */
  recordsToFold(planId: string): Promise<readonly number[]>;
}

const PLANS = new ListCursor('plans to fold', z.tuple([z.string()]));
const GIVEN_BACK = ['CANCELLED', 'RECONCILED'] as const satisfies readonly PlanStatus[];

export function openFolding({ db, unreadable }: ReadAccess<PlanTables>): FoldingQueries {
  return {
    async plansToFold(province, page) {
      const after = PLANS.after(page);
      const rows = await db
        .selectFrom('plan')
        .select('plan_id')
        .where('province', '=', province)
        .where('status', 'in', GIVEN_BACK)
        .where((plan) =>
          plan.exists(
            plan
              .selectFrom('item_states')
              .select('n')
              .whereRef('item_states.plan_id', '=', 'plan.plan_id')
              .where('unsettled', '=', 1),
          ),
        )
        .$if(unreadable.hasAny('plan'), (query) => query.where(isReadable('plan', 'plan.plan_id')))
        .$if(after !== undefined, (query) => query.where('plan_id', '>', after?.[0] ?? ''))
        .orderBy('plan_id')
        .limit(page.limit + 1)
        .execute();
      return PLANS.page(rows, page, { keyOf: (row) => [row.plan_id], toItem: (row) => row.plan_id });
    },
    async recordsToFold(planId) {
      const rows = await db
        .selectFrom('item_states')
        .select('n')
        .where('plan_id', '=', planId)
        .where('unsettled', '=', 1)
        .orderBy('n')
        .execute();
      return rows.map(({ n }) => n);
    },
  };
}
