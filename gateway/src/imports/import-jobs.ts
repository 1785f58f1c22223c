// SPDX-License-Identifier: Apache-2.0
import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { ImportView, Page, PreparedChunk, ReportRow } from '@unionid/domain/api';
import { canonicalJson, toBase64url } from '@unionid/domain/encoding';
import { DomainError } from '@unionid/domain/errors';
import { formatId, randomBytesOf } from '@unionid/domain/ids';
import type { SignedInstruction } from '@unionid/domain/instruction';
import { SEAL_KEY_BYTES } from '@unionid/domain/sm';
import { randomBytes } from '@unionid/domain/signing';
import type { Databases } from '../database/databases.js';
import type { PageRequest } from '../read-model/read-model.js';
import { CHUNK_ROWS } from './chunk-cursor.js';
import { assertMapping, readHeader } from './file-header.js';
import { IMPORT_LIMITS } from './import-limits.js';
import { ImportReader } from './import-reader.js';
import { ImportSubmitter } from './import-submitter.js';
import { groupOf, type ImportDependencies, type Pace } from './import-work.js';
import type { Imports, NewImport, RowOutcome } from './imports.js';
import { JobStore } from './job-store.js';
import { isFinished, manifestOf, preparedChunks, toImportView, type Job } from './job.js';
import { PauseClock } from './pause-clock.js';
import { RecentRecords } from './recent-records.js';
import { toReportRow } from './report-row.js';
import { removeSpool, SpoolReader, writeSpool } from './spool.js';
import { readTable } from './table/read-table.js';

export interface ImportJobsOptions extends Omit<
  ImportDependencies,
  'store' | 'recent' | 'batchRows' | 'chunkRows' | 'pace'
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
  /** Waiting times; tests shorten them. */
  readonly pace?: Partial<Pace>;
}

const PACE: Pace = { firstPauseMs: 500, longestPauseMs: 30_000, commitMs: 5_000, manifestMs: 10_000 };
const BATCH_ROWS = 500;
const DISCARD_BATCH = 500;

/** Opens the jobs of a gateway; `resume` takes up those that a crash or stop interrupted. */
export async function openImportJobs(options: ImportJobsOptions): Promise<Imports> {
  await mkdir(options.spoolFolder, { recursive: true, mode: 0o700 });
  const store = await JobStore.open(options);
  return new ImportJobs(options, store);
}

class ImportJobs implements Imports {
  readonly #options: ImportJobsOptions;
  readonly #store: JobStore;
  readonly #reader: ImportReader;
  readonly #submitter: ImportSubmitter;
  readonly #work: ImportDependencies;
  /** Jobs at work, with what stops them. */
  readonly #running = new Map<string, { readonly stop: AbortController; readonly end: Promise<void> }>();
  #closed = false;

  constructor(options: ImportJobsOptions, store: JobStore) {
    const { batchRows = BATCH_ROWS, chunkRows = CHUNK_ROWS } = options;
    this.#options = options;
    this.#store = store;
    const recent = new RecentRecords();
    this.#work = { ...options, store, recent, batchRows, chunkRows, pace: { ...PACE, ...options.pace } };
    this.#reader = new ImportReader(this.#work);
    this.#submitter = new ImportSubmitter(this.#work);
  }

  async start(request: NewImport): Promise<ImportView> {
    const { kind, mapping, actor, dryRun, fileName } = request;
    assertMapping(kind, mapping);
    const importId = formatId('manifest', randomBytes(randomBytesOf('manifest')));
    const spool = { file: this.#spoolFile(importId), key: randomBytes(SEAL_KEY_BYTES) };
    let isTaken = false;
    try {
      const { digest } = await writeSpool(spool, request.body, IMPORT_LIMITS.fileBytes);
      const { operatorId } = actor;
      const known = await this.#store.findByFile({ fileDigest: digest, operatorId, kind, dryRun });
      if (known !== undefined && isSameJob(known, request)) return toImportView(known);
      const header = await preflight(kind, await SpoolReader.open(spool));
      await this.#store.add({
        ...{ importId, kind, actor, fileName, mapping, dryRun },
        ...{ fileDigest: digest, spoolKey: spool.key, ignoredColumns: header.ignored },
      });
      isTaken = true;
    } finally {
      if (!isTaken) await removeSpool(spool.file);
    }
    this.#options.log.info({ importId, kind, dryRun }, 'import taken in');
    this.#drive(importId);
    return toImportView(await this.#get(importId));
  }

  async find(importId: string): Promise<ImportView | undefined> {
    const job = await this.#store.find(importId);
    return job && toImportView(job);
  }

  async scope(importId: string): Promise<{ readonly org: string; readonly operatorId: string } | undefined> {
    return (await this.#store.find(importId))?.actor;
  }

  async list(org: string, page: PageRequest): Promise<Page<ImportView>> {
    const { items, next } = await this.#store.list(org, page);
    return { items: items.map(toImportView), ...(next === undefined ? {} : { next }) };
  }

  async report(
    importId: string,
    page: PageRequest & { readonly outcome?: RowOutcome },
  ): Promise<Page<ReportRow>> {
    const { kind } = await this.#get(importId);
    const { items, next } = await this.#store.report(importId, page);
    return { items: items.map((row) => toReportRow(kind, row)), ...(next === undefined ? {} : { next }) };
  }

  async chunk(importId: string, index: number): Promise<PreparedChunk | undefined> {
    const job = await this.#store.find(importId);
    if (job === undefined || index >= preparedChunks(job)) return undefined;
    const rows = await this.#store.chunkRows(importId, index);
    if (rows.length === 0) return undefined;
    const identityIds = rows.map(({ identityId }) => identityId);
    const records =
      this.#work.recent.take(importId, identityIds) ?? (await this.#options.vault.read(identityIds));
    return {
      index,
      rows: rows.map(({ entry }) => JSON.parse(entry) as Record<string, unknown>),
      evidence: rows.map(({ row, identityId }) => {
        const record = records.get(identityId);
        if (record === undefined) throw new DomainError('NOT_FOUND');
        return { row, seed: toBase64url(record.seed), fields: { ...record.fields } };
      }),
    };
  }

  async approve(importId: string, signed: SignedInstruction): Promise<ImportView> {
    const job = await this.#get(importId);
    assertApprovable(job, signed);
    // The reader shows READY a moment before it has cleared its file away.
    if (job.state === 'READY') await this.#running.get(importId)?.end;
    if (job.signed === undefined) await this.#store.setSigned(importId, signed);
    try {
      const refusal = await this.#submitter.submitManifest(await this.#get(importId));
      if (refusal !== undefined) throw refusal;
    } finally {
      // Signed or given back: the job itself tells whether there is anything to go on with.
      this.#drive(importId);
    }
    return toImportView(await this.#get(importId));
  }

  async cancel(importId: string): Promise<ImportView> {
    const job = await this.#get(importId);
    if (job.state === 'SUBMITTING') throw new DomainError('CONFLICT', { state: job.state });
    if (isFinished(job)) return toImportView(job);
    await this.#halt(importId);
    // It may have come to its end, or been signed, while it was being halted.
    const { state } = await this.#get(importId);
    if (state === 'SUBMITTING') throw new DomainError('CONFLICT', { state });
    if (state === 'READING' || state === 'READY') await this.#stop(importId);
    return toImportView(await this.#get(importId));
  }

  async resume(): Promise<void> {
    await this.#removeStrays();
    for (const state of ['READING', 'SUBMITTING'] as const)
      for (const importId of await this.#store.inState(state)) this.#drive(importId);
  }

  async settled(): Promise<void> {
    await Promise.all([...this.#running.values()].map(({ end }) => end));
  }

  async close(): Promise<void> {
    this.#closed = true;
    await Promise.all([...this.#running.keys()].map((importId) => this.#halt(importId)));
    await this.#store.close();
  }

  /** Sees a job through reading or submitting, whichever it is at. */
  #drive(importId: string): void {
    if (this.#closed || this.#running.has(importId)) return;
    const stop = new AbortController();
    const end = this.#run(importId, new PauseClock(this.#work.pace, stop.signal)).finally(() => {
      this.#running.delete(importId);
      this.#work.recent.forget(importId);
    });
    this.#running.set(importId, { stop, end });
  }

  async #run(importId: string, clock: PauseClock): Promise<void> {
    const { log } = this.#options;
    while (!clock.isStopped()) {
      try {
        await this.#advanceOrFail(importId, clock);
        return;
      } catch (error) {
        if (clock.isStopped()) return;
        // Disk, database or a defect: the job stays where its last batch ended and says so.
        log.error({ importId, err: error }, 'import interrupted');
        await this.#store.setError(importId, { code: 'INTERNAL', details: {} }).catch(() => undefined);
        await clock.pause();
      }
    }
  }

  async #advanceOrFail(importId: string, clock: PauseClock): Promise<void> {
    try {
      await this.#advance(importId, clock);
    } catch (error) {
      if (clock.isStopped() || !(error instanceof DomainError) || !isFinal(error)) throw error;
      await this.#fail(importId, error);
    }
  }

  async #advance(importId: string, clock: PauseClock): Promise<void> {
    const job = await this.#get(importId);
    if (job.state === 'READING') await this.#read(job, clock);
    else if (job.state === 'SUBMITTING') await this.#submitter.submit(job, clock);
  }

  async #read(job: Job, clock: PauseClock): Promise<void> {
    const { importId, spoolKey } = job;
    if (spoolKey === undefined) throw new DomainError('INTERNAL');
    const file = this.#spoolFile(importId);
    await this.#reader.read(job, { file, key: spoolKey }, clock);
    if (!clock.isStopped()) await removeSpool(file);
  }

  async #fail(importId: string, { code, details }: DomainError): Promise<void> {
    this.#options.log.warn({ importId, code }, 'import failed');
    const job = await this.#get(importId);
    if (job.state === 'SUBMITTING') await this.#submitter.discardUnsent(job);
    else await this.#discardPrepared(importId);
    await this.#store.stop(importId, 'FAILED', { code, details });
    await removeSpool(this.#spoolFile(importId));
  }

  /** Nothing was signed, so nothing can be on its way: what was prepared is destroyed. */
  async #stop(importId: string): Promise<void> {
    await this.#store.stop(importId, 'CANCELLED');
    await this.#discardPrepared(importId);
    await removeSpool(this.#spoolFile(importId));
  }

  async #discardPrepared(importId: string): Promise<void> {
    const { vault } = this.#options;
    for (;;) {
      const found = await vault.pending({ groupPrefix: `${groupOf(importId)}/`, limit: DISCARD_BATCH });
      if (found.length === 0) return;
      await vault.discard(found.map(({ identityId }) => identityId));
    }
  }

  async #halt(importId: string): Promise<void> {
    const running = this.#running.get(importId);
    running?.stop.abort();
    await running?.end;
  }

  /** Files of jobs that a crash cut off before they were written down, or after they were read. */
  async #removeStrays(): Promise<void> {
    const reading = new Set((await this.#store.inState('READING')).map((id) => this.#spoolFile(id)));
    for (const name of await readdir(this.#options.spoolFolder)) {
      const file = join(this.#options.spoolFolder, name);
      if (!reading.has(file)) await removeSpool(file);
    }
  }

  async #get(importId: string): Promise<Job> {
    const job = await this.#store.find(importId);
    if (job === undefined) throw new DomainError('NOT_FOUND');
    return job;
  }

  #spoolFile(importId: string): string {
    return join(this.#options.spoolFolder, `${importId}.spool`);
  }
}

/** Header and first row, so that a wrong file is refused to whoever hands it in. */
async function preflight(
  kind: NewImport['kind'],
  spool: SpoolReader,
): Promise<{ readonly ignored: readonly string[] }> {
  const rows = readTable(spool);
  try {
    const header = await readHeader(kind, rows);
    if ((await rows.next()).done === true) throw new DomainError('FILE_EMPTY');
    return header;
  } finally {
    await rows.return(undefined);
    await spool.close();
  }
}

// A finished job of the same file is done anew: what it enrolled is found unchanged, what it refused gets its chance.
function isSameJob(known: Job, { mapping }: NewImport): boolean {
  return !isFinished(known) && canonicalJson(known.mapping) === canonicalJson(mapping);
}

function assertApprovable(job: Job, { instruction }: SignedInstruction): void {
  const manifest = manifestOf(job);
  const isOpen = job.state === 'READY' || job.signed?.instruction.instructionId === instruction.instructionId;
  if (manifest === undefined || !isOpen) throw new DomainError('CONFLICT', { state: job.state });
  const type = job.kind === 'members' ? 'person.import' : 'organisation.import';
  if (instruction.type !== type || canonicalJson(instruction.payload) !== canonicalJson(manifest))
    throw new DomainError('PARTS_MISMATCH', { reason: 'manifest' });
}

function isFinal({ code }: DomainError): boolean {
  return code !== 'LEDGER_UNAVAILABLE' && code !== 'INTERNAL' && code !== 'NOT_READY';
}
