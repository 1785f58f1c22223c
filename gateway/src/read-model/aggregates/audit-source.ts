// SPDX-License-Identifier: Apache-2.0
import type { MemberRow, SealRow, Version } from '@unionid/domain/audit';
import { accountsOf, readLedgerValue, type LedgerRecords, type LedgerType } from '@unionid/domain/ledger';
import { sql } from 'kysely';
import { batches } from '../../database/batches.js';
import type { ReadAccess } from '../shape/aggregate.js';
import type { VersionColumns } from '../shape/table.js';
import type { UnreadableTable } from '../shape/unreadable-records.js';
import type { VersionTable } from '../shape/versions.js';
import type { AccountTables } from './account-tables.js';
import type { TransactionTables } from './transactions.js';

/** Read at once. */
const ROWS = 100;

export type SourceTables = AccountTables &
  TransactionTables & { readonly version: VersionTable; readonly unreadable: UnreadableTable };

/** Versions of one record by its name; those that nobody can read are left out. */
export type NamedVersions<T extends LedgerType> = ReadonlyMap<string, readonly Version<LedgerRecords[T]>[]>;

/** What checks of auditors are made of: all that the ledger had said once `height` blocks were applied. */
export interface AuditSourceQueries {
  versionsBefore<T extends LedgerType>(type: T, height: number): Promise<NamedVersions<T>>;
  /** Of each record the version that stood then: the others are read and not kept. */
  newestBefore<T extends LedgerType>(
    type: T,
    height: number,
  ): Promise<ReadonlyMap<string, Version<LedgerRecords[T]>>>;
  /** Of some records alone. */
  versionsOfBefore<T extends LedgerType>(
    type: T,
    names: readonly string[],
    height: number,
  ): Promise<NamedVersions<T>>;
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
      const found = new Map<string, Version<LedgerRecords[typeof type]>[]>();
      for await (const { name, ...version } of eachVersion(db, type, height)) append(found, name, version);
      return found;
    },
    async newestBefore(type, height) {
      const found = new Map<string, Version<LedgerRecords[typeof type]>>();
      for await (const { name, ...version } of eachVersion(db, type, height)) found.set(name, version);
      return found;
    },
    versionsOfBefore: (type, names, height) => versionsOf(db, { type, names, height }),
    membersBefore: (identityIds, height) => membersBefore(db, identityIds, height),
    async blocksBefore(height) {
      const found: SealRow[] = [];
      for (let from = 0; from < height; from += ROWS) {
        const rows = await db
          .selectFrom('ledger_block')
          .selectAll()
          .where('number', '>=', from)
          .where('number', '<', Math.min(from + ROWS, height))
          .where('hash', '<>', '')
          .orderBy('number')
          .execute();
        for (const { number, hash, previous, intact, undecodable } of rows)
          found.push({ block: number, hash, previous, intact: intact === 1, undecodable });
      }
      return found;
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

/** Every version of a type, by name and then oldest first: read in pages by the table's own key, so that no answer grows with the ledger. */
async function* eachVersion<T extends LedgerType>(
  db: ReadAccess<SourceTables>['db'],
  type: T,
  height: number,
): AsyncGenerator<Version<LedgerRecords[T]> & { readonly name: string }> {
  let after: readonly [name: string, block: number, position: number] | undefined = ['', -1, -1];
  while (after !== undefined) {
    const [name, block, position]: readonly [string, number, number] = after;
    const rows: readonly (VersionColumns & { readonly name: string })[] = await db
      .selectFrom('version')
      .selectAll()
      .where('record_type', '=', type)
      .where(sql<boolean>`(name, block, position) > (${name}, ${block}, ${position})`)
      .where('block', '<', height)
      .orderBy('name')
      .orderBy('block')
      .orderBy('position')
      .limit(ROWS)
      .execute();
    for (const row of rows) {
      const record = row.record === '' ? undefined : readLedgerValue(type, row.record);
      if (record !== undefined) yield { name: row.name, step: stepOf(row), record };
    }
    const last = rows.length < ROWS ? undefined : rows.at(-1);
    after = last && [last.name, last.block, last.position];
  }
}

async function versionsOf<T extends LedgerType>(
  db: ReadAccess<SourceTables>['db'],
  { type, names, height }: { readonly type: T; readonly names: readonly string[]; readonly height: number },
): Promise<NamedVersions<T>> {
  const found = new Map<string, Version<LedgerRecords[T]>[]>();
  for (const batch of batches(names)) {
    const rows = await db
      .selectFrom('version')
      .selectAll()
      .where('record_type', '=', type)
      .where('name', 'in', batch)
      .where('block', '<', height)
      .orderBy('name')
      .orderBy('block')
      .orderBy('position')
      .execute();
    for (const row of rows) {
      const record = row.record === '' ? undefined : readLedgerValue(type, row.record);
      if (record !== undefined) append(found, row.name, { step: stepOf(row), record });
    }
  }
  return found;
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

function toMember({ state, org, province, joined, since, into }: LedgerRecords['account']): MemberRow {
  return { state, org, province, joined, since, ...(into !== undefined && { into }) };
}

function stepOf({ block, transaction_id, time, type, actor }: VersionColumns): Version<unknown>['step'] {
  return { block, transactionId: transaction_id, time, type, actor };
}

function append<T>(found: Map<string, T[]>, name: string, one: T): void {
  const known = found.get(name);
  if (known === undefined) found.set(name, [one]);
  else known.push(one);
}
