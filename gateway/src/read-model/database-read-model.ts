// SPDX-License-Identifier: Apache-2.0
import type { AccountView, HistoryEntry, OperatorView, OrganisationView, Page } from '@unionid/domain/api';
import {
  personIndexOf,
  type ChunkRecord,
  type EmployerRecord,
  type GatewayKeyRecord,
  type ManifestRecord,
  type NetworkRecord,
  type ProvinceRecord,
} from '@unionid/domain/ledger';
import { comparableOrganisationName } from '@unionid/domain/values';
import { sql, type Kysely, type RawBuilder } from 'kysely';
import { batches } from '../database/batches.js';
import type { ComponentDatabase, Databases, Dialect } from '../database/databases.js';
import type { LedgerBlock } from '../ledger/ledger.js';
import { parseCursor, toPage } from './cursor.js';
import type { RecordIds } from './foreign-changes.js';
import { HeightWaiters } from './height-waiters.js';
import { HotQueries } from './hot-queries.js';
import { projectBlock } from './project-block.js';
import type { BlockStore, BeforeCommit } from './projector.js';
import type { PageRequest, ReadModel } from './read-model.js';
import {
  READ_MODEL_MIGRATIONS,
  type VersionColumns,
  type AccountTable,
  type ReadModelTables,
} from './schema.js';
import {
  toAccountView,
  toVersion,
  toHistoryEntry,
  toOrganisationView,
  type OrganisationRow,
} from './views.js';
import { ChangeWriter } from './write-changes.js';

// Deeper than any union tree (union-law.md §5.2 has six levels): ends a loop that a wrong parent would make.
const MAX_DEPTH = 12;

/** Opens the read model and brings its tables to their newest shape. */
export async function openReadModel(databases: Databases): Promise<DatabaseReadModel> {
  const database = await databases.open<ReadModelTables>({
    name: 'read-model',
    migrations: READ_MODEL_MIGRATIONS,
    synchronous: 'normal',
  });
  return new DatabaseReadModel(database, await heightOf(database.db));
}

/** The read model on a database: answers queries and takes in blocks. */
export class DatabaseReadModel implements ReadModel, BlockStore {
  readonly #database: ComponentDatabase<ReadModelTables>;
  readonly #writer: Kysely<ReadModelTables>;
  readonly #db: Kysely<ReadModelTables>;
  readonly #hot: HotQueries;
  readonly #changes = new ChangeWriter();
  readonly #waiters = new HeightWaiters();
  #height: number;
  #hasSnapshot = false;

  constructor(database: ComponentDatabase<ReadModelTables>, height: number) {
    this.#database = database;
    this.#writer = database.db;
    // Readers have connections of their own: a query never waits for, or sees, a block that is half written.
    this.#db = database.newReader();
    this.#hot = new HotQueries(this.#db);
    this.#height = height;
  }

  async close(): Promise<void> {
    await this.#db.destroy();
    await this.#database.close();
  }

  async apply(block: LedgerBlock, beforeCommit: BeforeCommit): Promise<void> {
    // A block seen before: the stream was taken up again a little early.
    if (block.number < this.#height) return;
    if (block.number > this.#height)
      throw new Error(`block ${block.number} follows a gap after ${this.#height}`);
    const changes = await projectBlock(block, (manifestId) => this.manifest(manifestId));
    // A reader's snapshot would keep the write-ahead log from being emptied.
    await this.#endSnapshot();
    const isNext = await this.#writer.transaction().execute(async (transaction) => {
      const { numUpdatedRows } = await transaction
        .updateTable('checkpoint')
        .set({ height: block.number + 1 })
        .where('height', '=', block.number)
        .executeTakeFirst();
      if (numUpdatedRows === 0n) return false;
      await this.#changes.write(transaction, changes.changes);
      await beforeCommit(changes);
      return true;
    });
    await this.#beginSnapshot();
    if (!isNext) {
      await this.#lookAgain();
      return;
    }
    this.#height = block.number + 1;
    this.#hot.forget(changes.changes);
    this.#waiters.reached(this.#height);
  }

  // A commit whose answer was lost with its connection: the database is further than this gateway knew.
  async #lookAgain(): Promise<void> {
    this.#height = await heightOf(this.#writer);
    this.#hot.clear();
    this.#waiters.reached(this.#height);
  }

  height(): Promise<number> {
    return Promise.resolve(this.#height);
  }

  waitForHeight(height: number, timeoutMs: number): Promise<void> {
    return height <= this.#height ? Promise.resolve() : this.#waiters.wait(height, timeoutMs);
  }

  async network(): Promise<NetworkRecord | undefined> {
    return this.#document<NetworkRecord>('network', '');
  }

  async provinces(): Promise<readonly (ProvinceRecord & { code: string })[]> {
    const documents = await this.#documents('province');
    return documents.map(({ name, record }) => ({ code: name, ...(JSON.parse(record) as ProvinceRecord) }));
  }

  async gatewayKeys(): Promise<readonly (GatewayKeyRecord & { mspId: string; keyId: string })[]> {
    const documents = await this.#documents('gateway-key');
    return documents.map(({ name, record }) => {
      const [mspId = '', keyId = ''] = name.split('/');
      return { mspId, keyId, ...(JSON.parse(record) as GatewayKeyRecord) };
    });
  }

  async gatewayKey(mspId: string, keyId: string): Promise<GatewayKeyRecord | undefined> {
    return this.#document<GatewayKeyRecord>('gateway-key', `${mspId}/${keyId}`);
  }

  operator(operatorId: string): Promise<OperatorView | undefined> {
    return this.#hot.operator(operatorId);
  }

  async organisation(orgId: string): Promise<OrganisationView | undefined> {
    const row = await this.#organisationRows().where('organisation.org_id', '=', orgId).executeTakeFirst();
    return row === undefined ? undefined : toOrganisationView(row);
  }

  async organisations(
    filter: { province?: string; parent?: string; name?: string },
    page: PageRequest,
  ): Promise<Page<OrganisationView>> {
    const { province, parent, name } = filter;
    const [after] = page.cursor === undefined ? [] : parseCursor(page.cursor);
    const rows = await this.#organisationRows()
      .$if(province !== undefined, (query) => query.where('organisation.province', '=', province ?? ''))
      .$if(parent !== undefined, (query) => query.where('organisation.parent', '=', parent ?? ''))
      .$if(name !== undefined, (query) => query.where(nameContains(name ?? '', this.#database.dialect)))
      .$if(after !== undefined, (query) => query.where('organisation.org_id', '>', String(after)))
      .orderBy('organisation.org_id')
      .limit(page.limit + 1)
      .execute();
    return toPage(rows, page, { keyOf: (row) => [row.org_id], toItem: toOrganisationView });
  }

  async organisationByCreditCode(creditCode: string): Promise<OrganisationView | undefined> {
    if (creditCode === '') return undefined;
    const row = await this.#organisationRows()
      .where('organisation_profile.credit_code', '=', creditCode)
      .orderBy('organisation.org_id')
      .executeTakeFirst();
    return row === undefined ? undefined : toOrganisationView(row);
  }

  async organisationsByName(province: string, name: string): Promise<readonly OrganisationView[]> {
    const rows = await this.#organisationRows()
      .where('organisation_profile.comparable_name', '=', comparableOrganisationName(name))
      .where('organisation.province', '=', province)
      .orderBy('organisation.org_id')
      .execute();
    return rows.map(toOrganisationView);
  }

  async employers(orgId: string): Promise<readonly (EmployerRecord & { creditCode: string })[]> {
    const rows = await this.#db
      .selectFrom('employer')
      .select(['credit_code', 'record'])
      .where('org_id', '=', orgId)
      .orderBy('credit_code')
      .execute();
    return rows.map(({ credit_code, record }) => {
      return { creditCode: credit_code, ...(JSON.parse(record) as EmployerRecord) };
    });
  }

  async unionsOfEmployer(province: string, employerName: string): Promise<readonly OrganisationView[]> {
    const unions = this.#db
      .selectFrom('employer')
      .select('org_id')
      .where('name', '=', comparableOrganisationName(employerName));
    const rows = await this.#organisationRows()
      .where('organisation.org_id', 'in', unions)
      .where('organisation.province', '=', province)
      .orderBy('organisation.org_id')
      .execute();
    return rows.map(toOrganisationView);
  }

  async isWithin(orgId: string, ancestor: string): Promise<boolean> {
    const { rows } = await sql`
      with recursive up (org_id, parent, depth) as (
        select org_id, parent, 0 from organisation where org_id = ${orgId}
        union all
        select o.org_id, o.parent, up.depth + 1 from organisation o join up on o.org_id = up.parent
        where up.depth < ${MAX_DEPTH}
      ) select 1 from up where org_id = ${ancestor}`.execute(this.#db);
    return rows.length > 0;
  }

  async account(identityId: string): Promise<(AccountView & { nameTag: string; root: string }) | undefined> {
    const row = await this.#hot.account(identityId);
    return row === undefined ? undefined : toTaggedAccount(row);
  }

  async accountByPersonKey(
    personKey: string,
  ): Promise<(AccountView & { nameTag: string; root: string }) | undefined> {
    const row = await this.#hot.accountByPersonKey(personKey);
    return row === undefined ? undefined : toTaggedAccount(row);
  }

  async accountsByPersonKeys(
    personKeys: readonly string[],
  ): Promise<ReadonlyMap<string, AccountView & { nameTag: string }>> {
    const found = new Map<string, AccountView & { nameTag: string }>();
    const keyOf = new Map(personKeys.map((personKey) => [personIndexOf(personKey), personKey]));
    for (const batch of batches([...keyOf.keys()])) {
      const rows = await this.#db
        .selectFrom('person_key')
        .innerJoin('account', 'account.identity_id', 'person_key.identity_id')
        .selectAll('account')
        .select('person_key.person_index')
        .where('person_key.person_index', 'in', batch)
        .execute();
      for (const row of rows) found.set(keyOf.get(row.person_index) ?? '', toTaggedAccount(row));
    }
    return found;
  }

  async accounts(filter: { province?: string; org?: string }, page: PageRequest): Promise<Page<AccountView>> {
    const { province, org } = filter;
    const [after] = page.cursor === undefined ? [] : parseCursor(page.cursor);
    const rows = await this.#db
      .selectFrom('account')
      .selectAll()
      .$if(province !== undefined, (query) => query.where('province', '=', province ?? ''))
      .$if(org !== undefined, (query) => query.where('org', '=', org ?? ''))
      .$if(after !== undefined, (query) => query.where('number', '>', Number(after)))
      .orderBy('number')
      .limit(page.limit + 1)
      .execute();
    return toPage(rows, page, { keyOf: (row) => [row.number], toItem: toAccountView });
  }

  async history(identityId: string, page: PageRequest): Promise<Page<HistoryEntry>> {
    const loaded = await this.#db
      .selectFrom('account')
      .innerJoin('account_page', 'account_page.page_id', 'account.page_id')
      .selectAll('account_page')
      .where('identity_id', '=', identityId)
      .where(isAfter(page))
      .execute();
    const own = await this.#db
      .selectFrom('account_history')
      .selectAll()
      .where('identity_id', '=', identityId)
      .where(isAfter(page))
      .orderBy('block')
      .orderBy('position')
      .limit(page.limit + 1)
      .execute();
    const versions = [...loaded.map((row) => toVersion(row, identityId)), ...own].sort(byPosition);
    return toPage(versions, page, { keyOf: (row) => [row.block, row.position], toItem: toHistoryEntry });
  }

  async manifest(manifestId: string): Promise<ManifestRecord | undefined> {
    return this.#document<ManifestRecord>('manifest', manifestId);
  }

  async chunk(manifestId: string, index: number): Promise<ChunkRecord | undefined> {
    return this.#document<ChunkRecord>('chunk', `${manifestId}/${String(index).padStart(6, '0')}`);
  }

  async seenInstruction(
    instructionId: string,
  ): Promise<{ transactionId: string; block: number; result: string } | undefined> {
    const row = await this.#db
      .selectFrom('seen_instruction')
      .innerJoin('ledger_transaction', 'ledger_transaction.transaction_id', 'seen_instruction.transaction_id')
      .select(['seen_instruction.transaction_id', 'block', 'result'])
      .where('instruction_id', '=', instructionId)
      .executeTakeFirst();
    if (row === undefined) return undefined;
    return { transactionId: row.transaction_id, block: row.block, result: row.result };
  }

  async transaction(
    transactionId: string,
  ): Promise<{ block: number; valid: boolean; code: number; result: string } | undefined> {
    const row = await this.#db
      .selectFrom('ledger_transaction')
      .select(['block', 'code', 'result'])
      .where('transaction_id', '=', transactionId)
      .executeTakeFirst();
    return row === undefined ? undefined : { ...row, valid: row.code === 0 };
  }

  async holdsAny(
    province: string,
    { identityIds, pageIds, orgIds, operatorIds }: RecordIds,
  ): Promise<boolean> {
    const db = this.#db;
    const pages = db.selectFrom('account_page').select('province').where('province', '=', province).limit(1);
    const accounts = db.selectFrom('account').select('province').where('province', '=', province).limit(1);
    const unions = db.selectFrom('organisation').select('province').where('province', '=', province).limit(1);
    const operators = db.selectFrom('operator').select('province').where('province', '=', province).limit(1);
    return (
      (await isAny(identityIds, (ids) => accounts.where('identity_id', 'in', ids).execute())) ||
      (await isAny(pageIds, (ids) => pages.where('page_id', 'in', ids).execute())) ||
      (await isAny(orgIds, (ids) => unions.where('org_id', 'in', ids).execute())) ||
      (await isAny(operatorIds, (ids) => operators.where('operator_id', 'in', ids).execute()))
    );
  }

  // Not generic inside the queries: a document's shape is what the contract wrote under its key (domain records.ts).
  #documents(kind: string): Promise<readonly { readonly name: string; readonly record: string }[]> {
    const query = this.#db.selectFrom('document').select(['name', 'record']).where('kind', '=', kind);
    return query.orderBy('name').execute();
  }

  async #document<T>(kind: string, name: string): Promise<T | undefined> {
    const row = await this.#hot.document(kind, name);
    return row === undefined ? undefined : (JSON.parse(row) as T);
  }

  /** Between two blocks SQLite's readers share one snapshot: they see one height, and need no file locks for each query. */
  async #beginSnapshot(): Promise<void> {
    if (this.#database.dialect !== 'sqlite') return;
    await sql`begin`.execute(this.#db);
    this.#hasSnapshot = true;
  }

  async #endSnapshot(): Promise<void> {
    if (!this.#hasSnapshot) return;
    this.#hasSnapshot = false;
    await sql`commit`.execute(this.#db);
  }

  #organisationRows(): ReturnType<typeof organisationRows> {
    return organisationRows(this.#db);
  }
}

async function heightOf(database: Kysely<ReadModelTables>): Promise<number> {
  const { height } = await database.selectFrom('checkpoint').select('height').executeTakeFirstOrThrow();
  return height;
}

/** Versions behind the cursor, which names a block and a position in it. */
function isAfter({ cursor }: PageRequest): RawBuilder<boolean> {
  const [block, position] = cursor === undefined ? [-1, -1] : parseCursor(cursor).map(Number);
  return sql<boolean>`(block, position) > (${block}, ${position})`;
}

function byPosition(a: VersionColumns, b: VersionColumns): number {
  return a.block - b.block || a.position - b.position;
}

// SQLite's `like` takes ASCII letters of either case for the same, and so does `ilike` on a column of collation "C".
function nameContains(name: string, dialect: Dialect): RawBuilder<boolean> {
  const like = sql.raw(dialect === 'sqlite' ? 'like' : 'ilike');
  return sql<boolean>`organisation_profile.name ${like} ${toPattern(name)} escape '!'`;
}

function organisationRows(database: Kysely<ReadModelTables>) {
  return database
    .selectFrom('organisation')
    .leftJoin('organisation_profile', 'organisation_profile.org_id', 'organisation.org_id')
    .select([
      'organisation.org_id',
      'organisation.version',
      'organisation.state',
      'organisation.province',
      'organisation.parent',
      'organisation.level',
      'organisation_profile.name',
      'organisation_profile.credit_code',
      'organisation_profile.kind',
      'organisation_profile.founded_on',
    ])
    .select((select) =>
      select
        .selectFrom('employer')
        .whereRef('employer.org_id', '=', 'organisation.org_id')
        .select((count) => count.fn.countAll<number>().as('count'))
        .as('employers'),
    )
    .$castTo<OrganisationRow>();
}

function toTaggedAccount(row: AccountTable): AccountView & { nameTag: string; root: string } {
  return { ...toAccountView(row), nameTag: row.name_tag, root: row.root };
}

function toPattern(text: string): string {
  return `%${text.replace(/[!%_]/g, '!$&')}%`;
}

async function isAny(
  ids: ReadonlySet<string>,
  find: (batch: readonly string[]) => Promise<readonly unknown[]>,
): Promise<boolean> {
  for (const batch of batches([...ids])) if ((await find(batch)).length > 0) return true;
  return false;
}
