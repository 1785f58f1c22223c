// SPDX-License-Identifier: Apache-2.0
import type { Page } from '@unionid/domain/api';
import type { FindingRecord, FundSource, SampleRecord, UnmaskRecord } from '@unionid/domain/ledger';
import * as z from 'zod/mini';
import type { Aggregate, ReadAccess } from '../shape/aggregate.js';
import { ListCursor } from '../shape/cursor.js';
import { namesBetween } from '../shape/names-between.js';
import type { PageRequest } from '../shape/page-request.js';
import { openAuditSource, type AuditSourceQueries, type SourceTables } from './audit-source.js';
import type { AuditTables } from './audit-tables.js';
import { openFindingHistory, type FindingHistoryQueries } from './finding-history.js';
import { recordOf } from '../shape/record-text.js';
import { attributeOf } from '../shape/table.js';
import { isUnionWithin } from '../shape/union-tree.js';
import { isReadable } from '../shape/unreadable-records.js';
import type { RecordVersion } from '../shape/versions.js';

export interface KnownFinding {
  readonly findingId: string;
  readonly finding: FindingRecord;
}

export interface KnownUnmask {
  readonly unmaskId: string;
  readonly unmask: UnmaskRecord;
}

export interface KnownSample {
  readonly planId: string;
  readonly sample: SampleRecord;
}

/** Money that is asked about: all where `sources` is undefined. */
interface SourceFilter {
  readonly sources: readonly FundSource[] | undefined;
}

export interface FindingFilter extends SourceFilter {
  /** About this union and those below it. */
  readonly within: string;
  readonly state: FindingRecord['state'] | undefined;
}

export interface SampleFilter extends SourceFilter {
  /** Of plans of this union and those below it. */
  readonly within: string;
  readonly state: SampleRecord['state'] | undefined;
}

export interface UnmaskFilter extends SourceFilter {
  /** About payees (`home`) or plans (`org`) of this union and those below it. */
  readonly side: 'home' | 'org';
  readonly within: string;
  readonly state: UnmaskRecord['state'] | undefined;
}

/** What auditors have left. Lists leave out what can not be read. @throws DomainError RECORD_UNREADABLE, each of one */
export interface AuditQueries {
  finding(findingId: string): Promise<FindingRecord | undefined>;
  findings(filter: FindingFilter, page: PageRequest): Promise<Page<KnownFinding>>;
  findingAsOf(findingId: string, block: number): Promise<RecordVersion<'finding'> | undefined>;
  unmask(unmaskId: string): Promise<UnmaskRecord | undefined>;
  unmasks(filter: UnmaskFilter, page: PageRequest): Promise<Page<KnownUnmask>>;
  unmaskAsOf(unmaskId: string, block: number): Promise<RecordVersion<'unmask'> | undefined>;
  sample(planId: string): Promise<SampleRecord | undefined>;
  samples(filter: SampleFilter, page: PageRequest): Promise<Page<KnownSample>>;
  sampleAsOf(planId: string, block: number): Promise<RecordVersion<'sample'> | undefined>;
}

const FINDINGS = new ListCursor('findings', z.tuple([z.string()]));
const UNMASKS = new ListCursor('unmaskings', z.tuple([z.string()]));
const SAMPLES = new ListCursor('samples', z.tuple([z.string()]));
const SIDES = { home: 'unmask.home', org: 'unmask.org' } as const;

export const audits: Aggregate<
  'finding' | 'unmask' | 'sample',
  AuditTables,
  AuditQueries & AuditSourceQueries & FindingHistoryQueries,
  never,
  AuditTables & SourceTables
> = {
  tables: {
    finding: {
      key: ['finding_id'],
      create: ({ text, integer }) => [
        `create table finding (finding_id ${text} primary key, org ${text} not null, source ${text} not null,
           state ${text} not null, since ${text} not null, due ${text} not null, left_fen ${integer} not null,
           found_by ${text} not null, answered_by ${text} not null, record ${text} not null)`,
        `create index finding_by_org on finding (org, finding_id)`,
        `create index finding_by_state on finding (state, org)`,
      ],
    },
    unmask: {
      key: ['unmask_id'],
      first: ['asked'],
      create: ({ text }) => [
        `create table unmask (unmask_id ${text} primary key, org ${text} not null, home ${text} not null,
           source ${text} not null, state ${text} not null, asked ${text} not null, since ${text} not null,
           until ${text} not null, persons ${text} not null, record ${text} not null)`,
        `create index unmask_by_state on unmask (state, org)`,
        `create index unmask_by_home on unmask (home, unmask_id)`,
        `create index unmask_by_org on unmask (org, unmask_id)`,
      ],
    },
    sample: {
      key: ['plan_id'],
      create: ({ text }) => [
        `create table sample (plan_id ${text} primary key, org ${text} not null, source ${text} not null,
           state ${text} not null, record ${text} not null)`,
        `create index sample_by_state on sample (state, org)`,
      ],
    },
  },
  projections: {
    finding: ({ attributes, record, text, transaction: { time } }, rows) => {
      const key = { finding_id: attributeOf(attributes, 0) };
      if (record === undefined) rows.delete('finding', key);
      else {
        const { org, source, state, due, fen, person, remedy, recovery } = record;
        const left_fen = fen - (recovery?.fen ?? 0);
        const persons = {
          found_by: namesBetween([person]),
          answered_by: namesBetween([remedy?.person, recovery?.person]),
        };
        const stands = { org, source, state, since: time, due, left_fen, ...persons };
        rows.put('finding', { ...key, ...stands, record: text });
      }
    },
    unmask: ({ attributes, record, text, transaction: { time } }, rows) => {
      const key = { unmask_id: attributeOf(attributes, 0) };
      if (record === undefined) rows.delete('unmask', key);
      else {
        const { org, home, source, state, until = '', person, identityId, approvers = [] } = record;
        const persons = namesBetween([person, identityId, ...approvers]);
        const times = { asked: time, since: time, until };
        rows.put('unmask', { ...key, org, home, source, state, ...times, persons, record: text });
      }
    },
    sample: ({ attributes, record, text }, rows) => {
      const key = { plan_id: attributeOf(attributes, 0) };
      if (record === undefined) rows.delete('sample', key);
      else {
        const { org, source, state } = record;
        rows.put('sample', { ...key, org, source, state, record: text });
      }
    },
  },
  owners: {},
  open: (access) => ({
    ...openFindings(access),
    ...openFindingHistory(access),
    ...openUnmasks(access),
    ...openSamples(access),
    ...openAuditSource(access),
  }),
};

function openFindings({
  db,
  unreadable,
  versions,
}: ReadAccess<AuditTables>): Pick<AuditQueries, 'finding' | 'findings' | 'findingAsOf'> {
  return {
    async finding(findingId) {
      unreadable.assertReadable('finding', findingId);
      const row = await db
        .selectFrom('finding')
        .select('record')
        .where('finding_id', '=', findingId)
        .executeTakeFirst();
      return row && recordOf('finding', row.record);
    },
    async findings({ within, state, sources }, page) {
      const after = FINDINGS.after(page);
      const rows = await db
        .selectFrom('finding')
        .selectAll()
        .where(isUnionWithin('finding.org', within))
        .$if(state !== undefined, (query) => query.where('state', '=', state ?? ''))
        .$if(sources !== undefined, (query) => query.where('source', 'in', sources ?? []))
        .$if(unreadable.hasAny('finding'), (query) =>
          query.where(isReadable('finding', 'finding.finding_id')),
        )
        .$if(after !== undefined, (query) => query.where('finding_id', '>', after?.[0] ?? ''))
        .orderBy('finding_id')
        .limit(page.limit + 1)
        .execute();
      return FINDINGS.page(rows, page, {
        keyOf: (row) => [row.finding_id],
        toItem: (row) => ({ findingId: row.finding_id, finding: recordOf('finding', row.record) }),
      });
    },
    findingAsOf: (findingId, block) => versions.asOf('finding', findingId, block),
  };
}

function openUnmasks({
  db,
  unreadable,
  versions,
}: ReadAccess<AuditTables>): Pick<AuditQueries, 'unmask' | 'unmasks' | 'unmaskAsOf'> {
  return {
    async unmask(unmaskId) {
      unreadable.assertReadable('unmask', unmaskId);
      const row = await db
        .selectFrom('unmask')
        .select('record')
        .where('unmask_id', '=', unmaskId)
        .executeTakeFirst();
      return row && recordOf('unmask', row.record);
    },
    async unmasks({ side, within, state, sources }, page) {
      const after = UNMASKS.after(page);
      const rows = await db
        .selectFrom('unmask')
        .selectAll()
        .where(isUnionWithin(SIDES[side], within))
        .$if(state !== undefined, (query) => query.where('state', '=', state ?? ''))
        .$if(sources !== undefined, (query) => query.where('source', 'in', sources ?? []))
        .$if(unreadable.hasAny('unmask'), (query) => query.where(isReadable('unmask', 'unmask.unmask_id')))
        .$if(after !== undefined, (query) => query.where('unmask_id', '>', after?.[0] ?? ''))
        .orderBy('unmask_id')
        .limit(page.limit + 1)
        .execute();
      return UNMASKS.page(rows, page, {
        keyOf: (row) => [row.unmask_id],
        toItem: (row) => ({ unmaskId: row.unmask_id, unmask: recordOf('unmask', row.record) }),
      });
    },
    unmaskAsOf: (unmaskId, block) => versions.asOf('unmask', unmaskId, block),
  };
}

function openSamples({
  db,
  unreadable,
  versions,
}: ReadAccess<AuditTables>): Pick<AuditQueries, 'sample' | 'samples' | 'sampleAsOf'> {
  return {
    async sample(planId) {
      unreadable.assertReadable('sample', planId);
      const row = await db
        .selectFrom('sample')
        .select('record')
        .where('plan_id', '=', planId)
        .executeTakeFirst();
      return row && recordOf('sample', row.record);
    },
    async samples({ within, state, sources }, page) {
      const after = SAMPLES.after(page);
      const rows = await db
        .selectFrom('sample')
        .selectAll()
        .where(isUnionWithin('sample.org', within))
        .$if(state !== undefined, (query) => query.where('state', '=', state ?? ''))
        .$if(sources !== undefined, (query) => query.where('source', 'in', sources ?? []))
        .$if(unreadable.hasAny('sample'), (query) => query.where(isReadable('sample', 'sample.plan_id')))
        .$if(after !== undefined, (query) => query.where('plan_id', '>', after?.[0] ?? ''))
        .orderBy('plan_id')
        .limit(page.limit + 1)
        .execute();
      return SAMPLES.page(rows, page, {
        keyOf: (row) => [row.plan_id],
        toItem: (row) => ({ planId: row.plan_id, sample: recordOf('sample', row.record) }),
      });
    },
    sampleAsOf: (planId, block) => versions.asOf('sample', planId, block),
  };
}
