// SPDX-License-Identifier: Apache-2.0
import type { ImportCounts, ImportState, Page } from '@unionid/domain/api';
import { canonicalJson } from '@unionid/domain/encoding';
import { DomainError } from '@unionid/domain/errors';
import type { ImportKind } from '@unionid/domain/forms';
import type { SignedInstruction } from '@unionid/domain/instruction';
import {
  sql,
  type Kysely,
  type SelectQueryBuilder,
  type UpdateQueryBuilder,
  type UpdateResult,
} from 'kysely';
import * as z from 'zod/mini';
import type { ComponentDatabase } from '../../database/databases.js';
import type { PageRequest } from '../../read-model/read-model.js';
import { ListCursor } from '../../read-model/shape/cursor.js';
import type { ChunkCursor } from './chunk-cursor.js';
import { newJobRow, toJob, type NewJob, type StoredJob } from './job-row.js';
import type { JobTable, JobTables } from './job-schema.js';
import type { JobSeal } from './job-seal.js';
import type { Job, JobError } from './job.js';

export interface JobRecordsOptions {
  readonly store: ComponentDatabase<JobTables>;
  readonly seal: JobSeal;
  readonly now: () => number;
}

/** How far a job's file is read. */
export interface ReadingProgress {
  readonly lastRow: number;
  readonly batches: number;
  readonly counts: ImportCounts;
  readonly entries: number;
  readonly fen: number;
  readonly cursor: ChunkCursor;
}

const CURSOR = new ListCursor('imports', z.tuple([z.int(), z.string()]));

type Change = Partial<Omit<JobTable, 'import_id'>>;

/** Table `job`: one row a job. */
export class JobRecords {
  readonly #database: Kysely<JobTables>;
  readonly #isShared: boolean;
  readonly #seal: JobSeal;
  readonly #now: () => number;

  constructor({ store, seal, now }: JobRecordsOptions) {
    this.#database = store.db;
    this.#isShared = store.dialect === 'postgres';
    this.#seal = seal;
    this.#now = now;
  }

  async add(job: NewJob): Promise<void> {
    await this.#database
      .insertInto('job')
      .values(newJobRow(job, this.#seal, this.#now()))
      .execute();
  }

  async find(importId: string): Promise<Job | undefined> {
    const row = await selectJobs(this.#database).where('import_id', '=', importId).executeTakeFirst();
    return row && toJob(row, this.#seal);
  }

  /** @throws DomainError NOT_FOUND */
  async get(importId: string): Promise<Job> {
    const job = await this.find(importId);
    if (job === undefined) throw new DomainError('NOT_FOUND');
    return job;
  }

  /** The newest job of the same file by the same operator. */
  async findByFile({
    fileDigest,
    operatorId,
    kind,
    dryRun,
  }: Pick<Job, 'fileDigest' | 'kind' | 'dryRun'> & { readonly operatorId: string }): Promise<
    Job | undefined
  > {
    const row = await selectJobs(this.#database)
      .where('file_digest', '=', fileDigest)
      .where('operator_id', '=', operatorId)
      .where('kind', '=', kind)
      .where('dry_run', '=', Number(dryRun))
      .orderBy('created_at', 'desc')
      .executeTakeFirst();
    return row && toJob(row, this.#seal);
  }

  /** Newest first. */
  async list(org: string, page: PageRequest): Promise<Page<Job>> {
    const after = CURSOR.after(page);
    const rows = await selectJobs(this.#database)
      .where('org', '=', org)
      .$if(after !== undefined, (query) =>
        query.where(sql<boolean>`(created_at, import_id) < (${sql.join(after ?? [])})`),
      )
      .orderBy('created_at', 'desc')
      .orderBy('import_id', 'desc')
      .limit(page.limit + 1)
      .execute();
    return CURSOR.page(rows, page, {
      keyOf: (row) => [row.created_at, row.import_id],
      toItem: (row) => toJob(row, this.#seal),
    });
  }

  /** How many files of an operator are not read to their end. */
  async unread(operatorId: string): Promise<number> {
    const { count } = await this.#database
      .selectFrom('job')
      .select(sql<number>`count(*)`.as('count'))
      .where('operator_id', '=', operatorId)
      .where('state', '=', 'READING')
      .executeTakeFirstOrThrow();
    return count;
  }

  /** Jobs in a state, oldest first. */
  async inState(state: ImportState): Promise<string[]> {
    const rows = await this.#database
      .selectFrom('job')
      .select('import_id')
      .where('state', '=', state)
      .orderBy('created_at')
      .execute();
    return rows.map((row) => row.import_id);
  }

  /** Jobs of a kind that have not ended. */
  async unfinished(kind: ImportKind): Promise<string[]> {
    const rows = await this.#database
      .selectFrom('job')
      .select('import_id')
      .where('kind', '=', kind)
      .where('state', 'in', ['READING', 'READY', 'CONFIRMING', 'SUBMITTING'])
      .execute();
    return rows.map((row) => row.import_id);
  }

  // In SQLite a transaction has its connection to itself; in PostgreSQL others wait for the row.
  /** The job, which nobody else changes until the transaction ends. */
  async lock(transaction: Kysely<JobTables>, importId: string): Promise<Job> {
    const row = await selectJobs(transaction)
      .where('import_id', '=', importId)
      .$if(this.#isShared, (query) => query.forUpdate())
      .executeTakeFirstOrThrow();
    return toJob(row, this.#seal);
  }

  setProgress(
    transaction: Kysely<JobTables>,
    importId: string,
    { lastRow, batches, counts, entries, fen, cursor }: ReadingProgress,
  ): Promise<void> {
    return this.#update(transaction, importId, {
      last_row: lastRow,
      batches,
      counts: JSON.stringify(counts),
      entries,
      fen,
      cursor: JSON.stringify(cursor),
      error: null,
    });
  }

  /** Nothing more is read: the key of the file is destroyed. */
  endReading(
    transaction: Kysely<JobTables>,
    importId: string,
    { state, root }: { readonly state: ImportState; readonly root: string },
  ): Promise<void> {
    return this.#update(transaction, importId, { state, root, error: null, sealed_spool_key: null });
  }

  /** Ends a job that is in one of these states, its file's key with it; false where it is in none of them any more. */
  end(
    transaction: Kysely<JobTables>,
    importId: string,
    end: {
      readonly from: readonly ImportState[];
      readonly state: ImportState;
      readonly error: JobError | undefined;
    },
  ): Promise<boolean> {
    const { from, state, error } = end;
    const change = { state, error: errorText(error), sealed_spool_key: null };
    return hasChanged(this.#change(transaction, importId, change).where('state', 'in', from));
  }

  setCounts(transaction: Kysely<JobTables>, importId: string, counts: ImportCounts): Promise<void> {
    return this.#update(transaction, importId, { counts: JSON.stringify(counts) });
  }

  setError(importId: string, error: JobError | undefined): Promise<void> {
    return this.#update(this.#database, importId, { error: errorText(error) });
  }

  /** False where the job is not READY any more: another signed or cancelled it in the meantime. */
  setSigned(importId: string, signed: SignedInstruction): Promise<boolean> {
    const change = { state: 'SUBMITTING', signed: canonicalJson(signed), error: null } as const;
    return hasChanged(this.#change(this.#database, importId, change).where('state', '=', 'READY'));
  }

  /**
   * The ledger has the manifest: of a signature that is not known here, or of the second that it waited for. False where the job is
   * in that state no more.
   */
  goOn(importId: string, from: 'READY' | 'CONFIRMING'): Promise<boolean> {
    const change = { state: 'SUBMITTING', waits_until: null, error: null } as const;
    return hasChanged(this.#change(this.#database, importId, change).where('state', '=', from));
  }

  /** The ledger has the first of two signatures. */
  async leaveForSecond(importId: string, until: string): Promise<void> {
    const change = { state: 'CONFIRMING', waits_until: until, error: null } as const;
    await this.#change(this.#database, importId, change).where('state', '=', 'SUBMITTING').execute();
  }

  /** The ledger refused the manifest: it may be signed again, where it was not already. */
  async unsign(importId: string, signed: SignedInstruction, error: JobError): Promise<void> {
    const change = { state: 'READY', signed: null, error: errorText(error) } as const;
    await this.#change(this.#database, importId, change)
      .where('state', '=', 'SUBMITTING')
      .where('signed', '=', canonicalJson(signed))
      .execute();
  }

  finish(importId: string): Promise<void> {
    return this.#update(this.#database, importId, { state: 'DONE', error: null });
  }

  async #update(database: Kysely<JobTables>, importId: string, change: Change): Promise<void> {
    await this.#change(database, importId, change).execute();
  }

  #change(
    database: Kysely<JobTables>,
    importId: string,
    change: Change,
  ): UpdateQueryBuilder<JobTables, 'job', 'job', UpdateResult> {
    return database
      .updateTable('job')
      .set({ ...change, updated_at: this.#now() })
      .where('import_id', '=', importId);
  }
}

async function hasChanged(
  change: UpdateQueryBuilder<JobTables, 'job', 'job', UpdateResult>,
): Promise<boolean> {
  return (await change.executeTakeFirst()).numUpdatedRows > 0n;
}

function selectJobs(database: Kysely<JobTables>): SelectQueryBuilder<JobTables, 'job', StoredJob> {
  return database
    .selectFrom('job')
    .selectAll()
    .select((job) =>
      job
        .selectFrom('job_chunk')
        .select(sql<number>`count(*)`.as('count'))
        .whereRef('job_chunk.import_id', '=', 'job.import_id')
        .where('settled', '=', 1)
        .$asScalar()
        .$notNull()
        .as('chunks_done'),
    );
}

function errorText(error: JobError | undefined): string | null {
  return error === undefined ? null : JSON.stringify(error);
}
