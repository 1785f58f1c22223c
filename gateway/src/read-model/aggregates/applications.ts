// SPDX-License-Identifier: Apache-2.0
import type { Page } from '@unionid/domain/api';
import { readLedgerValue, type ApplicationRecord } from '@unionid/domain/ledger';
import { sql, type RawBuilder } from 'kysely';
import * as z from 'zod/mini';
import type { Aggregate, ReadAccess } from '../shape/aggregate.js';
import { ListCursor } from '../shape/cursor.js';
import type { PageRequest } from '../shape/page-request.js';
import { attributeOf } from '../shape/table.js';
import { unreadableError } from '../shape/unreadable-records.js';
import { isUnionWithin } from '../shape/union-tree.js';
import type { RecordVersion } from '../shape/versions.js';

/** A person's newest application to a union, as it was written. */
export interface KnownApplication {
  readonly identityId: string;
  readonly org: string;
  readonly application: ApplicationRecord;
}

/** Applications to join (入会申请). @throws DomainError RECORD_UNREADABLE, each of one person's to one union */
export interface ApplicationQueries {
  application(identityId: string, org: string): Promise<KnownApplication | undefined>;
  /** Those that nobody had decided when they were written, the longest waiting first; what can not be read is left out. */
  openApplications(within: string, page: PageRequest): Promise<Page<KnownApplication>>;
  applicationAsOf(
    application: { readonly identityId: string; readonly org: string },
    block: number,
  ): Promise<RecordVersion<'application'> | undefined>;
}

export interface ApplicationTables {
  application: {
    identity_id: string;
    org: string;
    province: string;
    status: string;
    /** RFC 3339, both. */
    asked: string;
    lapses_at: string;
    /** Of the applicant's account as it was then: a change of them has overtaken it. */
    since: string;
    joined: string;
    /** Which of the person's memberships, 0 where it was the first or there was none. */
    nth: number;
    record: string;
  };
}

const CURSOR = new ListCursor('applications', z.tuple([z.string(), z.string(), z.string()]));

export const applications: Aggregate<'application', ApplicationTables, ApplicationQueries> = {
  tables: {
    application: {
      key: ['identity_id', 'org'],
      create: ({ text, integer }) => [
        `create table application (identity_id ${text} not null, org ${text} not null, province ${text} not null,
           status ${text} not null, asked ${text} not null, lapses_at ${text} not null, since ${text} not null,
           joined ${text} not null, nth ${integer} not null,
           record ${text} not null, primary key (identity_id, org))`,
        `create index application_by_time on application (status, asked, identity_id, org)`,
      ],
    },
  },
  projections: {
    application: ({ attributes, record, text }, rows) => {
      const key = { identity_id: attributeOf(attributes, 0), org: attributeOf(attributes, 1) };
      if (record === undefined) {
        rows.delete('application', key);
        return;
      }
      const { status, province, asked, lapsesAt: lapses_at, since, joined, nth = 0 } = record;
      rows.put('application', {
        ...{ ...key, province, status, asked, lapses_at, since, joined, nth },
        record: text,
      });
    },
  },
  owners: {},
  open: openApplications,
};

function openApplications({ db, unreadable, versions }: ReadAccess<ApplicationTables>): ApplicationQueries {
  const nameOf = (identityId: string, org: string): string => `${identityId}/${org}`;
  return {
    async application(identityId, org) {
      unreadable.assertReadable('application', nameOf(identityId, org));
      const row = await db
        .selectFrom('application')
        .selectAll()
        .where('identity_id', '=', identityId)
        .where('org', '=', org)
        .executeTakeFirst();
      return row && toKnown(row);
    },
    async openApplications(within, page) {
      const after = CURSOR.after(page);
      const rows = await db
        .selectFrom('application')
        .selectAll()
        .where('status', '=', 'APPLIED')
        .where(isUnionWithin('application.org', within))
        .where(isApplicationReadable())
        .$if(after !== undefined, (query) =>
          query.where(sql<boolean>`(asked, identity_id, org) > (${sql.join(after ?? [])})`),
        )
        .orderBy('asked')
        .orderBy('identity_id')
        .orderBy('org')
        .limit(page.limit + 1)
        .execute();
      return CURSOR.page(rows, page, {
        keyOf: ({ asked, identity_id, org }) => [asked, identity_id, org],
        toItem: toKnown,
      });
    },
    applicationAsOf: ({ identityId, org }, block) =>
      versions.asOf('application', nameOf(identityId, org), block),
  };
}

/** That an application's row says what the ledger does. */
export function isApplicationReadable(): RawBuilder<boolean> {
  return sql<boolean>`application.identity_id || '/' || application.org
    not in (select name from unreadable where record_type = 'application')`;
}

function toKnown({ identity_id, org, record }: ApplicationTables['application']): KnownApplication {
  const application = readLedgerValue('application', record);
  if (application === undefined) throw unreadableError('application');
  return { identityId: identity_id, org, application };
}
