// SPDX-License-Identifier: Apache-2.0
import type { Kysely } from 'kysely';
import { BATCH, batches } from '../database/batches.js';
import type { ComponentDatabase } from '../database/databases.js';
import type { StoredRecord } from './record-sealing.js';
import type { KeyTables } from './vault-schema.js';

/** Each record's own key, wrapped by the vault's; without it the record is lost, which is how records are erased. */
export class RecordKeyTable {
  readonly #database: ComponentDatabase<KeyTables>;
  readonly #db: Kysely<KeyTables>;

  constructor(database: ComponentDatabase<KeyTables>) {
    this.#database = database;
    this.#db = database.db;
  }

  /**
   * Keeps the records' keys, in place of those that a crash left, with a note that the records are still to be written.
   * @param replaced whose keys are to go then
   */
  async put(stored: readonly StoredRecord[], replaced: readonly string[] = []): Promise<void> {
    const identity_ids = [...stored.map(({ identityId }) => identityId), ...replaced].join();
    await this.#db.transaction().execute(async (transaction) => {
      await transaction
        .insertInto('unfinished')
        .values({ entry: entryOf(stored), identity_ids })
        .onConflict((conflict) => conflict.column('entry').doUpdateSet({ identity_ids }))
        .execute();
      for (const batch of batches(stored)) {
        await transaction
          .insertInto('record_key')
          .values(
            batch.map((row) => ({
              identity_id: row.identityId,
              wrapped: row.wrapped,
              name_tag: row.nameTag,
            })),
          )
          .onConflict((conflict) =>
            conflict.column('identity_id').doUpdateSet((set) => ({
              wrapped: set.ref('excluded.wrapped'),
              name_tag: set.ref('excluded.name_tag'),
            })),
          )
          .execute();
      }
    });
  }

  /** The records stand. */
  async finish(stored: readonly StoredRecord[]): Promise<void> {
    await this.#db.deleteFrom('unfinished').where('entry', '=', entryOf(stored)).execute();
  }

  /** Whose records were still to be written. */
  async begun(): Promise<ReadonlySet<string>> {
    const rows = await this.#db.selectFrom('unfinished').select('identity_ids').execute();
    return new Set(rows.flatMap((row) => row.identity_ids.split(',')));
  }

  async forgetBegun(): Promise<void> {
    await this.#db.deleteFrom('unfinished').execute();
  }

  async wrapped(identityIds: readonly string[]): Promise<ReadonlyMap<string, Uint8Array>> {
    const found = new Map<string, Uint8Array>();
    for (const batch of batches(identityIds)) {
      const rows = await this.#db
        .selectFrom('record_key')
        .select(['identity_id', 'wrapped'])
        .where('identity_id', 'in', batch)
        .execute();
      for (const row of rows) found.set(row.identity_id, row.wrapped);
    }
    return found;
  }

  /** Destroys keys; nothing of them stays in the file. */
  async destroy(identityIds: readonly string[]): Promise<void> {
    await this.delete(identityIds);
    await this.#database.scrub('record_key');
  }

  async delete(identityIds: readonly string[]): Promise<void> {
    for (const batch of batches(identityIds))
      await this.#db.deleteFrom('record_key').where('identity_id', 'in', batch).execute();
  }

  /** Whose keys there are, group by group in order. */
  async *owners(): AsyncGenerator<readonly string[]> {
    for (let after = ''; ;) {
      const rows = await this.#db
        .selectFrom('record_key')
        .select('identity_id')
        .where('identity_id', '>', after)
        .orderBy('identity_id')
        .limit(BATCH)
        .execute();
      const last = rows.at(-1);
      if (last === undefined) return;
      yield rows.map((row) => row.identity_id);
      after = last.identity_id;
    }
  }

  close(): Promise<void> {
    return this.#database.close();
  }
}

/** Names a note by the first of its records, which no other call has. */
function entryOf([first]: readonly StoredRecord[]): string {
  return first?.identityId ?? '';
}
