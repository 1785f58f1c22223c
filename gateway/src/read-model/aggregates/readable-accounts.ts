// SPDX-License-Identifier: Apache-2.0
import { sql, type SelectQueryBuilder } from 'kysely';
import type { ReadAccess } from '../shape/aggregate.js';
import { isReadable } from '../shape/unreadable-records.js';
import { NO_SLOT, type AccountTable, type AccountTables } from './account-tables.js';

/** Accounts whose record, or the page in which they stand, can be read. */
export function readableAccounts({
  db,
  unreadable,
}: ReadAccess<AccountTables>): SelectQueryBuilder<AccountTables, 'account', AccountTable> {
  return db
    .selectFrom('account')
    .selectAll()
    .$if(unreadable.hasAny('account'), (query) => query.where(isReadable('account', 'identity_id')))
    .$if(unreadable.hasAny('accountPage'), (query) =>
      query.where(sql<boolean>`(slot = ${NO_SLOT} or ${isReadable('accountPage', 'page_id')})`),
    );
}
