// SPDX-License-Identifier: Apache-2.0
import { DomainError } from '@unionid/domain/errors';
import type { SignatureParameters } from '@unionid/domain/http';
import { sql, type CompiledQuery, type Kysely } from 'kysely';
import type { Logger } from 'pino';
import type { ComponentDatabase, Databases } from '../database/databases.js';
import type { Migrations } from '../database/migrate.js';

/** Requests remembered at the most, some 40 MB: 1,000 a second for the 300 s a signature may live. */
const CAPACITY = 300_000;
/** How often what is new goes to the database, in milliseconds. */
const FLUSH_MS = 100;
const SWEEP_MS = 10_000;
/** Rows of one insert: few sizes, each compiled once, because building a query costs more than running it. */
const INSERT_ROWS: readonly number[] = [64, 8, 1];

interface Nonce {
  readonly name: string;
  /** Seconds since 1970. */
  readonly expires: number;
}

interface NonceTables {
  nonce: Nonce;
}

const MIGRATIONS: Migrations = ({ text, integer, keyed }) => ({
  '001-nonce': {
    up: async (database: Kysely<unknown>) => {
      // Files of earlier versions have the table, but no list of migrations.
      const statement = `create table if not exists nonce (name ${text} primary key, expires ${integer} not null) ${keyed}`;
      await sql.raw(statement).execute(database);
    },
  },
});

export interface NonceStoreOptions {
  readonly databases: Databases;
  readonly log: Logger;
  readonly now: () => number;
}

/**
 * Signed requests seen: each may be used once. One is remembered no longer than its signature is valid, after which the
 * time check refuses it. The database outlives a restart; a killed process forgets its last tenth of a second, of which
 * writes are protected by the ledger's own replay keys.
 */
export class NonceStore {
  readonly #database: ComponentDatabase<NonceTables>;
  readonly #log: Logger;
  readonly #expiry: Map<string, number>;
  readonly #timers: readonly NodeJS.Timeout[];
  readonly #inserts: readonly Insert[];
  #unsaved: Nonce[] = [];
  #saving: Promise<void> | undefined;

  private constructor(
    database: ComponentDatabase<NonceTables>,
    expiry: Map<string, number>,
    { log, now }: NonceStoreOptions,
  ) {
    this.#database = database;
    this.#log = log;
    this.#expiry = expiry;
    this.#inserts = INSERT_ROWS.map((size) => newInsert(database.db, size));
    this.#timers = [
      setInterval(() => void this.#flush(), FLUSH_MS).unref(),
      setInterval(() => void this.#sweep(now()), SWEEP_MS).unref(),
    ];
  }

  static async open(options: NonceStoreOptions): Promise<NonceStore> {
    const database = await options.databases.open<NonceTables>({
      name: 'nonces',
      migrations: MIGRATIONS,
      synchronous: 'normal',
    });
    const rows = await database.db.selectFrom('nonce').selectAll().execute();
    return new NonceStore(database, new Map(rows.map(({ name, expires }) => [name, expires])), options);
  }

  /**
   * Uses a request up. Call it only for a request whose signature holds, so that strangers can not fill the store.
   * @throws DomainError REQUEST_REPLAYED, TOO_MANY_REQUESTS where the store is full
   */
  use(parameters: SignatureParameters): void {
    this.assertUnused(parameters);
    const { expires } = parameters;
    const name = nameOf(parameters);
    if (this.#expiry.size >= CAPACITY) throw new DomainError('TOO_MANY_REQUESTS');
    this.#expiry.set(name, expires);
    this.#unsaved.push({ name, expires });
  }

  /** @throws DomainError REQUEST_REPLAYED */
  assertUnused(parameters: SignatureParameters): void {
    if (this.#expiry.has(nameOf(parameters))) throw new DomainError('REQUEST_REPLAYED');
  }

  async close(): Promise<void> {
    for (const timer of this.#timers) clearInterval(timer);
    await this.#saving;
    await this.#flush();
    await this.#database.close();
  }

  #flush(): Promise<void> {
    if (this.#unsaved.length > 0) this.#saving ??= this.#save().finally(() => (this.#saving = undefined));
    return this.#saving ?? Promise.resolve();
  }

  async #save(): Promise<void> {
    const rows = this.#unsaved;
    this.#unsaved = [];
    try {
      await this.#database.db.transaction().execute(async (transaction) => {
        for (const { query, rows: group } of this.#groupsOf(rows)) {
          const parameters = group.flatMap(({ name, expires }) => [name, expires]);
          await transaction.executeQuery({ ...query, parameters });
        }
      });
    } catch (error) {
      // They are remembered all the same, and the next try writes them too.
      this.#unsaved = [...rows, ...this.#unsaved];
      this.#log.warn({ err: error }, 'used requests not written');
    }
  }

  *#groupsOf(
    rows: readonly Nonce[],
  ): Generator<{ readonly query: CompiledQuery; readonly rows: readonly Nonce[] }> {
    let start = 0;
    for (const { size, query } of this.#inserts)
      for (; rows.length - start >= size; start += size)
        yield { query, rows: rows.slice(start, start + size) };
  }

  async #sweep(now: number): Promise<void> {
    const seconds = Math.floor(now / 1000);
    for (const [name, expires] of this.#expiry) if (expires < seconds) this.#expiry.delete(name);
    this.#unsaved = this.#unsaved.filter(({ name }) => this.#expiry.has(name));
    try {
      await this.#database.db.deleteFrom('nonce').where('expires', '<', seconds).execute();
    } catch (error) {
      this.#log.warn({ err: error }, 'used requests not cleared away');
    }
  }
}

function nameOf({ operatorId, keyId, nonce }: SignatureParameters): string {
  return `${operatorId}#${keyId}#${nonce}`;
}

interface Insert {
  /** Rows it takes. */
  readonly size: number;
  readonly query: CompiledQuery;
}

function newInsert(database: Kysely<NonceTables>, size: number): Insert {
  const values = Array.from({ length: size }, () => ({ name: '', expires: 0 }));
  const query = database
    .insertInto('nonce')
    .values(values)
    .onConflict((conflict) => conflict.doNothing())
    .compile();
  return { size, query };
}
