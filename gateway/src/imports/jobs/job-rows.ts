// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod/mini';
import type { Page } from '@unionid/domain/api';
import { canonicalJson } from '@unionid/domain/encoding';
import type { ErrorCode } from '@unionid/domain/errors';
import type { Kysely } from 'kysely';
import { batchesOf } from '@unionid/domain/batches';
import type { PageRequest } from '../../read-model/read-model.js';
import { notesOfRow } from '../judge/hidden-rows.js';
import type { JudgedRow, RowNotes, RowOutcome } from '../judge/judged-row.js';
import { placeRow, type ChunkCursor } from './chunk-cursor.js';
import type { SettledRows } from './job-counts.js';
import type { JobRowTable, JobTables } from './job-schema.js';
import { notesText, parseNotes, withRefusal } from './row-notes-text.js';
import { ListCursor } from '../../read-model/shape/cursor.js';

/** A row as the report has it. */
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
  /** Canonical JSON of the ledger row. */
  readonly entry: string;
}

export interface ReportRequest extends PageRequest {
  readonly outcome?: RowOutcome;
}

/** What the ledger decided on the rows of a chunk: position → outcome and code. */
export interface ChunkSettlement {
  readonly chunk: number;
  readonly refused: readonly RefusedRow[];
}

export interface RefusedRow {
  readonly position: number;
  readonly outcome: RowOutcome;
  readonly code: ErrorCode;
}

/** Judged rows, and where the first prepared one goes. */
export interface RowsToPlace {
  readonly judged: readonly JudgedRow[];
  readonly chunkRows: number;
  readonly cursor: ChunkCursor;
}

/** Rows of one insert: nine values each, far below SQLite's 32,766 parameters. */
const INSERT_ROWS = 250;

const CURSOR = new ListCursor('report', z.tuple([z.int()]));

/** Table `job_row`: what was found of each row of the file, and what goes on the ledger of it. */
export class JobRows {
  readonly #database: Kysely<JobTables>;

  constructor(database: Kysely<JobTables>) {
    this.#database = database;
  }

  /** A page of the report, in the order of the file. */
  async page(importId: string, { outcome, ...page }: ReportRequest): Promise<Page<StoredRow>> {
    const [after] = CURSOR.after(page) ?? [0];
    let query = this.#database
      .selectFrom('job_row')
      .select(['row', 'outcome', 'identity_id', 'notes'])
      .where('import_id', '=', importId)
      .where('row', '>', after);
    if (outcome !== undefined) query = query.where('outcome', '=', outcome);
    const rows = await query
      .orderBy('row')
      .limit(page.limit + 1)
      .execute();
    return CURSOR.page(rows, page, {
      keyOf: ({ row }) => [row],
      toItem: ({ row, outcome: found, identity_id, notes }) => {
        const known = {
          identityId: identity_id ?? undefined,
          notes: notes === null ? undefined : parseNotes(notes),
        };
        return { row, outcome: found, ...known };
      },
    });
  }

  /** Prepared rows of a chunk in order. */
  async ofChunk(importId: string, chunk: number): Promise<readonly ChunkRow[]> {
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

  /** Which of these rows were found to be members of other unions. */
  async elsewhere(importId: string, rows: readonly number[]): Promise<ReadonlySet<number>> {
    const found = new Set<number>();
    for (const batch of batchesOf(rows, INSERT_ROWS)) {
      const known = await this.#database
        .selectFrom('job_row')
        .select('row')
        .where('import_id', '=', importId)
        .where('outcome', '=', 'elsewhere')
        .where('row', 'in', batch)
        .execute();
      for (const { row } of known) found.add(row);
    }
    return found;
  }

  /** Canonical JSON of every ledger row of a job on which nothing is decided yet. */
  async readyEntries(importId: string): Promise<readonly string[]> {
    const rows = await this.#database
      .selectFrom('job_row')
      .select('entry')
      .where('import_id', '=', importId)
      .where('outcome', '=', 'ready')
      .where('entry', 'is not', null)
      .execute();
    return rows.flatMap(({ entry }) => entry ?? []);
  }

  /** Writes rows down, those that are prepared into their chunks; answers how many these are, and where the next one goes. */
  async add(
    transaction: Kysely<JobTables>,
    importId: string,
    rows: RowsToPlace,
  ): Promise<{ readonly entries: number; readonly cursor: ChunkCursor }> {
    const placed = placeRows(importId, rows);
    for (const batch of batchesOf(placed.rows, INSERT_ROWS))
      await transaction.insertInto('job_row').values(batch).execute();
    return placed;
  }

  /** Writes down what the ledger decided on a chunk; answers how many rows came to what. */
  async settle(
    transaction: Kysely<JobTables>,
    importId: string,
    { chunk, refused }: ChunkSettlement,
  ): Promise<readonly SettledRows[]> {
    const settled: SettledRows[] = [];
    for (const refusal of refused) {
      const rows = await refuseRows(transaction, { importId, chunk, ...refusal });
      settled.push({ outcome: refusal.outcome, rows });
    }
    const { numUpdatedRows } = await transaction
      .updateTable('job_row')
      .set({ outcome: 'done' })
      .where('import_id', '=', importId)
      .where('chunk', '=', chunk)
      .where('outcome', '=', 'ready')
      .executeTakeFirst();
    return [...settled, { outcome: 'done', rows: Number(numUpdatedRows) }];
  }
}

function placeRows(
  importId: string,
  { judged, chunkRows, cursor: start }: RowsToPlace,
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
  const { rows, outcome, identityId = null, personKey = null } = judged;
  return rows.map((row, index) => ({
    import_id: importId,
    row,
    outcome,
    identity_id: identityId,
    person_key: personKey,
    notes: notesText(notesOfRow(judged, row)),
    chunk: place?.chunk ?? null,
    position: place?.position ?? null,
    entry: place !== undefined && index === 0 ? place.entry : null,
  }));
}

/** Several rows may share a place: each keeps what was said of it, but for its problems. */
async function refuseRows(
  transaction: Kysely<JobTables>,
  {
    importId,
    chunk,
    position,
    outcome,
    code,
  }: RefusedRow & { readonly importId: string; readonly chunk: number },
): Promise<number> {
  const rows = await transaction
    .selectFrom('job_row')
    .select(['row', 'notes'])
    .where('import_id', '=', importId)
    .where('chunk', '=', chunk)
    .where('position', '=', position)
    .execute();
  for (const { row, notes } of rows)
    await transaction
      .updateTable('job_row')
      .set({ outcome, notes: withRefusal(notes, code) })
      .where('import_id', '=', importId)
      .where('row', '=', row)
      .execute();
  return rows.length;
}
