// SPDX-License-Identifier: Apache-2.0
import { accountsOf, formatPlace, readLedgerValue, type AccountRecord } from '@unionid/domain/ledger';
import type { Kysely } from 'kysely';
import { unreadableError } from '../shape/unreadable-records.js';
import type { AccountTables } from './account-tables.js';

/** An account as the ledger has it, all of it. */
export interface WrittenAccount {
  readonly account: AccountRecord;
  /** In the page where it stands, '' where it has a record of its own. */
  readonly place: string;
  /** In the page in which it came, also after it has left: where its personKeys lead; '' where it came alone. */
  readonly firstPlace: string;
}

/** The newest record of an account; undefined where there is none. @throws DomainError RECORD_UNREADABLE */
export async function readWrittenAccount(
  db: Kysely<AccountTables>,
  identityId: string,
): Promise<WrittenAccount | undefined> {
  const loaded = await readLoaded(db, identityId);
  const own = await db
    .selectFrom('account_history')
    .select('record')
    .where('identity_id', '=', identityId)
    .orderBy('block', 'desc')
    .orderBy('position', 'desc')
    .executeTakeFirst();
  const firstPlace = loaded?.place ?? '';
  // A record of its own stands for an account, whatever happens to the page it has left.
  if (own === undefined) return loaded && { ...loaded, firstPlace };
  if (own.record === '') return undefined;
  const account = readLedgerValue('account', own.record);
  if (account === undefined) throw unreadableError('account');
  return { account, place: '', firstPlace };
}

async function readLoaded(
  db: Kysely<AccountTables>,
  identityId: string,
): Promise<Omit<WrittenAccount, 'firstPlace'> | undefined> {
  const row = await db
    .selectFrom('account')
    .innerJoin('account_page', 'account_page.page_id', 'account.page_id')
    .select(['account_page.page_id', 'account_page.record'])
    .where('identity_id', '=', identityId)
    .orderBy('block', 'desc')
    .orderBy('position', 'desc')
    .executeTakeFirst();
  if (row === undefined) return undefined;
  const page = readLedgerValue('accountPage', row.record);
  if (page === undefined) throw unreadableError('accountPage');
  const slot = accountsOf(page).findIndex((one) => one.identityId === identityId);
  const account = accountsOf(page)[slot]?.account;
  return account && { account, place: formatPlace({ pageId: row.page_id, slot }) };
}
