// SPDX-License-Identifier: Apache-2.0
import type { ImportCounts, ImportKind, ImportState, Page } from '@unionid/domain/api';
import { canonicalBytes, canonicalJson, decodeUtf8, encodeUtf8 } from '@unionid/domain/encoding';
import type { ErrorCode, ErrorDetails } from '@unionid/domain/errors';
import type { ColumnMapping } from '@unionid/domain/forms';
import type { SignedInstruction } from '@unionid/domain/instruction';
import { hmacSm3, openSm4 } from '@unionid/domain/sm';
import { sealWithFreshIv } from '@unionid/domain/signing';
import { sql, type Kysely, type Selectable, type Transaction } from 'kysely';
import type { ComponentDatabase, Databases } from '../database/databases.js';
import type { PageRequest } from '../read-model/read-model.js';
import { FIRST_CHUNK, placeRow, type ChunkCursor } from './chunk-cursor.js';
import { JOB_MIGRATIONS, type JobRowTable, type JobTable, type JobTables } from './job-schema.js';
import { NO_COUNTS, type Job } from './job.js';
import type { JudgedRow, Problem, RowNotes, RowOutcome } from './judged-row.js';

export interface JobStoreOptions {
  readonly databases: Databases;
  /** The province's key; the store's own is made of it. */
  readonly vaultKey: Uint8Array;
  readonly now: () => number;
}

export interface NewJob {
  readonly importId: string;
  readonly kind: ImportKind;
  readonly actor: Job['actor'];
  readonly fileName: string;
  readonly fileDigest: string;
  readonly mapping: ColumnMapping;
  readonly dryRun: boolean;
  readonly spoolKey: Uint8Array;
  readonly ignoredColumns: readonly string[];
}

/** What a finished batch of rows adds to its job. */
export interface FinishedBatch {
  readonly judged: readonly JudgedRow[];
  /** Digests of the persons in it, with their rows. */
  readonly persons: ReadonlyMap<string, number>;
  readonly lastRow: number;
  readonly chunkRows: number;
}

/** A stored row. */
export interface StoredRow {
  readonly row: number;
  readonly outcome: RowOutcome;
  readonly identityId: string | undefined;
  readonly notes: RowNotes | undefined;
}

/** A prepared row of a chunk. */
export interface ChunkRow {
  readonly row: number;
  readonly identityId: string;
  readonly entry: string;
}

/** What the ledger decided on the rows of a chunk: position → outcome and code. */
export interface ChunkSettlement {
  readonly chunk: number;
  readonly refused: readonly {
    readonly position: number;
    readonly outcome: RowOutcome;
    readonly code: ErrorCode;
  }[];
}

const BATCH = 500;
/** Rows of one insert: nine values each, far below SQLite's 32,766 parameters. */
const INSERT_ROWS = 250;

/** Keeps import jobs so that any of them goes on after a crash exactly where its last batch ended. */
export class JobStore {
  readonly #store: ComponentDatabase<JobTables>;
  readonly #database: Kysely<JobTables>;
  readonly #key: Uint8Array;
  readonly #now: () => number;

  private constructor(store: ComponentDatabase<JobTables>, { vaultKey, now }: JobStoreOptions) {
    this.#store = store;
    this.#database = store.db;
    this.#key = hmacSm3(vaultKey, encodeUtf8('unionid/imports/v1'));
    this.#now = now;
  }

  static async open(options: JobStoreOptions): Promise<JobStore> {
    const component = { name: 'imports', migrations: JOB_MIGRATIONS } as const;
    return new JobStore(await options.databases.open(component), options);
  }

  async add(job: NewJob): Promise<void> {
    const { importId, kind, actor, fileDigest, dryRun, fileName, mapping, spoolKey } = job;
    const now = this.#now();
    await this.#database
      .insertInto('job')
      .values({
        import_id: importId,
        kind,
        state: 'READING',
        operator_id: actor.operatorId,
        org: actor.org,
        province: actor.province,
        file_digest: fileDigest,
        dry_run: Number(dryRun),
        sealed_settings: this.#seal(importId, canonicalBytes({ fileName, mapping })),
        sealed_spool_key: this.#seal(importId, spoolKey),
        created_at: now,
        updated_at: now,
        last_row: 0,
        batches: 0,
        counts: JSON.stringify(NO_COUNTS),
        entries: 0,
        cursor: JSON.stringify(FIRST_CHUNK),
        root: null,
        signed: null,
        error: null,
        ignored_columns: JSON.stringify(job.ignoredColumns),
      })
      .execute();
  }

  async find(importId: string): Promise<Job | undefined> {
    const row = await this.#database
      .selectFrom('job')
      .selectAll()
      .where('import_id', '=', importId)
      .executeTakeFirst();
    return row && this.#toJob(row, await this.#chunksDone(importId));
  }

  /** The newest job of the same file by the same operator. */
  async findByFile(wanted: {
    readonly fileDigest: string;
    readonly operatorId: string;
    readonly kind: ImportKind;
    readonly dryRun: boolean;
  }): Promise<Job | undefined> {
    const row = await this.#database
      .selectFrom('job')
      .select('import_id')
      .where('file_digest', '=', wanted.fileDigest)
      .where('operator_id', '=', wanted.operatorId)
      .where('kind', '=', wanted.kind)
      .where('dry_run', '=', Number(wanted.dryRun))
      .orderBy('created_at', 'desc')
      .executeTakeFirst();
    return row && this.find(row.import_id);
  }

  /** Newest first. */
  async list(org: string, { limit, cursor }: PageRequest): Promise<Page<Job>> {
    let query = this.#database.selectFrom('job').selectAll().where('org', '=', org);
    if (cursor !== undefined) {
      const [createdAt = '', importId = ''] = cursor.split('.');
      query = query.where(sql<boolean>`(created_at, import_id) < (${Number(createdAt)}, ${importId})`);
    }
    const rows = await query
      .orderBy('created_at', 'desc')
      .orderBy('import_id', 'desc')
      .limit(limit + 1)
      .execute();
    const shown = rows.slice(0, limit);
    const items = await Promise.all(
      shown.map(async (row) => this.#toJob(row, await this.#chunksDone(row.import_id))),
    );
    const last = shown.at(-1);
    return rows.length > limit && last !== undefined
      ? { items, next: `${String(last.created_at)}.${last.import_id}` }
      : { items };
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

  /** Rows of the file in which these persons stood before: digest (hex) → row. */
  async seenPersons(importId: string, persons: readonly string[]): Promise<ReadonlyMap<string, number>> {
    const seen = new Map<string, number>();
    for (let start = 0; start < persons.length; start += BATCH) {
      const rows = await this.#database
        .selectFrom('job_person')
        .select(['person', 'row'])
        .where('import_id', '=', importId)
        .where(
          'person',
          'in',
          persons.slice(start, start + BATCH).map((person) => Buffer.from(person, 'hex')),
        )
        .execute();
      for (const { person, row } of rows) seen.set(Buffer.from(person).toString('hex'), row);
    }
    return seen;
  }

  /** Adds a batch to its job, all or nothing: the next start reads on after `lastRow`. */
  async finishBatch(importId: string, batch: FinishedBatch): Promise<void> {
    await this.#database.transaction().execute(async (transaction) => {
      const job = await this.#lock(transaction, importId);
      const placed = placeRows(importId, batch, JSON.parse(job.cursor) as ChunkCursor);
      for (let start = 0; start < placed.rows.length; start += INSERT_ROWS)
        await transaction
          .insertInto('job_row')
          .values(placed.rows.slice(start, start + INSERT_ROWS))
          .execute();
      await addPersons(transaction, importId, batch.persons);
      await this.#update(transaction, importId, {
        last_row: batch.lastRow,
        batches: job.batches + 1,
        counts: JSON.stringify(addCounts(JSON.parse(job.counts) as ImportCounts, batch.judged)),
        entries: job.entries + placed.entries,
        cursor: JSON.stringify(placed.cursor),
        error: null,
      });
    });
  }

  /** Ends the reading: chunks and root stand, the file's key and the list of its persons are destroyed. */
  async finishReading(
    importId: string,
    end: { readonly leaves: readonly Uint8Array[]; readonly root: string; readonly state: 'READY' | 'DONE' },
  ): Promise<void> {
    await this.#database.transaction().execute(async (transaction) => {
      const chunks = end.leaves.map((leaf, chunk) => ({ import_id: importId, chunk, leaf, settled: 0 }));
      for (let start = 0; start < chunks.length; start += BATCH)
        await transaction
          .insertInto('job_chunk')
          .values(chunks.slice(start, start + BATCH))
          .execute();
      await this.#forgetFile(transaction, importId);
      await this.#update(transaction, importId, { state: end.state, root: end.root, error: null });
    });
    await this.#store.scrub('job', 'job_person');
  }

  /** Ends or cancels a job before anything was signed, or fails it. */
  async stop(
    importId: string,
    state: 'CANCELLED' | 'FAILED',
    error?: { readonly code: ErrorCode; readonly details: ErrorDetails },
  ): Promise<void> {
    await this.#database.transaction().execute(async (transaction) => {
      await this.#forgetFile(transaction, importId);
      await this.#update(transaction, importId, {
        state,
        error: error === undefined ? null : JSON.stringify(error),
      });
    });
    await this.#store.scrub('job', 'job_person');
  }

  async setError(
    importId: string,
    error: { readonly code: ErrorCode; readonly details: ErrorDetails } | undefined,
  ): Promise<void> {
    await this.#update(this.#database, importId, {
      error: error === undefined ? null : JSON.stringify(error),
    });
  }

  async setSigned(importId: string, signed: SignedInstruction): Promise<void> {
    await this.#update(this.#database, importId, {
      state: 'SUBMITTING',
      signed: canonicalJson(signed),
      error: null,
    });
  }

  /** The ledger refused the manifest: it may be signed again. */
  async unsign(
    importId: string,
    error: { readonly code: ErrorCode; readonly details: ErrorDetails },
  ): Promise<void> {
    await this.#update(this.#database, importId, {
      state: 'READY',
      signed: null,
      error: JSON.stringify(error),
    });
  }

  async finish(importId: string): Promise<void> {
    await this.#update(this.#database, importId, { state: 'DONE', error: null });
  }

  /** Prepared rows of a chunk in order. */
  async chunkRows(importId: string, chunk: number): Promise<readonly ChunkRow[]> {
    const rows = await this.#database
      .selectFrom('job_row')
      .select(['row', 'identity_id', 'entry'])
      .where('import_id', '=', importId)
      .where('chunk', '=', chunk)
      .where('entry', 'is not', null)
      .orderBy('position')
      .execute();
    return rows.map(({ row, identity_id, entry }) => ({
      row,
      identityId: identity_id ?? '',
      entry: entry ?? '',
    }));
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

  async openChunks(importId: string): Promise<readonly number[]> {
    const rows = await this.#database
      .selectFrom('job_chunk')
      .select('chunk')
      .where('import_id', '=', importId)
      .where('settled', '=', 0)
      .orderBy('chunk')
      .execute();
    return rows.map(({ chunk }) => chunk);
  }

  /** Writes what the ledger decided, once. */
  async settleChunk(importId: string, { chunk, refused }: ChunkSettlement): Promise<void> {
    await this.#database.transaction().execute(async (transaction) => {
      const { numUpdatedRows } = await transaction
        .updateTable('job_chunk')
        .set({ settled: 1 })
        .where('import_id', '=', importId)
        .where('chunk', '=', chunk)
        .where('settled', '=', 0)
        .executeTakeFirst();
      if (numUpdatedRows === 0n) return;
      const settled: { readonly outcome: RowOutcome; readonly rows: bigint }[] = [];
      for (const refusal of refused) {
        const rows = await refuseRows(transaction, { importId, chunk, ...refusal });
        settled.push({ outcome: refusal.outcome, rows });
      }
      const enrolled = await transaction
        .updateTable('job_row')
        .set({ outcome: 'done' })
        .where('import_id', '=', importId)
        .where('chunk', '=', chunk)
        .where('outcome', '=', 'ready')
        .executeTakeFirst();
      settled.push({ outcome: 'done', rows: enrolled.numUpdatedRows });
      await this.#count(transaction, importId, settled);
    });
  }

  async report(
    importId: string,
    { limit, cursor, outcome }: PageRequest & { readonly outcome?: RowOutcome },
  ): Promise<Page<StoredRow>> {
    let query = this.#database
      .selectFrom('job_row')
      .select(['row', 'outcome', 'identity_id', 'notes'])
      .where('import_id', '=', importId)
      .where('row', '>', Number(cursor ?? 0));
    if (outcome !== undefined) query = query.where('outcome', '=', outcome);
    const rows = await query
      .orderBy('row')
      .limit(limit + 1)
      .execute();
    const items = rows.slice(0, limit).map((row) => ({
      row: row.row,
      outcome: row.outcome,
      identityId: row.identity_id ?? undefined,
      notes: row.notes === null ? undefined : parseNotes(row.notes),
    }));
    const last = items.at(-1);
    return rows.length > limit && last !== undefined ? { items, next: String(last.row) } : { items };
  }

  close(): Promise<void> {
    return this.#store.close();
  }

  async #chunksDone(importId: string): Promise<number> {
    const { done } = await this.#database
      .selectFrom('job_chunk')
      .select(sql<number>`count(*)`.as('done'))
      .where('import_id', '=', importId)
      .where('settled', '=', 1)
      .executeTakeFirstOrThrow();
    return done;
  }

  // In SQLite a transaction has its connection to itself; in PostgreSQL others wait for the row.
  #lock(transaction: Transaction<JobTables>, importId: string): Promise<Selectable<JobTable>> {
    return transaction
      .selectFrom('job')
      .selectAll()
      .where('import_id', '=', importId)
      .$if(this.#store.dialect === 'postgres', (query) => query.forUpdate())
      .executeTakeFirstOrThrow();
  }

  async #update(
    database: Kysely<JobTables>,
    importId: string,
    change: Partial<Omit<JobTable, 'import_id'>>,
  ): Promise<void> {
    await database
      .updateTable('job')
      .set({ ...change, updated_at: this.#now() })
      .where('import_id', '=', importId)
      .execute();
  }

  async #forgetFile(transaction: Transaction<JobTables>, importId: string): Promise<void> {
    await transaction.deleteFrom('job_person').where('import_id', '=', importId).execute();
    await this.#update(transaction, importId, { sealed_spool_key: null });
  }

  async #count(
    transaction: Transaction<JobTables>,
    importId: string,
    settled: readonly { readonly outcome: RowOutcome; readonly rows: bigint }[],
  ): Promise<void> {
    const job = await this.#lock(transaction, importId);
    const counts = JSON.parse(job.counts) as Record<keyof ImportCounts, number>;
    for (const { outcome, rows } of settled) {
      counts.submitted += Number(rows);
      if (outcome === 'done' || outcome === 'unchanged' || outcome === 'elsewhere')
        counts[outcome] += Number(rows);
      else counts.refused += Number(rows);
    }
    await this.#update(transaction, importId, { counts: JSON.stringify(counts) });
  }

  #toJob(row: Selectable<JobTable>, chunksDone: number): Job {
    const { import_id: importId, sealed_spool_key: sealedKey } = row;
    const settings = JSON.parse(decodeUtf8(this.#open(importId, row.sealed_settings))) as Pick<
      Job,
      'fileName' | 'mapping'
    >;
    return {
      importId,
      kind: row.kind,
      state: row.state,
      actor: { operatorId: row.operator_id, org: row.org, province: row.province },
      fileDigest: row.file_digest,
      dryRun: row.dry_run === 1,
      ...settings,
      spoolKey: sealedKey === null ? undefined : this.#open(importId, sealedKey),
      createdAt: row.created_at,
      updatedAt: row.updated_at,
      lastRow: row.last_row,
      batches: row.batches,
      counts: JSON.parse(row.counts) as ImportCounts,
      entries: row.entries,
      cursor: JSON.parse(row.cursor) as ChunkCursor,
      chunksDone,
      root: row.root ?? undefined,
      signed: parsed(row.signed) as SignedInstruction | undefined,
      error: parsed(row.error) as Job['error'],
      ignoredColumns: JSON.parse(row.ignored_columns) as string[],
    };
  }

  #seal(importId: string, plaintext: Uint8Array): Uint8Array {
    return sealWithFreshIv({ key: this.#key, plaintext, aad: encodeUtf8(importId) });
  }

  #open(importId: string, sealed: Uint8Array): Uint8Array {
    return openSm4({ key: this.#key, sealed, aad: encodeUtf8(importId) });
  }
}

function placeRows(
  importId: string,
  { judged, chunkRows }: FinishedBatch,
  start: ChunkCursor,
): { readonly rows: JobRowTable[]; readonly entries: number; readonly cursor: ChunkCursor } {
  const rows: JobRowTable[] = [];
  let cursor = start;
  let entries = 0;
  for (const one of judged) {
    if (one.prepared === undefined) {
      rows.push(...toTableRows(importId, one));
      continue;
    }
    const entry = canonicalJson(one.prepared.entry);
    const { chunk, position, next } = placeRow(cursor, entry.length, chunkRows);
    rows.push(...toTableRows(importId, one, { chunk, position, entry }));
    cursor = next;
    entries += 1;
  }
  return { rows, entries, cursor };
}

interface Place {
  readonly chunk: number;
  readonly position: number;
  readonly entry: string;
}

/** Where several rows make one union, all share its place and the first has its entry. */
function toTableRows(importId: string, judged: JudgedRow, place?: Place): JobRowTable[] {
  const { rows, outcome, identityId = null, personKey = null, notes } = judged;
  return rows.map((row, index) => ({
    import_id: importId,
    row,
    outcome,
    identity_id: identityId,
    person_key: personKey,
    notes: notesText(notes),
    chunk: place?.chunk ?? null,
    position: place?.position ?? null,
    entry: place !== undefined && index === 0 ? place.entry : null,
  }));
}

async function addPersons(
  transaction: Transaction<JobTables>,
  importId: string,
  persons: ReadonlyMap<string, number>,
): Promise<void> {
  const rows = [...persons].map(([person, row]) => ({
    import_id: importId,
    person: Buffer.from(person, 'hex'),
    row,
  }));
  for (let start = 0; start < rows.length; start += BATCH)
    await transaction
      .insertInto('job_person')
      .values(rows.slice(start, start + BATCH))
      .execute();
}

interface Refusal {
  readonly importId: string;
  readonly chunk: number;
  readonly position: number;
  readonly outcome: RowOutcome;
  readonly code: ErrorCode;
}

/** Several rows may share a place: each keeps what was said of it, but for its problems. */
async function refuseRows(
  transaction: Transaction<JobTables>,
  { importId, chunk, position, outcome, code }: Refusal,
): Promise<bigint> {
  const rows = await transaction
    .selectFrom('job_row')
    .select(['row', 'notes'])
    .where('import_id', '=', importId)
    .where('chunk', '=', chunk)
    .where('position', '=', position)
    .execute();
  for (const { row, notes } of rows) {
    const problems = [{ code, column: '', details: {} }];
    await transaction
      .updateTable('job_row')
      .set({ outcome, notes: JSON.stringify({ ...(notes !== null && parseNotes(notes)), problems }) })
      .where('import_id', '=', importId)
      .where('row', '=', row)
      .execute();
  }
  return BigInt(rows.length);
}

function addCounts(counts: ImportCounts, judged: readonly JudgedRow[]): ImportCounts {
  const sum: Record<keyof ImportCounts, number> = { ...counts };
  for (const { rows, outcome, notes } of judged) {
    sum.rows += rows.length;
    if (notes.fixes.length > 0) sum.fixed += rows.length;
    if (outcome === 'ready' || outcome === 'bad' || outcome === 'unchanged' || outcome === 'elsewhere')
      sum[outcome] += rows.length;
  }
  return sum;
}

// Most rows have nothing to say: no text then, which a million times over is a third of the file.
function notesText({ problems, fixes, warnings }: RowNotes): string | null {
  if (problems.length + fixes.length + warnings.length === 0) return null;
  return JSON.stringify({ problems: problems.map(withoutAllowed), fixes, warnings });
}

// The values of a column's table are looked up when the report is written.
function withoutAllowed(problem: Problem): Problem {
  return problem.code === 'VALUE_NOT_ALLOWED' ? { ...problem, details: {} } : problem;
}

function parseNotes(text: string): RowNotes {
  return { problems: [], fixes: [], warnings: [], ...(JSON.parse(text) as Partial<RowNotes>) };
}

function parsed(text: string | null): unknown {
  return text === null ? undefined : JSON.parse(text);
}
