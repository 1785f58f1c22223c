// SPDX-License-Identifier: Apache-2.0
import type { MemberRow, SealRow, Version } from '@unionid/domain/audit';
import { accountsOf, readLedgerValue, type LedgerRecords, type LedgerType } from '@unionid/domain/ledger';
import { batches } from '../../database/batches.js';
import type { ReadAccess } from '../shape/aggregate.js';
import type { VersionColumns } from '../shape/table.js';
import type { UnreadableTable } from '../shape/unreadable-records.js';
import type { VersionTable } from '../shape/versions.js';
import type { AccountTables } from './account-tables.js';
import type { TransactionTables } from './transactions.js';

export type SourceTables = AccountTables &
  TransactionTables & { readonly version: VersionTable; readonly unreadable: UnreadableTable };

/** Versions of one record by its name; those that nobody can read are left out. */
export type NamedVersions<T extends LedgerType> = ReadonlyMap<string, readonly Version<LedgerRecords[T]>[]>;

/** What checks of auditors are made of: all that the ledger had said once `height` blocks were applied. */
export interface AuditSourceQueries {
  versionsBefore<T extends LedgerType>(type: T, height: number): Promise<NamedVersions<T>>;
  membersBefore(
    identityIds: readonly string[],
    height: number,
  ): Promise<ReadonlyMap<string, readonly Version<MemberRow>[]>>;
  blocksBefore(height: number): Promise<readonly SealRow[]>;
  unreadableBefore(
    height: number,
  ): Promise<readonly { readonly type: string; readonly name: string; readonly block: number }[]>;
}

export function openAuditSource({ db }: ReadAccess<SourceTables>): AuditSourceQueries {
  return {
    async versionsBefore(type, height) {
      const rows = await db
        .selectFrom('version')
        .selectAll()
        .where('record_type', '=', type)
        .where('block', '<', height)
        .orderBy('name')
        .orderBy('block')
        .orderBy('position')
        .execute();
      const found = new Map<string, Version<LedgerRecords[typeof type]>[]>();
      for (const row of rows) {
        const record = row.record === '' ? undefined : readLedgerValue(type, row.record);
        if (record !== undefined) append(found, row.name, { step: stepOf(row), record });
      }
      return found;
    },
    membersBefore: (identityIds, height) => membersBefore(db, identityIds, height),
    async blocksBefore(height) {
      const rows = await db
        .selectFrom('ledger_block')
        .selectAll()
        .where('number', '<', height)
        .where('hash', '<>', '')
        .orderBy('number')
        .execute();
      return rows.map(({ number, hash, previous, intact, undecodable }) => {
        return { block: number, hash, previous, intact: intact === 1, undecodable };
      });
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

/** As each account stood: what its page brought, and what has a record of its own. */
async function membersBefore(
  db: ReadAccess<SourceTables>['db'],
  identityIds: readonly string[],
  height: number,
): Promise<ReadonlyMap<string, readonly Version<MemberRow>[]>> {
  const found = new Map<string, Version<MemberRow>[]>();
  for (const batch of batches(identityIds)) {
    const loaded = await db
      .selectFrom('account')
      .innerJoin('account_page', 'account_page.page_id', 'account.page_id')
      .selectAll('account_page')
      .select('account.identity_id')
      .where('account.identity_id', 'in', batch)
      .where('account_page.block', '<', height)
      .execute();
    for (const row of loaded) {
      const page = readLedgerValue('accountPage', row.record);
      const account = page && accountsOf(page).find((one) => one.identityId === row.identity_id)?.account;
      if (account !== undefined)
        append(found, row.identity_id, { step: stepOf(row), record: toMember(account) });
    }
    const own = await db
      .selectFrom('account_history')
      .selectAll()
      .where('identity_id', 'in', batch)
      .where('block', '<', height)
      .orderBy('block')
      .orderBy('position')
      .execute();
    for (const row of own) {
      const record = row.record === '' ? undefined : readLedgerValue('account', row.record);
      if (record !== undefined)
        append(found, row.identity_id, { step: stepOf(row), record: toMember(record) });
    }
  }
  return found;
}

function toMember({ state, org, province, joined, since }: LedgerRecords['account']): MemberRow {
  return { state, org, province, joined, since };
}

function stepOf({ block, transaction_id, time, type, actor }: VersionColumns): Version<unknown>['step'] {
  return { block, transactionId: transaction_id, time, type, actor };
}

function append<T>(found: Map<string, T[]>, name: string, one: T): void {
  const known = found.get(name);
  if (known === undefined) found.set(name, [one]);
  else known.push(one);
}
