// SPDX-License-Identifier: Apache-2.0
import { accountsOf, readLedgerValue, type IdentifiedAccount, type OwnerKind } from '@unionid/domain/ledger';
import { sql, type Kysely } from 'kysely';
import { batches } from '../database/batches.js';
import type { ComponentDatabase, Databases } from '../database/databases.js';
import type { LedgerBlock } from '../ledger/ledger.js';
import { openQueries, OWNER_TABLES, type Queries } from './aggregates.js';
import { HeightWaiters } from './height-waiters.js';
import { projectBlock, type UnreadableWrite } from './project-block.js';
import type { BlockStore, BeforeCommit } from './projector.js';
import type { BlockHeight, OwnerIds, Ownership, ReadModel } from './read-model.js';
import { READ_MODEL_MIGRATIONS, type ReadModelTables } from './schema.js';
import type { RowChange } from './shape/table.js';
import { UnreadableRecords } from './shape/unreadable-records.js';
import { Versions } from './shape/versions.js';
import { ChangeWriter } from './write-changes.js';

/** The read model on a database: answers queries and takes in blocks. */
export type DatabaseReadModel = ReadModel & BlockStore & { close(): Promise<void> };

/** Told of records that a block leaves unreadable, before it is applied; told again of a block that comes again. */
export type UnreadableAlarm = (writes: readonly UnreadableWrite[]) => void;

/** Opens the read model and brings its tables to their newest shape. */
export async function openReadModel(
  databases: Databases,
  alarm: UnreadableAlarm = () => undefined,
): Promise<DatabaseReadModel> {
  const database = await databases.open<ReadModelTables>({
    name: 'read-model',
    migrations: READ_MODEL_MIGRATIONS,
    synchronous: 'normal',
  });
  const store = new DatabaseBlocks(database, { height: await heightOf(database.db), alarm });
  await store.loadUnreadable();
  return Object.assign(store, store.queries);
}

/** Takes in blocks, and puts together what answers for them. */
class DatabaseBlocks implements BlockHeight, Ownership, BlockStore {
  readonly queries: Queries;
  readonly #database: ComponentDatabase<ReadModelTables>;
  readonly #writer: Kysely<ReadModelTables>;
  readonly #db: Kysely<ReadModelTables>;
  readonly #alarm: UnreadableAlarm;
  readonly #unreadable = new UnreadableRecords();
  readonly #listeners: ((changes: readonly RowChange[] | undefined) => void)[] = [];
  readonly #changes = new ChangeWriter();
  readonly #waiters = new HeightWaiters();
  #height: number;
  #hasSnapshot = false;

  constructor(
    database: ComponentDatabase<ReadModelTables>,
    { height, alarm }: { readonly height: number; readonly alarm: UnreadableAlarm },
  ) {
    this.#database = database;
    this.#writer = database.db;
    // Readers have connections of their own: a query never waits for, or sees, a block that is half written.
    this.#db = database.newReader();
    this.#height = height;
    this.#alarm = alarm;
    this.queries = openQueries({
      db: this.#db as unknown as Kysely<never>,
      dialect: database.dialect,
      unreadable: this.#unreadable,
      versions: new Versions(this.#db),
      onApplied: (listener) => this.#listeners.push(listener),
    });
  }

  async close(): Promise<void> {
    await this.#db.destroy();
    await this.#database.close();
  }

  async loadUnreadable(): Promise<void> {
    await this.#unreadable.load(this.#writer);
  }

  async apply(block: LedgerBlock, beforeCommit: BeforeCommit): Promise<void> {
    // A block seen before: the stream was taken up again a little early.
    if (block.number < this.#height) return;
    if (block.number > this.#height)
      throw new Error(`block ${block.number} follows a gap after ${this.#height}`);
    const projected = await projectBlock(block, {
      findManifest: (manifestId, chaincode) => this.queries.manifest(manifestId, chaincode),
      findPage: (pageId) => this.#findPage(pageId),
      unreadable: this.#unreadable,
    });
    if (projected.unreadable.length > 0) this.#alarm(projected.unreadable);
    // A reader's snapshot would keep the write-ahead log from being emptied.
    await this.#endSnapshot();
    const isNext = await this.#writer.transaction().execute(async (transaction) => {
      const { numUpdatedRows } = await transaction
        .updateTable('checkpoint')
        .set({ height: block.number + 1 })
        .where('height', '=', block.number)
        .executeTakeFirst();
      if (numUpdatedRows === 0n) return false;
      await this.#changes.write(transaction, projected.changes);
      await beforeCommit(projected);
      return true;
    });
    await this.#beginSnapshot();
    if (!isNext) {
      await this.#lookAgain();
      return;
    }
    this.#height = block.number + 1;
    this.#unreadable.apply(projected.changes);
    for (const listener of this.#listeners) listener(projected.changes);
    this.#waiters.reached(this.#height);
  }

  // A commit whose answer was lost with its connection: the database is further than this gateway knew.
  async #lookAgain(): Promise<void> {
    this.#height = await heightOf(this.#writer);
    await this.loadUnreadable();
    for (const listener of this.#listeners) listener(undefined);
    this.#waiters.reached(this.#height);
  }

  height(): Promise<number> {
    return Promise.resolve(this.#height);
  }

  waitForHeight(height: number, timeoutMs: number): Promise<void> {
    return height <= this.#height ? Promise.resolve() : this.#waiters.wait(height, timeoutMs);
  }

  async holdsAny(province: string, ids: OwnerIds): Promise<boolean> {
    for (const [kind, names] of Object.entries(ids) as [OwnerKind, ReadonlySet<string>][]) {
      const { table, id } = OWNER_TABLES[kind];
      for (const batch of batches([...names])) {
        const { rows } = await sql`select province from ${sql.table(table)}
          where province = ${province} and ${sql.ref(id)} in (${sql.join(batch)}) limit 1`.execute(this.#db);
        if (rows.length > 0) return true;
      }
    }
    return false;
  }

  async leadsToAny(province: string, personIndexes: readonly string[]): Promise<boolean> {
    for (const batch of batches(personIndexes)) {
      const { rows } = await sql`select 1 from person_key
        join account on account.identity_id = person_key.identity_id
        where account.province = ${province} and person_index in (${sql.join(batch)}) limit 1`.execute(
        this.#db,
      );
      if (rows.length > 0) return true;
    }
    return false;
  }

  async #findPage(pageId: string): Promise<readonly IdentifiedAccount[] | undefined> {
    const row = await this.#db
      .selectFrom('account_page')
      .select('record')
      .where('page_id', '=', pageId)
      .orderBy('block', 'desc')
      .orderBy('position', 'desc')
      .executeTakeFirst();
    const page = row && readLedgerValue('accountPage', row.record);
    return page && accountsOf(page);
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
}

async function heightOf(database: Kysely<ReadModelTables>): Promise<number> {
  const { height } = await database.selectFrom('checkpoint').select('height').executeTakeFirstOrThrow();
  return height;
}
