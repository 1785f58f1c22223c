// SPDX-License-Identifier: Apache-2.0
import type { AccountView, HistoryEntry, Page } from '@unionid/domain/api';
import * as z from 'zod/mini';
import { didOf } from '@unionid/domain/ids';
import { accountsOf, formatPlace, readLedgerValue, type AccountRecord } from '@unionid/domain/ledger';
import { sql, type Kysely, type RawBuilder } from 'kysely';
import type { VersionColumns } from '../shape/table.js';
import { ListCursor } from '../shape/cursor.js';
import type { PageRequest } from '../shape/page-request.js';
import { unreadable } from '../shape/unreadable-records.js';
import type { AccountHistoryTable, AccountPageTable, AccountTables } from './account-tables.js';

const CURSOR = new ListCursor('history', z.tuple([z.int(), z.int()]));

interface AccountVersion extends VersionColumns {
  /** What it says of the account; undefined where the account was deleted. */
  readonly account: AccountView | 'unreadable' | undefined;
}

/** Every version of an account, oldest first: the one its page brought, and those with a record of their own. */
export async function readHistory(
  db: Kysely<AccountTables>,
  identityId: string,
  page: PageRequest,
): Promise<Page<HistoryEntry>> {
  const { loaded, own } = versionQueries(db, identityId);
  const pages = await loaded.where(isAfter(page)).execute();
  const rows = await own
    .where(isAfter(page))
    .orderBy('block')
    .orderBy('position')
    .limit(page.limit + 1)
    .execute();
  const versions = [
    ...pages.map((row) => toLoadedVersion(row, identityId)),
    ...rows.map((row) => toOwnVersion(row)),
  ].sort(byPosition);
  return CURSOR.page(versions, page, { keyOf: (row) => [row.block, row.position], toItem: toHistoryEntry });
}

/** The newest version of an account at `block`. @throws DomainError RECORD_UNREADABLE */
export async function accountAsOf(
  db: Kysely<AccountTables>,
  identityId: string,
  block: number,
): Promise<HistoryEntry | undefined> {
  const { loaded, own } = versionQueries(db, identityId);
  const pages = await loaded.where('block', '<=', block).execute();
  const row = await own
    .where('block', '<=', block)
    .orderBy('block', 'desc')
    .orderBy('position', 'desc')
    .executeTakeFirst();
  // A record of its own stands for an account, whatever happens to the page it has left.
  const version =
    row === undefined
      ? pages
          .map((one) => toLoadedVersion(one, identityId))
          .sort(byPosition)
          .at(-1)
      : toOwnVersion(row);
  if (version?.account === 'unreadable') throw unreadable('account');
  return version && toHistoryEntry(version);
}

function versionQueries(db: Kysely<AccountTables>, identityId: string) {
  return {
    loaded: db
      .selectFrom('account')
      .innerJoin('account_page', 'account_page.page_id', 'account.page_id')
      .selectAll('account_page')
      .where('identity_id', '=', identityId),
    own: db.selectFrom('account_history').selectAll().where('identity_id', '=', identityId),
  };
}

/** Versions behind the cursor, which names a block and a position in it. */
function isAfter(page: PageRequest): RawBuilder<boolean> {
  const [block, position] = CURSOR.after(page) ?? [-1, -1];
  return sql<boolean>`(block, position) > (${block}, ${position})`;
}

function byPosition(a: VersionColumns, b: VersionColumns): number {
  return a.block - b.block || a.position - b.position;
}

/** What a page tells of one account. */
function toLoadedVersion(row: AccountPageTable, identityId: string): AccountVersion {
  const page = readLedgerValue('accountPage', row.record);
  if (page === undefined) return { ...row, account: 'unreadable' };
  const accounts = accountsOf(page);
  const slot = accounts.findIndex((one) => one.identityId === identityId);
  const place = formatPlace({ pageId: row.page_id, slot });
  const account = accounts[slot]?.account;
  return { ...row, account: account && toView(identityId, account, place) };
}

function toOwnVersion(row: AccountHistoryTable): AccountVersion {
  if (row.record === '') return { ...row, account: undefined };
  const account = readLedgerValue('account', row.record);
  return { ...row, account: account === undefined ? 'unreadable' : toView(row.identity_id, account, '') };
}

function toView(identityId: string, record: AccountRecord, place: string): AccountView {
  const { v: version, state, province, org, joined, since, loa: level } = record;
  const did = didOf(identityId);
  return { identityId, did, state, province, org, joined, since, level, version, place };
}

function toHistoryEntry(row: AccountVersion): HistoryEntry {
  const entry = {
    ...{ block: row.block, transactionId: row.transaction_id, time: row.time },
    ...{ type: row.type, actor: row.actor },
  };
  if (row.account === undefined) return entry;
  return row.account === 'unreadable' ? { ...entry, unreadable: true } : { ...entry, account: row.account };
}
