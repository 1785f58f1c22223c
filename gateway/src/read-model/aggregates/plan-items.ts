// SPDX-License-Identifier: Apache-2.0
import type { Page } from '@unionid/domain/api';
import { ITEMS_PER_RECORD, type PlanItem } from '@unionid/domain/ledger';
import { sql } from 'kysely';
import * as z from 'zod/mini';
import { batches } from '../../database/batches.js';
import type { ReadAccess } from '../shape/aggregate.js';
import { ListCursor } from '../shape/cursor.js';
import type { PageRequest } from '../shape/page-request.js';
import type { PlanTables } from './plan-tables.js';

/** An item of a plan, and where it stands. */
export interface KnownItem {
  readonly planId: string;
  /** Its row in the plan's list, from 0. */
  readonly item: number;
  readonly identityId: string;
  readonly fen: number;
  /** As it stands on the ledger. */
  readonly record: PlanItem;
  /** One of ITEM_LETTERS. */
  readonly letter: string;
}

/** Items of plans. */
export interface ItemQueries {
  items(planId: string, page: PageRequest): Promise<Page<KnownItem>>;
  /** These items of a plan: item → item, without those that there are not. */
  itemsAt(planId: string, numbers: readonly number[]): Promise<ReadonlyMap<number, KnownItem>>;
  /** What a person was granted, the newest plans last. */
  itemsOf(identityId: string, page: PageRequest): Promise<Page<KnownItem>>;
}

const ITEMS = new ListCursor('plan items', z.tuple([z.int()]));
const ITEMS_OF = new ListCursor('items of a person', z.tuple([z.string(), z.int()]));

export function openItems({ db }: ReadAccess<PlanTables>): ItemQueries {
  const standing = () => standingItems(db);
  return {
    async items(planId, page) {
      const after = ITEMS.after(page);
      const rows = await standing()
        .where('plan_item.plan_id', '=', planId)
        .$if(after !== undefined, (query) => query.where('plan_item.item', '>', after?.[0] ?? 0))
        .orderBy('plan_item.item')
        .limit(page.limit + 1)
        .execute();
      return ITEMS.page(rows, page, { keyOf: ({ item }) => [item], toItem: toKnownItem });
    },
    async itemsAt(planId, numbers) {
      const found = new Map<number, KnownItem>();
      for (const batch of batches(numbers)) {
        const rows = await standing()
          .where('plan_item.plan_id', '=', planId)
          .where('plan_item.item', 'in', batch)
          .execute();
        for (const row of rows) found.set(row.item, toKnownItem(row));
      }
      return found;
    },
    async itemsOf(identityId, page) {
      const after = ITEMS_OF.after(page);
      const rows = await standing()
        .where('plan_item.identity_id', '=', identityId)
        .$if(after !== undefined, (query) =>
          query.where(sql<boolean>`(plan_item.plan_id, plan_item.item) > (${sql.join(after ?? [])})`),
        )
        .orderBy('plan_item.plan_id')
        .orderBy('plan_item.item')
        .limit(page.limit + 1)
        .execute();
      return ITEMS_OF.page(rows, page, {
        keyOf: ({ plan_id, item }) => [plan_id, item],
        toItem: toKnownItem,
      });
    },
  };
}

function standingItems(db: ReadAccess<PlanTables>['db']) {
  return db
    .selectFrom('plan_item')
    .innerJoin('item_states', (join) =>
      join.onRef('item_states.plan_id', '=', 'plan_item.plan_id').onRef('item_states.n', '=', 'plan_item.n'),
    )
    .selectAll('plan_item')
    .select('item_states.letters');
}

/** A row with the letters of its record. */
export function toKnownItem({
  plan_id,
  item,
  identity_id,
  fen,
  letters,
  record,
}: PlanTables['plan_item'] & { readonly letters: string }): KnownItem {
  return {
    planId: plan_id,
    item,
    identityId: identity_id,
    fen,
    // As the projector wrote it.
    record: JSON.parse(record) as PlanItem,
    letter: letters.charAt(item % ITEMS_PER_RECORD),
  };
}
