// SPDX-License-Identifier: Apache-2.0
import type { Page } from '@unionid/domain/api';
import {
  ITEMS_PER_RECORD,
  type CorrectionRecord,
  type MembershipState,
  type PlanRecord,
} from '@unionid/domain/ledger';
import { sql } from 'kysely';
import * as z from 'zod/mini';
import type { Aggregate, ReadAccess } from '../shape/aggregate.js';
import { ListCursor } from '../shape/cursor.js';
import type { PageRequest } from '../shape/page-request.js';
import { recordOf } from '../shape/record-text.js';
import { isReadable } from '../shape/unreadable-records.js';
import { isUnionWithin } from '../shape/union-tree.js';
import type { AccountTables } from './account-tables.js';
import type { PlanTables } from './plan-tables.js';

/** An item that was paid and stands so, to somebody whose membership has ended. */
export interface PaidToEnded {
  readonly planId: string;
  readonly item: number;
  readonly identityId: string;
  readonly fen: number;
  readonly plan: PlanRecord;
  /** Got back so far, and the newest that was done about it. */
  readonly correction: CorrectionRecord | undefined;
  /** How and since when it has ended, and of which union it was. */
  readonly state: MembershipState;
  readonly since: string;
  readonly org: string;
}

/** What paying them asks to get back is derived: nothing of it stands on the ledger until somebody records it. */
export interface RecoveryQueries {
  /** Paid by plans of a union and those below it, without what was got back or written off; by person. */
  paidToEnded(within: string, page: PageRequest): Promise<Page<PaidToEnded>>;
}

type Sees = AccountTables & PlanTables;

/** Letter of an item, out of those of its record; PostgreSQL has no substr by a bigint. */
const LETTER = sql`substr(item_states.letters, cast(plan_item.item % ${sql.lit(ITEMS_PER_RECORD)} + 1 as integer), 1)`;
const CURSOR = new ListCursor('recoveries', z.tuple([z.string(), z.string(), z.int()]));

/** It has no records of its own: it asks those of others. */
export const recoveries: Aggregate<never, object, RecoveryQueries, never, Sees> = {
  tables: {},
  projections: {},
  owners: {},
  open: openRecoveries,
};

function openRecoveries({ db, unreadable }: ReadAccess<Sees>): RecoveryQueries {
  return {
    async paidToEnded(within, page) {
      const after = CURSOR.after(page);
      const rows = await db
        .selectFrom('account')
        .innerJoin('plan_item', 'plan_item.identity_id', 'account.identity_id')
        .innerJoin('item_states', (join) =>
          join
            .onRef('item_states.plan_id', '=', 'plan_item.plan_id')
            .onRef('item_states.n', '=', 'plan_item.n'),
        )
        .innerJoin('plan', 'plan.plan_id', 'plan_item.plan_id')
        .leftJoin('correction', (join) =>
          join
            .onRef('correction.plan_id', '=', 'plan_item.plan_id')
            .onRef('correction.item', '=', 'plan_item.item'),
        )
        .select(['account.identity_id', 'account.state', 'account.since', 'account.org'])
        .select(['plan_item.plan_id', 'plan_item.item', 'plan_item.fen', 'plan.record as plan'])
        .select('correction.record as correction')
        // As the index of such accounts says it.
        .where(sql<boolean>`account.state in ('WITHDRAWN', 'EXPELLED', 'DECEASED', 'VOIDED')`)
        .where('plan.status', 'in', ['RECONCILED', 'CLOSED'])
        .where(sql<boolean>`${LETTER} = 'P'`)
        .where(sql<boolean>`coalesce(correction.action, '') <> 'writeOff'`)
        .where(isUnionWithin('plan.org', within))
        .$if(unreadable.hasAny('plan'), (query) => query.where(isReadable('plan', 'plan.plan_id')))
        .$if(unreadable.hasAny('account'), (query) =>
          query.where(isReadable('account', 'account.identity_id')),
        )
        .$if(after !== undefined, (query) =>
          query.where(
            sql<boolean>`(account.identity_id, plan_item.plan_id, plan_item.item) > (${sql.join(after ?? [])})`,
          ),
        )
        .orderBy('account.identity_id')
        .orderBy('plan_item.plan_id')
        .orderBy('plan_item.item')
        .limit(page.limit + 1)
        .execute();
      return CURSOR.page(rows, page, {
        keyOf: ({ identity_id, plan_id, item }) => [identity_id, plan_id, item],
        toItem: toPaidToEnded,
      });
    },
  };
}

interface PaidRow {
  readonly identity_id: string;
  readonly state: string;
  readonly since: string;
  readonly org: string;
  readonly plan_id: string;
  readonly item: number;
  readonly fen: number;
  readonly plan: string;
  readonly correction: string | null;
}

function toPaidToEnded({ identity_id, plan_id, state, plan, correction, ...row }: PaidRow): PaidToEnded {
  return {
    ...{ planId: plan_id, item: row.item, identityId: identity_id, fen: row.fen },
    ...{ state: state as MembershipState, since: row.since, org: row.org },
    plan: recordOf('plan', plan),
    correction: correction === null ? undefined : recordOf('correction', correction),
  };
}
