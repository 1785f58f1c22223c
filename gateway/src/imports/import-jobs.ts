// SPDX-License-Identifier: Apache-2.0
import type { ImportView, Page, PreparedChunk, ReportRow } from '@unionid/domain/api';
import type { SignedInstruction } from '@unionid/domain/instruction';
import type { Databases } from '../database/databases.js';
import type { PageRequest } from '../read-model/read-model.js';
import { approve, cancel, type DecisionParts } from './drive/decide.js';
import { ImportSubmitter } from './drive/import-submitter.js';
import type { ImportDependencies, Pace } from './drive/import-work.js';
import { JobRunner } from './drive/job-runner.js';
import { takeIn } from './drive/take-in.js';
import type { Imports, NewImport, OwnedImport, ReportRequest } from './imports.js';
import { CHUNK_ROWS } from './jobs/chunk-cursor.js';
import { JobStore } from './jobs/job-store.js';
import { toImportView } from './jobs/job.js';
import { RecentRecords } from './jobs/recent-records.js';
import { SpoolFolder } from './jobs/spool-folder.js';
import { TableReaders } from './reading/table-readers.js';
import { readPreparedChunk } from './report/prepared-chunk.js';
import { toReportRow } from './report/report-row.js';

export interface ImportJobsOptions extends Omit<
  ImportDependencies,
  'store' | 'spools' | 'recent' | 'readers' | 'batchRows' | 'chunkRows' | 'pace'
> {
  readonly databases: Databases;
  /** Folder of the uploaded files while they are being read. */
  readonly spoolFolder: string;
  /** The province's key. */
  readonly vaultKey: Uint8Array;
  /** Rows of a batch; 500 by default. */
  readonly batchRows?: number;
  /** Rows of a chunk; {@link CHUNK_ROWS} by default. */
  readonly chunkRows?: number;
  /** Processes that read files; tests limit them more. */
  readonly readers?: TableReaders;
  /** Waiting times; tests shorten them. */
  readonly pace?: Partial<Pace>;
}

const PACE: Pace = { firstPauseMs: 500, longestPauseMs: 30_000, commitMs: 5_000, manifestMs: 10_000 };
const BATCH_ROWS = 500;

/** Opens the jobs of a gateway; `resume` takes up those that a crash or stop interrupted. */
export async function openImportJobs({
  databases,
  vaultKey,
  spoolFolder,
  batchRows = BATCH_ROWS,
  chunkRows = CHUNK_ROWS,
  readers = new TableReaders(),
  pace,
  ...others
}: ImportJobsOptions): Promise<Imports> {
  return new ImportJobs({
    ...{ ...others, batchRows, chunkRows },
    spools: await SpoolFolder.open(spoolFolder),
    store: await JobStore.open({ databases, vaultKey, now: others.now }),
    recent: new RecentRecords(),
    readers,
    pace: { ...PACE, ...pace },
  });
}

/** Puts the rooms together: jobs keep, drive works, report tells. */
class ImportJobs implements Imports {
  readonly #work: ImportDependencies;
  readonly #parts: DecisionParts;

  constructor(work: ImportDependencies) {
    const submitter = new ImportSubmitter(work);
    this.#work = work;
    this.#parts = { work, submitter, runner: new JobRunner(work, submitter) };
  }

  async start(request: NewImport): Promise<ImportView> {
    const { importId, isNew } = await takeIn(this.#work, request);
    if (isNew) {
      const { kind, dryRun } = request;
      this.#work.log.info({ importId, kind, dryRun }, 'import taken in');
      this.#parts.runner.drive(importId);
    }
    return this.#view(importId);
  }

  async find(importId: string): Promise<ImportView | undefined> {
    const job = await this.#work.store.jobs.find(importId);
    return job && toImportView(job);
  }

  async findOwned(importId: string): Promise<OwnedImport | undefined> {
    const job = await this.#work.store.jobs.find(importId);
    return job && { view: toImportView(job), org: job.actor.org, operatorId: job.actor.operatorId };
  }

  async list(org: string, page: PageRequest): Promise<Page<ImportView>> {
    const { items, ...rest } = await this.#work.store.jobs.list(org, page);
    return { items: items.map(toImportView), ...rest };
  }

  async report(importId: string, page: ReportRequest): Promise<Page<ReportRow>> {
    const { store } = this.#work;
    const job = await store.jobs.get(importId);
    const { items, ...rest } = await store.rows.page(importId, page);
    return { items: items.map((row) => toReportRow(job, row)), ...rest };
  }

  chunk(importId: string, index: number): Promise<PreparedChunk | undefined> {
    return readPreparedChunk(this.#work, importId, index);
  }

  async approve(importId: string, signed: SignedInstruction): Promise<ImportView> {
    await approve(this.#parts, importId, signed);
    return this.#view(importId);
  }

  async cancel(importId: string): Promise<ImportView> {
    await cancel(this.#parts, importId);
    return this.#view(importId);
  }

  resume(): Promise<void> {
    return this.#parts.runner.resume();
  }

  tidy(): Promise<void> {
    return this.#parts.runner.tidy();
  }

  settled(): Promise<void> {
    return this.#parts.runner.allSettled();
  }

  async close(): Promise<void> {
    await this.#parts.runner.close();
    this.#work.readers.close();
    await this.#work.store.close();
  }

  async #view(importId: string): Promise<ImportView> {
    return toImportView(await this.#work.store.jobs.get(importId));
  }
}
