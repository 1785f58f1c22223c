// SPDX-License-Identifier: Apache-2.0
import type { Kysely } from 'kysely';
import { batches } from '../../database/batches.js';
import type { JobTables } from './job-schema.js';

/** Table `job_chunk`: the chunks that a manifest is over, and which of them the ledger has decided on. */
export class JobChunks {
  readonly #database: Kysely<JobTables>;

  constructor(database: Kysely<JobTables>) {
    this.#database = database;
  }

  /** Leaf hashes of all chunks, in order. */
  async leaves(importId: string): Promise<readonly Uint8Array[]> {
    const rows = await this.#database
      .selectFrom('job_chunk')
      .select('leaf')
      .where('import_id', '=', importId)
      .orderBy('chunk')
      .execute();
    return rows.map(({ leaf }) => leaf);
  }

  /** Chunks that are not settled, in order. */
  async open(importId: string): Promise<readonly number[]> {
    const rows = await this.#database
      .selectFrom('job_chunk')
      .select('chunk')
      .where('import_id', '=', importId)
      .where('settled', '=', 0)
      .orderBy('chunk')
      .execute();
    return rows.map(({ chunk }) => chunk);
  }

  async add(transaction: Kysely<JobTables>, importId: string, leaves: readonly Uint8Array[]): Promise<void> {
    const rows = leaves.map((leaf, chunk) => ({ import_id: importId, chunk, leaf, settled: 0 }));
    for (const batch of batches(rows)) await transaction.insertInto('job_chunk').values(batch).execute();
  }

  /** False where it was settled before. */
  async settle(transaction: Kysely<JobTables>, importId: string, chunk: number): Promise<boolean> {
    const { numUpdatedRows } = await transaction
      .updateTable('job_chunk')
      .set({ settled: 1 })
      .where('import_id', '=', importId)
      .where('chunk', '=', chunk)
      .where('settled', '=', 0)
      .executeTakeFirst();
    return numUpdatedRows > 0n;
  }
}
