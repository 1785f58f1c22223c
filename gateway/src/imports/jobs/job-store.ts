// SPDX-License-Identifier: Apache-2.0
import { sumFen } from '@unionid/domain/values';
import type { Kysely } from 'kysely';
import type { ComponentDatabase, Databases } from '../../database/databases.js';
import type { JudgedRow } from '../judge/judged-row.js';
import { JobChunks } from './job-chunks.js';
import { addJudged, addSettled } from './job-counts.js';
import { JobReadings } from './job-readings.js';
import { JobRecords } from './job-records.js';
import { JobRows, type ChunkSettlement } from './job-rows.js';
import { JOB_MIGRATIONS, type JobTables } from './job-schema.js';
import { JobSeal } from './job-seal.js';
import type { JobError } from './job.js';
import { SeenPersons } from './seen-persons.js';

export interface JobStoreOptions {
  readonly databases: Databases;
  /** The province's key. */
  readonly vaultKey: Uint8Array;
  readonly now: () => number;
}

/** What a finished batch of rows adds to its job. */
export interface FinishedBatch {
  readonly judged: readonly JudgedRow[];
  /** Digests of the persons in it, with their rows. */
  readonly persons: ReadonlyMap<string, number>;
  readonly lastRow: number;
  readonly chunkRows: number;
}

/**
 * Keeps import jobs so that any of them goes on after a crash exactly where its last batch ended. One member for each
 * table; what changes several of them at once stands here.
 */
export class JobStore {
  readonly jobs: JobRecords;
  readonly rows: JobRows;
  readonly chunks: JobChunks;
  readonly persons: SeenPersons;
  readonly readings: JobReadings;
  readonly #store: ComponentDatabase<JobTables>;
  readonly #database: Kysely<JobTables>;

  private constructor(store: ComponentDatabase<JobTables>, { vaultKey, now }: JobStoreOptions) {
    this.#store = store;
    this.#database = store.db;
    this.jobs = new JobRecords({ store, seal: new JobSeal(vaultKey), now });
    this.rows = new JobRows(store.db);
    this.chunks = new JobChunks(store.db);
    this.persons = new SeenPersons(store.db);
    this.readings = new JobReadings(store.db);
  }

  static async open(options: JobStoreOptions): Promise<JobStore> {
    const component = { name: 'imports', migrations: JOB_MIGRATIONS } as const;
    return new JobStore(await options.databases.open(component), options);
  }

  /** Adds a batch to its job, all or nothing: the next start reads on after `lastRow`. */
  async finishBatch(importId: string, { persons, lastRow, ...batch }: FinishedBatch): Promise<void> {
    await this.#database.transaction().execute(async (transaction) => {
      const { cursor: start, counts, batches, entries, fen } = await this.jobs.lock(transaction, importId);
      const placed = await this.rows.add(transaction, importId, { ...batch, cursor: start });
      await this.persons.add(transaction, importId, persons);
      await this.jobs.setProgress(transaction, importId, {
        lastRow,
        batches: batches + 1,
        counts: addJudged(counts, batch.judged),
        entries: entries + placed.entries,
        fen: sumFen([fen, ...fensOf(batch.judged)]),
        cursor: placed.cursor,
      });
    });
  }

  /** Ends the reading: chunks and root stand, the file's key and the list of its persons are destroyed. */
  async finishReading(
    importId: string,
    {
      leaves,
      ...end
    }: { readonly leaves: readonly Uint8Array[]; readonly root: string; readonly state: 'READY' | 'DONE' },
  ): Promise<void> {
    await this.#database.transaction().execute(async (transaction) => {
      await this.chunks.add(transaction, importId, leaves);
      await this.persons.forget(transaction, importId);
      await this.jobs.endReading(transaction, importId, end);
    });
    await this.#store.scrub('job', 'job_person');
  }

  /** Cancels a job before anything was signed; false where that is too late. */
  cancel(importId: string): Promise<boolean> {
    return this.#end(importId, { from: ['READING', 'READY'], state: 'CANCELLED', error: undefined });
  }

  async fail(importId: string, error: JobError): Promise<void> {
    await this.#end(importId, {
      from: ['READING', 'READY', 'SUBMITTING', 'CONFIRMING'],
      state: 'FAILED',
      error,
    });
  }

  async #end(importId: string, end: Parameters<JobRecords['end']>[2]): Promise<boolean> {
    const hasEnded = await this.#database.transaction().execute(async (transaction) => {
      if (!(await this.jobs.end(transaction, importId, end))) return false;
      await this.persons.forget(transaction, importId);
      await this.readings.forget(transaction, importId);
      return true;
    });
    await this.#store.scrub('job', 'job_person');
    return hasEnded;
  }

  /** Writes what the ledger decided, once. */
  async settleChunk(importId: string, settlement: ChunkSettlement): Promise<void> {
    await this.#database.transaction().execute(async (transaction) => {
      if (!(await this.chunks.settle(transaction, importId, settlement.chunk))) return;
      const settled = await this.rows.settle(transaction, importId, settlement);
      const { counts } = await this.jobs.lock(transaction, importId);
      await this.jobs.setCounts(transaction, importId, addSettled(counts, settled));
    });
  }

  close(): Promise<void> {
    return this.#store.close();
  }
}

function fensOf(judged: readonly JudgedRow[]): readonly number[] {
  return judged.flatMap(({ prepared }) => {
    const entry = prepared?.entry;
    return entry !== undefined && 'fen' in entry ? [entry.fen] : [];
  });
}
