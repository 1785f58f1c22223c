// SPDX-License-Identifier: Apache-2.0
import type { Page } from '@unionid/domain/api';
import { ITEMS_PER_RECORD, type LedgerType } from '@unionid/domain/ledger';
import { sql, type Kysely } from 'kysely';
import * as z from 'zod/mini';
import type { Aggregate, ReadAccess } from '../shape/aggregate.js';
import { ListCursor } from '../shape/cursor.js';
import type { PageRequest } from '../shape/page-request.js';
import { unreadableError } from '../shape/unreadable-records.js';
import { isUnionWithin } from '../shape/union-tree.js';
import type { RecordVersion, VersionTable, Versions } from '../shape/versions.js';
import type { LineTables } from './lines.js';
import { toKnownItem, type KnownItem } from './plan-items.js';
import type { PlanTables } from './plan-tables.js';

/** A line by its name. */
export interface LineName {
  readonly fund: string;
  readonly org: string;
}

/** Movements into a line, newest first; one more than were asked for tells that there are others. */
export interface IntoLine extends LineName {
  /** Accepted up to this block. */
  readonly block: number;
  readonly limit: number;
}

/**
 * Money on its way, as of a block: every version of a record, and which records belong together. Each question goes by an index,
 * however many items there are. @throws DomainError RECORD_UNREADABLE
 */
export interface TraceQueries {
  versionsUpTo<T extends LedgerType>(
    type: T,
    name: string,
    block: number,
  ): Promise<readonly RecordVersion<T>[]>;
  movementsInto(line: IntoLine): Promise<readonly string[]>;
  movementsOf(fund: string, page: PageRequest): Promise<Page<string>>;
  /** Unions that have a line of a fund; of those within one only, where it is named. */
  unionsOf(of: { readonly fund: string; readonly within?: string }, page: PageRequest): Promise<Page<string>>;
  plansOf(line: LineName, page: PageRequest): Promise<Page<string>>;
  itemAsOf(
    of: { readonly planId: string; readonly item: number },
    block: number,
  ): Promise<KnownItem | undefined>;
  itemsAsOf(planId: string, block: number, page: PageRequest): Promise<Page<KnownItem>>;
  grantsAsOf(identityId: string, block: number, page: PageRequest): Promise<Page<KnownItem>>;
}

type Sees = LineTables & PlanTables & { version: VersionTable };

const MOVEMENTS = new ListCursor('movements of a fund', z.tuple([z.string()]));
const LINES = new ListCursor('lines of a fund', z.tuple([z.string()]));
const PLANS = new ListCursor('plans of a line', z.tuple([z.string()]));
const ITEMS = new ListCursor('items as of a block', z.tuple([z.int()]));
const GRANTS = new ListCursor('grants of a person', z.tuple([z.string(), z.int()]));

export const traces: Aggregate<never, Record<string, never>, TraceQueries, never, Sees> = {
  tables: {},
  projections: {},
  owners: {},
  open: (access) => ({ ...openMovements(access), ...openItemsAsOf(access) }),
};

type Movements = Omit<TraceQueries, 'itemAsOf' | 'itemsAsOf' | 'grantsAsOf'>;

function openMovements({ db, versions }: ReadAccess<Sees>): Movements {
  return {
    versionsUpTo: (type, name, block) => versions.upTo(type, name, block),
    movementsInto: (line) => movementsInto(db, line),
    async movementsOf(fund, page) {
      const rows = await db
        .selectFrom('allotment')
        .select('allotment_id')
        .where('fund', '=', fund)
        .where('allotment_id', '>', MOVEMENTS.after(page)?.[0] ?? '')
        .orderBy('allotment_id')
        .limit(page.limit + 1)
        .execute();
      return MOVEMENTS.page(rows, page, {
        keyOf: (row) => [row.allotment_id],
        toItem: (row) => row.allotment_id,
      });
    },
    async unionsOf({ fund, within }, page) {
      const rows = await db
        .selectFrom('line')
        .select('org')
        .where('fund', '=', fund)
        .where('org', '>', LINES.after(page)?.[0] ?? '')
        .$if(within !== undefined, (query) => query.where(isUnionWithin('line.org', within ?? '')))
        .orderBy('org')
        .limit(page.limit + 1)
        .execute();
      return LINES.page(rows, page, { keyOf: (row) => [row.org], toItem: (row) => row.org });
    },
    async plansOf({ fund, org }, page) {
      const rows = await db
        .selectFrom('plan')
        .select('plan_id')
        .where('fund', '=', fund)
        .where('org', '=', org)
        .where('plan_id', '>', PLANS.after(page)?.[0] ?? '')
        .orderBy('plan_id')
        .limit(page.limit + 1)
        .execute();
      return PLANS.page(rows, page, { keyOf: (row) => [row.plan_id], toItem: (row) => row.plan_id });
    },
  };
}

async function movementsInto(
  db: Kysely<Sees>,
  { fund, org, block, limit }: IntoLine,
): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('allotment')
    .select('allotment_id')
    .where('fund', '=', fund)
    .where('to_org', '=', org)
    .where('accepted', '>', 0)
    .where('accepted', '<=', block)
    .orderBy('accepted', 'desc')
    .orderBy('allotment_id', 'desc')
    .limit(limit + 1)
    .execute();
  return rows.map(({ allotment_id }) => allotment_id);
}

function openItemsAsOf({
  db,
  versions,
}: ReadAccess<Sees>): Pick<TraceQueries, 'itemAsOf' | 'itemsAsOf' | 'grantsAsOf'> {
  const until = (block: number) => db.selectFrom('plan_item').selectAll().where('block', '<=', block);
  return {
    async itemAsOf({ planId, item }, block) {
      const row = await until(block)
        .where('plan_id', '=', planId)
        .where('item', '=', item)
        .executeTakeFirst();
      return row && new Letters(versions, block).itemOf(row);
    },
    async itemsAsOf(planId, block, page) {
      const rows = await until(block)
        .where('plan_id', '=', planId)
        .where('item', '>', ITEMS.after(page)?.[0] ?? -1)
        .orderBy('item')
        .limit(page.limit + 1)
        .execute();
      const { items, ...rest } = ITEMS.page(rows, page, {
        keyOf: ({ item }) => [item],
        toItem: (row) => row,
      });
      return { ...rest, items: await new Letters(versions, block).itemsOf(items) };
    },
    async grantsAsOf(identityId, block, page) {
      const after = GRANTS.after(page) ?? ['', -1];
      const rows = await until(block)
        .where('identity_id', '=', identityId)
        .where(sql<boolean>`(plan_id, item) > (${sql.join([...after])})`)
        .orderBy('plan_id')
        .orderBy('item')
        .limit(page.limit + 1)
        .execute();
      const { items, ...rest } = GRANTS.page(rows, page, {
        keyOf: ({ plan_id, item }) => [plan_id, item],
        toItem: (row) => row,
      });
      return { ...rest, items: await new Letters(versions, block).itemsOf(items) };
    },
  };
}

type ItemRow = PlanTables['plan_item'];

/** Where items stood once a block was applied: 25 of them stand in one record, which is read once. */
class Letters {
  readonly #versions: Versions;
  readonly #block: number;
  readonly #read = new Map<string, string>();

  constructor(versions: Versions, block: number) {
    this.#versions = versions;
    this.#block = block;
  }

  async itemsOf(rows: readonly ItemRow[]): Promise<readonly KnownItem[]> {
    const items: KnownItem[] = [];
    for (const row of rows) items.push(await this.itemOf(row));
    return items;
  }

  async itemOf(row: ItemRow): Promise<KnownItem> {
    const n = Math.floor(row.item / ITEMS_PER_RECORD);
    const name = `${row.plan_id}/${String(n)}`;
    const letters =
      this.#read.get(name) ?? (await this.#versions.asOf('itemStates', name, this.#block))?.record;
    if (letters === undefined) throw unreadableError('itemStates');
    this.#read.set(name, letters);
    return toKnownItem({ ...row, letters });
  }
}
