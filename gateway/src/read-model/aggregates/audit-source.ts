// SPDX-License-Identifier: Apache-2.0
import type { SealRow } from '@unionid/domain/audit';
import type { LedgerType } from '@unionid/domain/ledger';
import { sql } from 'kysely';
import type { ReadAccess } from '../shape/aggregate.js';
import type { VersionColumns } from '../shape/table.js';
import type { UnreadableTable } from '../shape/unreadable-records.js';
import type { VersionTable } from '../shape/versions.js';
import type { AccountTables } from './account-tables.js';
import type { TransactionTables } from './transactions.js';

/** Read at once. */
export const AUDIT_ROWS = 100;

export type SourceTables = AccountTables &
  TransactionTables & { readonly version: VersionTable; readonly unreadable: UnreadableTable };

/** A version of a record, or of an account, as it is stored. */
export type NamedRow = Readonly<VersionColumns> & { readonly name: string };

/** Where a page ends. */
export interface VersionPlace {
  readonly name: string;
  readonly block: number;
  readonly position: number;
}

export interface VersionRange {
  /** Blocks that were applied. */
  readonly height: number;
  readonly after?: VersionPlace | undefined;
  /** Names of records from here and up to there alone. */
  readonly from?: string;
  readonly below?: string;
}

/**
 * What checks of auditors are made of: all that the ledger had said once `height` blocks were applied. Each answer is a page of rows as
 * they are stored: whoever asks reads and keeps them, in a process of its own.
 */
export interface AuditSourceQueries {
  /** AUDIT_ROWS versions of a type, by name and then oldest first; fewer are the last. */
  auditVersions(type: LedgerType, range: VersionRange): Promise<readonly NamedRow[]>;
  /** Every version of some records, of as many as a statement may name. */
  auditVersionsOf(type: LedgerType, names: readonly string[], height: number): Promise<readonly NamedRow[]>;
  /** By which page accounts came, where they came by one; of as many likewise. */
  auditPlaces(
    identityIds: readonly string[],
  ): Promise<readonly { readonly identityId: string; readonly pageId: string }[]>;
  auditPages(pageIds: readonly string[], height: number): Promise<readonly NamedRow[]>;
  /** Versions of accounts that came by a record of their own. */
  auditAccounts(identityIds: readonly string[], height: number): Promise<readonly NamedRow[]>;
  /** Of AUDIT_ROWS blocks. */
  auditBlocks(from: number, height: number): Promise<readonly SealRow[]>;
  unreadableBefore(
    height: number,
  ): Promise<readonly { readonly type: string; readonly name: string; readonly block: number }[]>;
}

type Db = ReadAccess<SourceTables>['db'];

export function openAuditSource({ db }: ReadAccess<SourceTables>): AuditSourceQueries {
  return {
    auditVersions: (type, range) => versionPage(db, type, range),
    auditVersionsOf: (type, names, height) =>
      db
        .selectFrom('version')
        .selectAll()
        .where('record_type', '=', type)
        .where('name', 'in', names)
        .where('block', '<', height)
        .orderBy('name')
        .orderBy('block')
        .orderBy('position')
        .execute(),
    ...openAccounts(db),
    async auditBlocks(from, height) {
      const rows = await db
        .selectFrom('ledger_block')
        .selectAll()
        .where('number', '>=', from)
        .where('number', '<', Math.min(from + AUDIT_ROWS, height))
        .where('hash', '<>', '')
        .orderBy('number')
        .execute();
      return rows.map(({ number, hash, previous, intact, undecodable }) => ({
        ...{ block: number, hash, previous, intact: intact === 1, undecodable },
      }));
    },
    async unreadableBefore(height) {
      const rows = await db
        .selectFrom('unreadable')
        .selectAll()
        .where('block', '<', height)
        .orderBy('record_type')
        .orderBy('name')
        .execute();
      return rows.map(({ record_type: type, name, block }) => ({ type, name, block }));
    },
  };
}

/** By the table's own key, so that no answer grows with the ledger. */
function versionPage(
  db: Db,
  type: LedgerType,
  { height, after, from = '', below }: VersionRange,
): Promise<readonly NamedRow[]> {
  const { name, block, position } = after ?? { name: from, block: -1, position: -1 };
  const page = db
    .selectFrom('version')
    .selectAll()
    .where('record_type', '=', type)
    .where(sql<boolean>`(name, block, position) > (${name}, ${block}, ${position})`)
    .where('block', '<', height);
  return (below === undefined ? page : page.where('name', '<', below))
    .orderBy('name')
    .orderBy('block')
    .orderBy('position')
    .limit(AUDIT_ROWS)
    .execute();
}

function openAccounts(db: Db): Pick<AuditSourceQueries, 'auditPlaces' | 'auditPages' | 'auditAccounts'> {
  return {
    auditPlaces: (identityIds) =>
      db
        .selectFrom('account')
        .select(['identity_id as identityId', 'page_id as pageId'])
        .where('identity_id', 'in', identityIds)
        .where('page_id', '<>', '')
        .execute(),
    auditPages: (pageIds, height) =>
      db
        .selectFrom('account_page')
        .selectAll()
        .select('page_id as name')
        .where('page_id', 'in', pageIds)
        .where('block', '<', height)
        .orderBy('block')
        .orderBy('position')
        .execute(),
    auditAccounts: (identityIds, height) =>
      db
        .selectFrom('account_history')
        .selectAll()
        .select('identity_id as name')
        .where('identity_id', 'in', identityIds)
        .where('block', '<', height)
        .orderBy('block')
        .orderBy('position')
        .execute(),
  };
}
