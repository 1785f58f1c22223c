// SPDX-License-Identifier: Apache-2.0
import type { Page } from '@unionid/domain/api';
import {
  ITEMS_PER_RECORD,
  type CorrectionRecord,
  type MembershipState,
  type PlanRecord,
} from '@unionid/domain/ledger';
import { sql, type RawBuilder } from 'kysely';
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
  /** Day on which the order by which it was paid went to the bank. */
  readonly paidOn: string;
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

/**
 * Tables of what was paid to whom whose membership has ended; `paying` is when the order went to the bank by which it was paid: the
 * newest before the bank's answer, for of a later one nothing had been said.
 */
export const PAID_TO_ENDED = sql`account
  join plan_item on plan_item.identity_id = account.identity_id
  join item_states on item_states.plan_id = plan_item.plan_id and item_states.n = plan_item.n
  join plan on plan.plan_id = plan_item.plan_id
  join item_answer answer on answer.plan_id = plan_item.plan_id and answer.item = plan_item.item
  join plan_order paying on paying.plan_id = plan_item.plan_id and paying.attempt = (
    select max(attempt) from plan_order before
    where before.plan_id = plan_item.plan_id and before.block < answer.block)
  left join correction on correction.plan_id = plan_item.plan_id and correction.item = plan_item.item`;

/**
 * Which of them have not come back, nor been written off. A membership that was annulled never was, unless the same person's other account
 * stands, for which the grant counts (ADR 66); any other end counts if it came before.
 */
export const IS_TO_RECOVER = sql<boolean>`(
  account.state in ('WITHDRAWN', 'EXPELLED', 'DECEASED', 'VOIDED')
  and case account.state when 'VOIDED' then account.into_id = '' else account.since <= paying.day end
  and plan.status in ('RECONCILED', 'CLOSED') and ${LETTER} = 'P' and coalesce(correction.action, '') <> 'writeOff')`;

function openRecoveries({ db, unreadable }: ReadAccess<Sees>): RecoveryQueries {
  const readable = (type: 'plan' | 'account', column: string): RawBuilder<boolean> =>
    unreadable.hasAny(type) ? isReadable(type, column) : sql<boolean>`true`;
  return {
    async paidToEnded(within, page) {
      const after = CURSOR.after(page);
      const { rows } = await sql<PaidRow>`
        select account.identity_id, account.state, account.since, account.org, plan_item.plan_id, plan_item.item,
          plan_item.fen, paying.day as paid_on, plan.record as plan, correction.record as correction
        from ${PAID_TO_ENDED}
        where ${IS_TO_RECOVER} and ${isUnionWithin('plan.org', within)}
          and ${readable('plan', 'plan.plan_id')} and ${readable('account', 'account.identity_id')}
          and ${after === undefined ? sql`true` : sql`(account.identity_id, plan_item.plan_id, plan_item.item) > (${sql.join(after)})`}
        order by account.identity_id, plan_item.plan_id, plan_item.item limit ${page.limit + 1}`.execute(db);
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
  readonly paid_on: string;
  readonly plan: string;
  readonly correction: string | null;
}

function toPaidToEnded({ identity_id, plan_id, state, plan, correction, ...row }: PaidRow): PaidToEnded {
  return {
    ...{ planId: plan_id, item: row.item, identityId: identity_id, fen: row.fen },
    ...{ state: state as MembershipState, since: row.since, org: row.org, paidOn: row.paid_on },
    plan: recordOf('plan', plan),
    correction: correction === null ? undefined : recordOf('correction', correction),
  };
}
