// SPDX-License-Identifier: Apache-2.0
import type { Kysely } from 'kysely';
import type { JobTables } from './job-schema.js';

/** Table `job_reading`: where reading a job's file began and has not come back from, so that no file ends process after process. */
export class JobReadings {
  readonly #database: Kysely<JobTables>;
  /** Jobs whose reading came back while the database did not answer. */
  readonly #cameBack = new Set<string>();

  constructor(database: Kysely<JobTables>) {
    this.#database = database;
  }

  /** Notes that reading begins after a row; answers how often it began there before and did not come back. */
  async begin(importId: string, row: number): Promise<number> {
    const before = await this.#find(importId, row);
    const values = { row, begun: before + 1 };
    await this.#database
      .insertInto('job_reading')
      .values({ import_id: importId, ...values })
      .onConflict((conflict) => conflict.column('import_id').doUpdateSet(values))
      .execute();
    this.#cameBack.delete(importId);
    return before;
  }

  /** Notes that reading came back, whatever it came to. */
  async end(importId: string): Promise<void> {
    this.#cameBack.add(importId);
    await this.#database.deleteFrom('job_reading').where('import_id', '=', importId).execute();
    this.#cameBack.delete(importId);
  }

  /** Forgets where the reading of a job was that has ended. */
  async forget(transaction: Kysely<JobTables>, importId: string): Promise<void> {
    await transaction.deleteFrom('job_reading').where('import_id', '=', importId).execute();
  }

  async #find(importId: string, row: number): Promise<number> {
    const found = await this.#database
      .selectFrom('job_reading')
      .select(['row', 'begun'])
      .where('import_id', '=', importId)
      .executeTakeFirst();
    return found?.row === row && !this.#cameBack.has(importId) ? found.begun : 0;
  }
}
