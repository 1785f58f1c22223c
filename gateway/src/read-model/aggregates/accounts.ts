// SPDX-License-Identifier: Apache-2.0
import type { AccountView, HistoryEntry, Page } from '@unionid/domain/api';
import { accountsOf, personIndexOf, type IdentifiedAccount } from '@unionid/domain/ledger';
import { sql, type CompiledQuery, type RawBuilder } from 'kysely';
import * as z from 'zod/mini';
import { batches } from '../../database/batches.js';
import type { Aggregate, BlockRows, ReadAccess } from '../shape/aggregate.js';
import { attributeOf } from '../shape/table.js';
import { ListCursor } from '../shape/cursor.js';
import type { PageRequest } from '../shape/page-request.js';
import { isReadable } from '../shape/unreadable-records.js';
import { MAX_DEPTH } from '../shape/union-tree.js';
import {
  accountTables,
  NO_SLOT,
  toAccountView,
  type AccountTable,
  type AccountTables,
} from './account-tables.js';
import { findRoots, type LedgerRoot } from './account-roots.js';
import { accountAsOf, type AccountMoment, readHistory, toDecision } from './account-versions.js';
import { projectPerson } from './person-keys.js';
import { readableAccounts } from './readable-accounts.js';
import { readWrittenAccount, type WrittenAccount } from './written-account.js';

/** An account with what only this gateway sees of it. */
export type TaggedAccount = AccountView & { readonly nameTag: string; readonly root: string };

/**
 * Identity accounts. A question about one that can not be read, or to which a personKey leads that can not, throws DomainError
 * RECORD_UNREADABLE; `accounts` leaves such out.
 */
export interface AccountQueries {
  account(identityId: string): Promise<TaggedAccount | undefined>;
  writtenAccount(identityId: string): Promise<WrittenAccount | undefined>;
  accountByPersonKey(personKey: string): Promise<TaggedAccount | undefined>;
  /** Which of these personKeys are on the ledger, in one query: personKey → account. */
  accountsByPersonKeys(personKeys: readonly string[]): Promise<ReadonlyMap<string, TaggedAccount>>;
  accounts(
    filter: { readonly province?: string; readonly org?: string },
    page: PageRequest,
  ): Promise<Page<AccountView>>;
  /** Accounts of a province's union and of all below it, by union. Unions that can not be read, and theirs, are left out. */
  accountsWithin(
    filter: { readonly province: string; readonly org: string },
    page: PageRequest,
  ): Promise<Page<AccountView>>;
  /** Of these accounts; those that are not there, or can not be read, are left out. */
  rootsOf(identityIds: readonly string[]): Promise<readonly LedgerRoot[]>;
  /** Every version of an account, oldest first; one that nobody can read says so. */
  history(identityId: string, page: PageRequest): Promise<Page<HistoryEntry>>;
  /** The account once `block` was applied, by what was in force on a day; without `account` where it was deleted. */
  accountAsOf(identityId: string, moment: AccountMoment): Promise<HistoryEntry | undefined>;
}

/** More than a block has room for: the numbers of accounts go up from block to block. */
const ACCOUNTS_PER_BLOCK = 2 ** 20;

const CURSOR = new ListCursor('accounts', z.tuple([z.int()]));
const CURSOR_WITHIN = new ListCursor('accounts within', z.tuple([z.string(), z.int()]));

type AccountTypes = 'account' | 'accountPage' | 'person' | 'membership';

export const accounts: Aggregate<AccountTypes, AccountTables, AccountQueries, 'account' | 'accountPage'> = {
  tables: accountTables,
  projections: {
    account: ({ attributes, record }, rows) => {
      const identityId = attributeOf(attributes, 0);
      if (record === undefined) rows.delete('account', { identity_id: identityId });
      else putAccount(rows, { identityId, account: record }, { pageId: '', slot: NO_SLOT });
    },
    accountPage: ({ attributes, record }, rows) => {
      // Its accounts stand in rows of their own here, and stay: nobody who may deletes a page.
      if (record === undefined) return;
      const pageId = attributeOf(attributes, 0);
      const members = accountsOf(record);
      rows.notePage(pageId, members);
      for (const [slot, account] of members.entries()) putAccount(rows, account, { pageId, slot });
    },
    person: projectPerson,
    membership: { nothingBecause: 'it counts what the accounts say' },
  },
  owners: {
    account: { table: 'account', id: 'identity_id' },
    accountPage: { table: 'account_page', id: 'page_id' },
  },
  versionRows: {
    account: (attributes, version, { argument }) => {
      const identityId = attributeOf(attributes, 0);
      const row = { identity_id: identityId, ...version, decision: toDecision(argument, identityId) };
      return { table: 'account_history', row };
    },
    accountPage: (attributes, version, { province }) => {
      if (version.record === '') return undefined;
      return { table: 'account_page', row: { page_id: attributeOf(attributes, 0), province, ...version } };
    },
  },
  open: openAccounts,
};

function putAccount(
  rows: BlockRows,
  { identityId, account }: IdentifiedAccount,
  { pageId, slot }: { readonly pageId: string; readonly slot: number },
): void {
  const { v, state, province, org, joined, since, loa, tag, root, hosted } = account;
  const { into = '', at = 0, nth = 0 } = account;
  const number = rows.block * ACCOUNTS_PER_BLOCK + rows.nextAccount();
  rows.put('account', {
    ...{ identity_id: identityId, number, version: v, state, province, org, joined, since },
    ...{ level: loa, name_tag: tag, root, page_id: pageId, slot, expelled_at: at, into_id: into, nth },
    hosted: hosted === undefined ? '' : JSON.stringify(hosted),
  });
  rows.noteAccount({ identityId, account });
}

type Access = ReadAccess<AccountTables>;

function openAccounts(access: Access): AccountQueries {
  const { db, unreadable } = access;
  const hot = new HotAccounts(access);
  return {
    async account(identityId) {
      unreadable.assertReadable('account', identityId);
      const row = await hot.byId(identityId);
      return row && toReadable(access, row);
    },
    async writtenAccount(identityId) {
      unreadable.assertReadable('account', identityId);
      return readWrittenAccount(db, identityId);
    },
    async accountByPersonKey(personKey) {
      const index = personIndexOf(personKey);
      unreadable.assertReadable('person', index);
      const row = await hot.byPersonIndex(index);
      if (row !== undefined) return asKnownBy(row, toReadable(access, row));
      await assertLeadsToNone(access, [index]);
      return undefined;
    },
    accountsByPersonKeys: (personKeys) => findByPersonKeys(access, personKeys),
    accounts: (filter, page) => listAccounts(access, filter, page),
    accountsWithin: (filter, page) => listAccountsWithin(access, filter, page),
    rootsOf: (identityIds) => findRoots(access, identityIds),
    history: (identityId, page) => readHistory(db, identityId, page),
    accountAsOf: (identityId, moment) => accountAsOf(db, identityId, moment),
  };
}

/** An account that a personKey leads to. */
type LedAccount = AccountTable & Pick<AccountTables['person_key'], 'former_tag'>;

/** Under a document that another has replaced a person is known by the name that stood with it. */
function asKnownBy(
  { former_tag: formerTag }: Pick<LedAccount, 'former_tag'>,
  account: TaggedAccount,
): TaggedAccount {
  return formerTag === '' ? account : { ...account, nameTag: formerTag };
}

/** The queries of every verification: compiled once, because building a query costs more than running it. */
class HotAccounts {
  readonly #access: Access;
  readonly #byId: CompiledQuery<AccountTable>;
  readonly #byPersonIndex: CompiledQuery<LedAccount>;

  constructor(access: Access) {
    const { db } = access;
    this.#access = access;
    this.#byId = db.selectFrom('account').selectAll().where('identity_id', '=', '').compile();
    this.#byPersonIndex = db
      .selectFrom('person_key')
      .innerJoin('account', 'account.identity_id', 'person_key.identity_id')
      .selectAll('account')
      .select('person_key.former_tag')
      .where('person_key.person_index', '=', '')
      .compile();
  }

  byId(identityId: string): Promise<AccountTable | undefined> {
    return this.#first(this.#byId, identityId);
  }

  byPersonIndex(index: string): Promise<LedAccount | undefined> {
    return this.#first(this.#byPersonIndex, index);
  }

  async #first<R>(query: CompiledQuery<R>, parameter: string): Promise<R | undefined> {
    const { rows } = await this.#access.db.executeQuery<R>({ ...query, parameters: [parameter] });
    return rows[0];
  }
}

async function findByPersonKeys(
  access: Access,
  personKeys: readonly string[],
): Promise<ReadonlyMap<string, TaggedAccount>> {
  const { db, unreadable } = access;
  const found = new Map<string, TaggedAccount>();
  const keyOf = new Map(personKeys.map((personKey) => [personIndexOf(personKey), personKey]));
  for (const index of keyOf.keys()) unreadable.assertReadable('person', index);
  for (const batch of batches([...keyOf.keys()])) {
    const rows = await db
      .selectFrom('person_key')
      .innerJoin('account', 'account.identity_id', 'person_key.identity_id')
      .selectAll('account')
      .select(['person_key.person_index', 'person_key.former_tag'])
      .where('person_key.person_index', 'in', batch)
      .execute();
    for (const row of rows)
      found.set(keyOf.get(row.person_index) ?? '', asKnownBy(row, toReadable(access, row)));
    await assertLeadsToNone(access, batch);
  }
  return found;
}

/** That none of these personKeys leads to an account of which all that was ever written can not be read. */
async function assertLeadsToNone({ db, unreadable }: Access, indexes: readonly string[]): Promise<void> {
  if (!unreadable.hasAny('account')) return;
  const rows = await db
    .selectFrom('person_key')
    .select('identity_id')
    .where('person_index', 'in', indexes)
    .execute();
  for (const { identity_id } of rows) unreadable.assertReadable('account', identity_id);
}

async function listAccounts(
  access: Access,
  { province, org }: { readonly province?: string; readonly org?: string },
  page: PageRequest,
): Promise<Page<AccountView>> {
  const [after] = CURSOR.after(page) ?? [];
  const rows = await readableAccounts(access)
    .$if(province !== undefined, (query) => query.where('province', '=', province ?? ''))
    .$if(org !== undefined, (query) => query.where('org', '=', org ?? ''))
    .$if(after !== undefined, (query) => query.where('number', '>', after ?? 0))
    .orderBy('number')
    .limit(page.limit + 1)
    .execute();
  return CURSOR.page(rows, page, { keyOf: (row) => [row.number], toItem: toAccountView });
}

// By union, not by the ledger's order: a small union's members may stand anywhere among a million of its province, and each of
// the unions chosen here has at least one, so that as many unions as the page has rows are enough.
async function listAccountsWithin(
  access: Access,
  { province, org }: { readonly province: string; readonly org: string },
  page: PageRequest,
): Promise<Page<AccountView>> {
  const [afterOrg, afterNumber] = CURSOR_WITHIN.after(page) ?? ['', -1];
  const rows = await readableAccounts(access)
    .where('province', '=', province)
    .where('org', 'in', unionsWithMembers(access, { org, from: afterOrg, limit: page.limit + 1 }))
    .where(sql<boolean>`(org, number) > (${afterOrg}, ${afterNumber})`)
    .orderBy('org')
    .orderBy('number')
    .limit(page.limit + 1)
    .execute();
  return CURSOR_WITHIN.page(rows, page, { keyOf: (row) => [row.org, row.number], toItem: toAccountView });
}

interface UnionRange {
  readonly org: string;
  readonly from: string;
  readonly limit: number;
}

/** The first unions from an identifier on that are a union or stand below it and have members. */
function unionsWithMembers({ unreadable }: Access, { org, from, limit }: UnionRange): RawBuilder<string> {
  const readable = unreadable.hasAny('organisation')
    ? isReadable('organisation', 'organisation.org_id')
    : sql<boolean>`true`;
  return sql<string>`(
    with recursive down (org_id, depth) as (
      select org_id, 0 from organisation where org_id = ${org}
      union all
      select organisation.org_id, down.depth + 1 from organisation join down on organisation.parent = down.org_id
      where down.depth < ${sql.lit(MAX_DEPTH)} and ${readable}
    )
    select org_id from down
    where org_id >= ${from} and exists (select 1 from account where account.org = down.org_id)
    order by org_id limit ${sql.lit(limit)})`;
}

/** @throws DomainError RECORD_UNREADABLE where its record, or the page it stands in, can not be read */
function toReadable({ unreadable }: Access, row: AccountTable): TaggedAccount {
  unreadable.assertReadable('account', row.identity_id);
  if (row.slot !== NO_SLOT) unreadable.assertReadable('accountPage', row.page_id);
  return { ...toAccountView(row), nameTag: row.name_tag, root: row.root };
}
