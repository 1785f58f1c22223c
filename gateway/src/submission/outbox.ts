// SPDX-License-Identifier: Apache-2.0
import { instructionDigest, parseSignedEnvelope } from '@unionid/domain/instruction';
import type { ChaincodeName } from '@unionid/domain/ledger';
import { sql, type Kysely } from 'kysely';
import type { ComponentDatabase, Databases } from '../database/databases.js';
import type { Migrations } from '../database/migrate.js';
import type { EndorsedTransaction } from '../ledger/ledger.js';
import { isInstructionKey } from './instruction-name.js';
import type { Submission } from './submission.js';

/** ENDORSED: to be submitted, or submitted with an outcome not known yet. */
export type OutboxState = 'ENDORSED' | 'COMMITTED' | 'REFUSED';

/** One idempotency key and what became of it. */
export interface OutboxEntry {
  readonly key: string;
  /** Of the content that the key stands for: {@link Submission}. */
  readonly digest: string;
  readonly state: OutboxState;
  readonly transactionId: string;
  readonly result: string;
  /** 0 until committed. */
  readonly block: number;
  /** Error code of a REFUSED entry, '' otherwise. */
  readonly error: string;
}

/** An entry to be driven on: with the bytes to send and the call to endorse anew where they lose a race. */
export interface OutstandingEntry extends Submission {
  readonly transaction: EndorsedTransaction;
}

interface OutboxTables {
  submission: {
    key: string;
    digest: string;
    state: OutboxState;
    chaincode: ChaincodeName;
    function: string;
    argument: string;
    /** By whose peer, too, it is to be endorsed: its membership; '' where any will do. */
    province: string;
    transaction_id: string;
    bytes: Uint8Array;
    result: string;
    block: number;
    error: string;
    updated_at: number;
  };
}

const NOTHING = new Uint8Array(0);
const KEPT_MS = 10 * 24 * 3_600_000;

const MIGRATIONS: Migrations = ({ text, integer, bytes }) => ({
  '0001_initial': {
    up: async (database: Kysely<unknown>): Promise<void> => {
      const statements = [
        `create table submission (key ${text} primary key, state ${text} not null, function ${text} not null,
           argument ${text} not null, transaction_id ${text} not null, bytes ${bytes} not null,
           result ${text} not null, block ${integer} not null, error ${text} not null,
           updated_at ${integer} not null)`,
        `create index submission_outstanding on submission (key) where state = 'ENDORSED'`,
      ];
      for (const statement of statements) await sql.raw(statement).execute(database);
    },
  },
  '0002_chaincode': {
    up: async (database: Kysely<unknown>): Promise<void> => {
      const column = `chaincode ${text} not null default 'identity'`;
      await sql.raw(`alter table submission add column ${column}`).execute(database);
    },
  },
  '0003_digest': {
    up: async (database: Kysely<unknown>): Promise<void> => {
      // Of what is settled the read model tells outcome and digest.
      await sql`delete from submission where state <> 'ENDORSED'`.execute(database);
      await sql.raw(`alter table submission add column digest ${text} not null default ''`).execute(database);
      await bindOutstanding(database);
    },
  },
  '0004_province': {
    up: async (database: Kysely<unknown>): Promise<void> => {
      await sql
        .raw(`alter table submission add column province ${text} not null default ''`)
        .execute(database);
    },
  },
});

async function bindOutstanding(db: Kysely<OutboxTables>): Promise<void> {
  const rows = await db.selectFrom('submission').select(['key', 'argument']).execute();
  for (const { key, argument } of rows) {
    if (!isInstructionKey(key)) continue;
    const digest = instructionDigest(parseSignedEnvelope(argument).instruction);
    await db.updateTable('submission').set({ digest }).where('key', '=', key).execute();
  }
}

/** Opens the outbox; a row written here survives a power cut. */
export async function openOutbox(databases: Databases, now: () => number): Promise<Outbox> {
  return new Outbox(await databases.open({ name: 'outbox', migrations: MIGRATIONS }), now);
}

/** Endorsed transactions kept before they are sent (architecture.md §4.3). */
export class Outbox {
  readonly #database: ComponentDatabase<OutboxTables>;
  readonly #db: Kysely<OutboxTables>;
  readonly #now: () => number;

  constructor(database: ComponentDatabase<OutboxTables>, now: () => number) {
    this.#database = database;
    this.#db = database.db;
    this.#now = now;
  }

  async find(key: string): Promise<OutboxEntry | undefined> {
    const row = await this.#db
      .selectFrom('submission')
      .select(['key', 'digest', 'state', 'transaction_id', 'result', 'block', 'error'])
      .where('key', '=', key)
      .executeTakeFirst();
    if (row === undefined) return undefined;
    const { transaction_id: transactionId, ...entry } = row;
    return { ...entry, transactionId };
  }

  /** Keeps a transaction before it is sent; replaces one of the same key that is known to be invalid. */
  async keep({ key, digest, call, transaction }: OutstandingEntry): Promise<void> {
    const row = {
      ...{ key, digest, state: 'ENDORSED' as const },
      ...{ chaincode: call.chaincode, function: call.function, argument: call.argument },
      ...{ province: call.province ?? '' },
      ...{ transaction_id: transaction.transactionId, bytes: transaction.bytes },
      ...{ result: transaction.result, block: 0, error: '', updated_at: this.#now() },
    };
    await this.#db
      .insertInto('submission')
      .values(row)
      .onConflict((conflict) => conflict.column('key').doUpdateSet(row))
      .execute();
  }

  async commit(key: string, block: number): Promise<void> {
    await this.#settle(key, { state: 'COMMITTED', block });
  }

  /** Only when every transaction of the key is known invalid; nothing where none was ever kept, or another one counted. */
  async refuse(key: string, error: string): Promise<void> {
    await this.#settle(key, { state: 'REFUSED', error });
  }

  /** Keys whose outcome is not known yet, oldest first. */
  async outstandingKeys(): Promise<string[]> {
    const rows = await this.#db
      .selectFrom('submission')
      .select('key')
      .where('state', '=', 'ENDORSED')
      .orderBy('updated_at')
      .orderBy('key')
      .execute();
    return rows.map(({ key }) => key);
  }

  async findOutstanding(key: string): Promise<OutstandingEntry | undefined> {
    const row = await this.#db
      .selectFrom('submission')
      .selectAll()
      .where('key', '=', key)
      .where('state', '=', 'ENDORSED')
      .executeTakeFirst();
    if (row === undefined) return undefined;
    return {
      ...{ key, digest: row.digest },
      call: {
        ...{ chaincode: row.chaincode, function: row.function, argument: row.argument },
        ...(row.province !== '' && { province: row.province }),
      },
      transaction: { transactionId: row.transaction_id, bytes: row.bytes, result: row.result },
    };
  }

  /** Forgets what was settled longer ago than any instruction is valid; the read model still tells its outcome. */
  async prune(): Promise<void> {
    await this.#db
      .deleteFrom('submission')
      .where('state', '!=', 'ENDORSED')
      .where('updated_at', '<', this.#now() - KEPT_MS)
      .execute();
  }

  async close(): Promise<void> {
    await this.#database.close();
  }

  async #settle(
    key: string,
    change: { readonly state: OutboxState; readonly block?: number; readonly error?: string },
  ): Promise<void> {
    await this.#db
      .updateTable('submission')
      .set({ ...change, argument: '', bytes: NOTHING, updated_at: this.#now() })
      .where('key', '=', key)
      // What is on the ledger stays so, whatever another content of the same key came to meanwhile.
      .where('state', '!=', 'COMMITTED')
      .execute();
  }
}
