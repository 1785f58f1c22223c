// SPDX-License-Identifier: Apache-2.0
import type { Kysely } from 'kysely';
import { batches } from '../../database/batches.js';
import type { JobTables } from './job-schema.js';

/** Table `job_person`: who stood in a job's file so far, by digest (hex), until the file is read. */
export class SeenPersons {
  readonly #database: Kysely<JobTables>;

  constructor(database: Kysely<JobTables>) {
    this.#database = database;
  }

  /** Rows of the file in which these persons stood before: digest → row. */
  async seen(importId: string, persons: readonly string[]): Promise<ReadonlyMap<string, number>> {
    const seen = new Map<string, number>();
    for (const batch of batches(persons)) {
      const rows = await this.#database
        .selectFrom('job_person')
        .select(['person', 'row'])
        .where('import_id', '=', importId)
        .where('person', 'in', batch.map(toBytes))
        .execute();
      for (const { person, row } of rows) seen.set(Buffer.from(person).toString('hex'), row);
    }
    return seen;
  }

  async add(
    transaction: Kysely<JobTables>,
    importId: string,
    persons: ReadonlyMap<string, number>,
  ): Promise<void> {
    for (const batch of batches([...persons]))
      await transaction
        .insertInto('job_person')
        .values(batch.map(([person, row]) => ({ import_id: importId, person: toBytes(person), row })))
        .execute();
  }

  async forget(transaction: Kysely<JobTables>, importId: string): Promise<void> {
    await transaction.deleteFrom('job_person').where('import_id', '=', importId).execute();
  }
}

function toBytes(digest: string): Uint8Array {
  return Buffer.from(digest, 'hex');
}
