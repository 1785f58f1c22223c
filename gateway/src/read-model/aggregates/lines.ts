// SPDX-License-Identifier: Apache-2.0
import type { Page } from '@unionid/domain/api';
import type { AllotmentRecord, LineRecord } from '@unionid/domain/ledger';
import { sql } from 'kysely';
import * as z from 'zod/mini';
import type { Aggregate, ReadAccess } from '../shape/aggregate.js';
import { ListCursor } from '../shape/cursor.js';
import type { PageRequest } from '../shape/page-request.js';
import { recordOf } from '../shape/record-text.js';
import { attributeOf } from '../shape/table.js';
import { isReadable } from '../shape/unreadable-records.js';
import { isUnionWithin } from '../shape/union-tree.js';
import type { RecordVersion } from '../shape/versions.js';

/** What a union has of a fund. */
export interface KnownLine {
  readonly fund: string;
  readonly org: string;
  readonly line: LineRecord;
}

export interface KnownAllotment {
  readonly allotmentId: string;
  readonly allotment: AllotmentRecord;
}

export interface LineFilter {
  /** Lines of this union and of those below it. */
  readonly within: string;
  readonly fund: string | undefined;
}

export interface AllotmentFilter {
  /** Offered to these unions, or by them. */
  readonly side: 'to' | 'from';
  /** This union and those below it. */
  readonly within: string;
  readonly state: AllotmentRecord['state'] | undefined;
}

/** Lines of funds, and money on its way between them. Lists leave out what can not be read. @throws DomainError RECORD_UNREADABLE */
export interface LineQueries {
  line(fund: string, org: string): Promise<LineRecord | undefined>;
  lines(filter: LineFilter, page: PageRequest): Promise<Page<KnownLine>>;
  allotment(allotmentId: string): Promise<AllotmentRecord | undefined>;
  allotments(filter: AllotmentFilter, page: PageRequest): Promise<Page<KnownAllotment>>;
  allotmentAsOf(allotmentId: string, block: number): Promise<RecordVersion<'allotment'> | undefined>;
  lineAsOf(
    of: { readonly fund: string; readonly org: string },
    block: number,
  ): Promise<RecordVersion<'line'> | undefined>;
}

export interface LineTables {
  /** `name` as among its kind. */
  line: { name: string; fund: string; org: string; record: string };
  allotment: {
    allotment_id: string;
    state: string;
    from_org: string;
    to_org: string;
    fund: string;
    /** Of the block in which it was accepted, 0 before. */
    accepted: number;
    /** When it was offered, RFC 3339. */
    offered: string;
    record: string;
  };
}

const COLUMNS = { to: 'allotment.to_org', from: 'allotment.from_org' } as const;
const LINES = new ListCursor('lines', z.tuple([z.string(), z.string()]));
const ALLOTMENTS = new ListCursor('allotments', z.tuple([z.string()]));

export const lines: Aggregate<'line' | 'allotment', LineTables, LineQueries> = {
  tables: {
    line: {
      key: ['name'],
      create: ({ text }) => [
        `create table line (name ${text} primary key, fund ${text} not null, org ${text} not null,
           record ${text} not null)`,
        `create index line_by_org on line (org, fund)`,
        `create index line_by_fund on line (fund, org)`,
      ],
    },
    allotment: {
      key: ['allotment_id'],
      first: ['offered'],
      create: ({ text, integer }) => [
        `create table allotment (allotment_id ${text} primary key, state ${text} not null,
           from_org ${text} not null, to_org ${text} not null, fund ${text} not null, accepted ${integer} not null,
           offered ${text} not null, record ${text} not null)`,
        `create index allotment_by_receiver on allotment (to_org, state)`,
        `create index allotment_by_giver on allotment (from_org, state)`,
        `create index allotment_into_line on allotment (fund, to_org, accepted, allotment_id)`,
        `create index allotment_offered on allotment (allotment_id) where state = 'OFFERED'`,
        `create index allotment_of_fund on allotment (fund, allotment_id)`,
      ],
    },
  },
  projections: {
    line: ({ attributes, record, text }, rows) => {
      const key = { name: attributes.join('/') };
      const [fund, org] = [attributeOf(attributes, 0), attributeOf(attributes, 1)];
      if (record === undefined) rows.delete('line', key);
      else rows.put('line', { ...key, fund, org, record: text });
    },
    allotment: ({ attributes, record, text, transaction }, rows) => {
      const key = { allotment_id: attributeOf(attributes, 0) };
      if (record === undefined) rows.delete('allotment', key);
      else {
        const { state, from, to, fund } = record;
        const accepted = state === 'ACCEPTED' ? rows.block : 0;
        const sides = { from_org: from, to_org: to, offered: transaction.time };
        rows.put('allotment', { ...key, state, fund, accepted, ...sides, record: text });
      }
    },
  },
  owners: {},
  open: (access) => ({ ...openLines(access), ...openAllotments(access) }),
};

function openLines({
  db,
  unreadable,
  versions,
}: ReadAccess<LineTables>): Pick<LineQueries, 'line' | 'lines' | 'lineAsOf'> {
  return {
    async line(fund, org) {
      unreadable.assertReadable('line', `${fund}/${org}`);
      const row = await db
        .selectFrom('line')
        .select('record')
        .where('name', '=', `${fund}/${org}`)
        .executeTakeFirst();
      return row && recordOf('line', row.record);
    },
    async lines({ within, fund }, page) {
      const after = LINES.after(page);
      const rows = await db
        .selectFrom('line')
        .selectAll()
        .where(isUnionWithin('line.org', within))
        .$if(fund !== undefined, (query) => query.where('fund', '=', fund ?? ''))
        .$if(unreadable.hasAny('line'), (query) => query.where(isReadable('line', 'line.name')))
        .$if(after !== undefined, (query) =>
          query.where(sql<boolean>`(line.fund, line.org) > (${sql.join(after ?? [])})`),
        )
        .orderBy('fund')
        .orderBy('org')
        .limit(page.limit + 1)
        .execute();
      return LINES.page(rows, page, { keyOf: (row) => [row.fund, row.org], toItem: toKnownLine });
    },
    lineAsOf: ({ fund, org }, block) => versions.asOf('line', `${fund}/${org}`, block),
  };
}

function openAllotments({
  db,
  unreadable,
  versions,
}: ReadAccess<LineTables>): Pick<LineQueries, 'allotment' | 'allotments' | 'allotmentAsOf'> {
  return {
    allotmentAsOf: (allotmentId, block) => versions.asOf('allotment', allotmentId, block),
    async allotment(allotmentId) {
      unreadable.assertReadable('allotment', allotmentId);
      const row = await db
        .selectFrom('allotment')
        .select('record')
        .where('allotment_id', '=', allotmentId)
        .executeTakeFirst();
      return row && recordOf('allotment', row.record);
    },
    async allotments({ side, within, state }, page) {
      const after = ALLOTMENTS.after(page);
      const rows = await db
        .selectFrom('allotment')
        .selectAll()
        .where(isUnionWithin(COLUMNS[side], within))
        .$if(state !== undefined, (query) => query.where('state', '=', state ?? ''))
        .$if(unreadable.hasAny('allotment'), (query) =>
          query.where(isReadable('allotment', 'allotment.allotment_id')),
        )
        .$if(after !== undefined, (query) => query.where('allotment_id', '>', after?.[0] ?? ''))
        .orderBy('allotment_id')
        .limit(page.limit + 1)
        .execute();
      return ALLOTMENTS.page(rows, page, { keyOf: (row) => [row.allotment_id], toItem: toKnownAllotment });
    },
  };
}

function toKnownLine({ fund, org, record }: LineTables['line']): KnownLine {
  return { fund, org, line: recordOf('line', record) };
}

function toKnownAllotment({ allotment_id, record }: LineTables['allotment']): KnownAllotment {
  return { allotmentId: allotment_id, allotment: recordOf('allotment', record) };
}
