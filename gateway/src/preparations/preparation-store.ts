// SPDX-License-Identifier: Apache-2.0
import { sql, type Kysely } from 'kysely';
import type { ComponentDatabase, Databases } from '../database/databases.js';
import type { Migrations } from '../database/migrate.js';

/** One preparation; nothing of the person. */
export interface PreparationRow {
  readonly identity_id: string;
  readonly expires_at: number;
  /** Key of the instruction that names the account, once it is about to be submitted. */
  readonly instruction_id: string | null;
  /** What the instruction must say, as JSON; null on a row of before that was kept: nothing can be signed on it. */
  readonly promised: string | null;
}

export interface ExpiredBatch {
  readonly after: PreparationRow | undefined;
  readonly limit: number;
}

interface PreparationTables {
  preparation: PreparationRow;
}

const MIGRATIONS: Migrations = ({ text, integer, keyed }) => ({
  '001-preparation': {
    up: async (database: Kysely<unknown>) => {
      const statements = [
        `create table preparation (
           identity_id ${text} primary key, expires_at ${integer} not null, instruction_id ${text}) ${keyed}`,
        `create index preparation_by_expiry on preparation (expires_at)`,
      ];
      for (const statement of statements) await sql.raw(statement).execute(database);
    },
  },
  '002-promised': {
    up: async (database: Kysely<unknown>) => {
      await sql.raw(`alter table preparation add column promised ${text}`).execute(database);
    },
  },
});

/** Which prepared accounts wait for a signature, and which are on their way to the ledger. */
export class PreparationStore {
  readonly #database: ComponentDatabase<PreparationTables>;

  private constructor(database: ComponentDatabase<PreparationTables>) {
    this.#database = database;
  }

  static async open(databases: Databases): Promise<PreparationStore> {
    return new PreparationStore(await databases.open({ name: 'preparations', migrations: MIGRATIONS }));
  }

  async add(identityId: string, expiresAt: number, promised: string): Promise<void> {
    await this.#database.db
      .insertInto('preparation')
      .values({ identity_id: identityId, expires_at: expiresAt, instruction_id: null, promised })
      .execute();
  }

  /** The same person prepared again, with another decision. */
  async promise(identityId: string, promised: string): Promise<void> {
    await this.#database.db
      .updateTable('preparation')
      .set({ promised })
      .where('identity_id', '=', identityId)
      .execute();
  }

  find(identityId: string): Promise<PreparationRow | undefined> {
    return this.#database.db
      .selectFrom('preparation')
      .selectAll()
      .where('identity_id', '=', identityId)
      .executeTakeFirst();
  }

  /** False where there is no such preparation. */
  async claim(identityId: string, instructionId: string): Promise<boolean> {
    const { numUpdatedRows } = await this.#database.db
      .updateTable('preparation')
      .set({ instruction_id: instructionId })
      .where('identity_id', '=', identityId)
      .executeTakeFirst();
    return numUpdatedRows === 1n;
  }

  /** Takes one away if it still stands as it was seen: a claim that came in between wins, and another of the same person stays. */
  async take({
    identity_id: identityId,
    instruction_id: instructionId,
    expires_at: expiresAt,
  }: PreparationRow): Promise<boolean> {
    const { numDeletedRows } = await this.#database.db
      .deleteFrom('preparation')
      .where('identity_id', '=', identityId)
      .where('expires_at', '=', expiresAt)
      .where('instruction_id', 'is not distinct from', instructionId)
      .executeTakeFirst();
    return numDeletedRows === 1n;
  }

  /** Those that expired before then, the oldest first; a batch goes on behind the last row of the one before. */
  expired(before: number, { after, limit }: ExpiredBatch): Promise<PreparationRow[]> {
    return this.#database.db
      .selectFrom('preparation')
      .selectAll()
      .where('expires_at', '<', before)
      .$if(after !== undefined, (query) =>
        query.where(
          sql<boolean>`(expires_at, identity_id) > (${after?.expires_at ?? 0}, ${after?.identity_id ?? ''})`,
        ),
      )
      .orderBy('expires_at')
      .orderBy('identity_id')
      .limit(limit)
      .execute();
  }

  close(): Promise<void> {
    return this.#database.close();
  }
}
