// SPDX-License-Identifier: Apache-2.0
import type { Page } from '@unionid/domain/api';
import { canonicalJson } from '@unionid/domain/encoding';
import { ITEMS_PER_RECORD, type PlanRecord, type PlanStatus } from '@unionid/domain/ledger';
import { attemptOf } from '@unionid/domain/plan';
import { chinaDateAt, dayOver } from '@unionid/domain/values';
import * as z from 'zod/mini';
import type { Aggregate, ReadAccess } from '../shape/aggregate.js';
import { ListCursor } from '../shape/cursor.js';
import { namesBetween } from '../shape/names-between.js';
import type { PageRequest } from '../shape/page-request.js';
import { recordOf } from '../shape/record-text.js';
import { attributeOf } from '../shape/table.js';
import { isReadable } from '../shape/unreadable-records.js';
import { isUnionWithin } from '../shape/union-tree.js';
import type { RecordVersion } from '../shape/versions.js';
import { answersIn, openAnswers, type AnswerQueries } from './plan-answers.js';
import { openCorrections, type CorrectionQueries } from './plan-corrections.js';
import { openFolding, type FoldingQueries } from './plan-folding.js';
import { openGranted, type GrantedQueries } from './plan-granted.js';
import { openItems, type ItemQueries } from './plan-items.js';
import { openReceipts, type ReceiptQueries } from './plan-receipts.js';
import type { PlanTables } from './plan-tables.js';

export interface KnownPlan {
  readonly planId: string;
  readonly plan: PlanRecord;
}

export interface PlanFilter {
  /** Plans of this union and of those below it. */
  readonly within: string;
  readonly status: PlanStatus | undefined;
}

/** Plans of grants and their items. Lists leave out what can not be read. @throws DomainError RECORD_UNREADABLE */
export interface PlanQueries
  extends ItemQueries, FoldingQueries, GrantedQueries, CorrectionQueries, ReceiptQueries, AnswerQueries {
  plan(planId: string): Promise<PlanRecord | undefined>;
  plans(filter: PlanFilter, page: PageRequest): Promise<Page<KnownPlan>>;
  planAsOf(planId: string, block: number): Promise<RecordVersion<'plan'> | undefined>;
  /** The nth 25 items of a plan. */
  itemRecordAsOf(
    of: { readonly planId: string; readonly n: number },
    block: number,
  ): Promise<RecordVersion<'items'> | undefined>;
  /** Where they stood. */
  itemStatesAsOf(
    of: { readonly planId: string; readonly n: number },
    block: number,
  ): Promise<RecordVersion<'itemStates'> | undefined>;
}

const PLANS = new ListCursor('plans', z.tuple([z.string()]));
type Types = 'plan' | 'items' | 'itemStates' | 'granted' | 'voucher' | 'correction' | 'receipt';

export const plans: Aggregate<Types, PlanTables, PlanQueries, 'plan'> = {
  tables: {
    plan: {
      key: ['plan_id'],
      create: ({ text }) => [
        `create table plan (plan_id ${text} primary key, province ${text} not null, org ${text} not null,
           fund ${text} not null, status ${text} not null, period ${text} not null, programme ${text} not null,
           maker ${text} not null, persons ${text} not null, runs_out ${text} not null, shown_until ${text} not null,
           record ${text} not null)`,
        `create index plan_by_org on plan (org, plan_id)`,
        `create index plan_by_line on plan (fund, org, plan_id)`,
        `create index plan_by_status on plan (status, province, plan_id)`,
      ],
    },
    plan_item: {
      key: ['plan_id', 'item'],
      first: ['block'],
      create: ({ text, integer }) => [
        `create table plan_item (plan_id ${text} not null, item ${integer} not null, n ${integer} not null,
           identity_id ${text} not null, fen ${integer} not null, block ${integer} not null,
           record ${text} not null, primary key (plan_id, item))`,
        `create index plan_item_by_person on plan_item (identity_id, plan_id, item)`,
      ],
    },
    item_states: {
      key: ['plan_id', 'n'],
      create: ({ text, integer }) => [
        `create table item_states (plan_id ${text} not null, n ${integer} not null, letters ${text} not null,
           unsettled ${integer} not null, primary key (plan_id, n))`,
        `create index item_states_unsettled on item_states (plan_id, n) where unsettled = 1`,
      ],
    },
    item_answer: {
      key: ['plan_id', 'item'],
      create: ({ text, integer }) => [
        `create table item_answer (plan_id ${text} not null, item ${integer} not null, reference ${text} not null, parts ${text} not null,
           block ${integer} not null, primary key (plan_id, item))`,
      ],
    },
    plan_stage: {
      key: ['plan_id', 'status'],
      first: 'all',
      create: ({ text }) => [
        `create table plan_stage (plan_id ${text} not null, status ${text} not null, time ${text} not null,
           day ${text} not null, primary key (plan_id, status))`,
      ],
    },
    plan_order: {
      key: ['plan_id', 'attempt'],
      first: 'all',
      create: ({ text, integer }) => [
        `create table plan_order (plan_id ${text} not null, attempt ${integer} not null, block ${integer} not null,
           day ${text} not null, primary key (plan_id, attempt))`,
      ],
    },
    granted: {
      key: ['name'],
      create: ({ text }) => [`create table granted (name ${text} primary key, record ${text} not null)`],
    },
    voucher: {
      key: ['name'],
      create: ({ text }) => [`create table voucher (name ${text} primary key, plan_id ${text} not null)`],
    },
    correction: {
      key: ['plan_id', 'item'],
      create: ({ text, integer }) => [
        `create table correction (plan_id ${text} not null, item ${integer} not null, action ${text} not null,
           record ${text} not null, primary key (plan_id, item))`,
      ],
    },
    receipt: {
      key: ['plan_id', 'item'],
      create: ({ text, integer }) => [
        `create table receipt (plan_id ${text} not null, item ${integer} not null, record ${text} not null,
           primary key (plan_id, item))`,
      ],
    },
  },
  projections: {
    plan: ({ attributes, record, text, transaction: { time } }, rows) => {
      const key = { plan_id: attributeOf(attributes, 0) };
      if (record === undefined) rows.delete('plan', key);
      else {
        rows.put('plan', { ...key, ...planColumns(record), record: text });
        const day = chinaDateAt(Date.parse(time));
        rows.put('plan_stage', { ...key, status: record.status, time, day });
        const attempt = attemptOf(record);
        if (attempt > 0) rows.put('plan_order', { ...key, attempt, block: rows.block, day });
      }
    },
    items: ({ attributes, record }, rows) => {
      const [plan_id, n] = [attributeOf(attributes, 0), Number(attributeOf(attributes, 1))];
      for (let offset = 0; offset < ITEMS_PER_RECORD; offset += 1) {
        const key = { plan_id, item: n * ITEMS_PER_RECORD + offset };
        const item = record?.items[offset];
        if (item === undefined) rows.delete('plan_item', key);
        else
          rows.put('plan_item', {
            ...key,
            n,
            identity_id: item.id,
            fen: item.fen,
            block: rows.block,
            record: canonicalJson(item),
          });
      }
    },
    itemStates: ({ attributes, record, transaction }, rows) => {
      const key = { plan_id: attributeOf(attributes, 0), n: Number(attributeOf(attributes, 1)) };
      for (const { item, reference, parts = [] } of answersIn(transaction, key.n))
        rows.put('item_answer', {
          ...{ plan_id: key.plan_id, item, reference, parts: parts.join(','), block: rows.block },
        });
      if (record === undefined) rows.delete('item_states', key);
      else rows.put('item_states', { ...key, letters: record, unsettled: Number(/[SFNH]/.test(record)) });
    },
    voucher: ({ attributes, record }, rows) => {
      const key = { name: attributes.join('/') };
      if (record === undefined) rows.delete('voucher', key);
      else rows.put('voucher', { ...key, plan_id: record });
    },
    correction: ({ attributes, record, text }, rows) => {
      const key = { plan_id: attributeOf(attributes, 0), item: Number(attributeOf(attributes, 1)) };
      if (record === undefined) rows.delete('correction', key);
      else rows.put('correction', { ...key, action: record.action, record: text });
    },
    receipt: ({ attributes, record, text }, rows) => {
      const key = { plan_id: attributeOf(attributes, 0), item: Number(attributeOf(attributes, 1)) };
      if (record === undefined) rows.delete('receipt', key);
      else rows.put('receipt', { ...key, record: text });
    },
    granted: ({ attributes, record, text }, rows) => {
      const key = { name: attributes.join('/') };
      if (record === undefined) rows.delete('granted', key);
      else rows.put('granted', { ...key, record: text });
    },
  },
  owners: { plan: { table: 'plan', id: 'plan_id' } },
  open: (access) => ({
    ...openPlans(access),
    ...openItems(access),
    ...openFolding(access),
    ...openGranted(access),
    ...openCorrections(access),
    ...openReceipts(access),
    ...openAnswers(access),
  }),
};

function planColumns(plan: PlanRecord): Omit<PlanTables['plan'], 'plan_id' | 'record'> {
  const { province, org, fund, status, duties } = plan;
  const { maker, second, checker, approvers = [], payer } = duties;
  const persons = [maker, second, checker, ...approvers.map(({ person }) => person), payer];
  return {
    ...{ province, org, fund, status, period: `${plan.class}/${plan.window}`, maker },
    programme: `${plan.programme}/${String(plan.programmeVersion)}`,
    persons: namesBetween(persons),
    runs_out: dayOver(plan.until),
    shown_until: plan.publicity === undefined ? '' : dayOver(plan.publicity.until),
  };
}

function openPlans({
  db,
  unreadable,
  versions,
}: ReadAccess<PlanTables>): Omit<
  PlanQueries,
  | keyof ItemQueries
  | keyof FoldingQueries
  | keyof GrantedQueries
  | keyof CorrectionQueries
  | keyof ReceiptQueries
  | keyof AnswerQueries
> {
  return {
    async plan(planId) {
      unreadable.assertReadable('plan', planId);
      const row = await db
        .selectFrom('plan')
        .select('record')
        .where('plan_id', '=', planId)
        .executeTakeFirst();
      return row && recordOf('plan', row.record);
    },
    async plans({ within, status }, page) {
      const after = PLANS.after(page);
      const rows = await db
        .selectFrom('plan')
        .selectAll()
        .where(isUnionWithin('plan.org', within))
        .$if(status !== undefined, (query) => query.where('status', '=', status ?? ''))
        .$if(unreadable.hasAny('plan'), (query) => query.where(isReadable('plan', 'plan.plan_id')))
        .$if(after !== undefined, (query) => query.where('plan_id', '>', after?.[0] ?? ''))
        .orderBy('plan_id')
        .limit(page.limit + 1)
        .execute();
      return PLANS.page(rows, page, { keyOf: (row) => [row.plan_id], toItem: toKnownPlan });
    },
    planAsOf: (planId, block) => versions.asOf('plan', planId, block),
    itemRecordAsOf: ({ planId, n }, block) => versions.asOf('items', `${planId}/${String(n)}`, block),
    itemStatesAsOf: ({ planId, n }, block) => versions.asOf('itemStates', `${planId}/${String(n)}`, block),
  };
}

function toKnownPlan({ plan_id, record }: PlanTables['plan']): KnownPlan {
  return { planId: plan_id, plan: recordOf('plan', record) };
}
