// SPDX-License-Identifier: Apache-2.0
import { NO_IMPORT_COUNTS, type ImportCounts } from '@unionid/domain/api';
import { canonicalBytes, decodeUtf8 } from '@unionid/domain/encoding';
import type { ColumnMapping, ImportKind } from '@unionid/domain/forms';
import type { SignedInstruction } from '@unionid/domain/instruction';
import type { Selectable } from 'kysely';
import { FIRST_CHUNK, type ChunkCursor } from './chunk-cursor.js';
import type { JobTable } from './job-schema.js';
import type { JobSeal } from './job-seal.js';
import type { FileLayout, Job } from './job.js';

export interface NewJob {
  readonly importId: string;
  readonly kind: ImportKind;
  readonly actor: Job['actor'];
  readonly fileName: string;
  readonly fileDigest: string;
  readonly mapping: ColumnMapping;
  readonly evidence: string;
  readonly sides: Job['sides'];
  readonly asks: Job['asks'];
  readonly terms: Job['terms'];
  readonly plan: Job['plan'];
  readonly dryRun: boolean;
  readonly spoolKey: Uint8Array;
  readonly ignoredColumns: readonly string[];
  readonly layout: FileLayout;
}

/** Of a job of before layouts were kept. */
const FIRST_ROW: FileLayout = { headerRow: 1, sheets: [] };

/** A row of table `job`, with what is counted beside it. */
export type StoredJob = Selectable<JobTable> & { readonly chunks_done: number };

type Settings = Pick<Job, 'fileName' | 'mapping' | 'layout' | 'evidence'> &
  Partial<Pick<Job, 'sides' | 'asks' | 'terms' | 'plan'>>;

/** The row of a job that was just taken in. */
export function newJobRow(job: NewJob, seal: JobSeal, now: number): JobTable {
  const { importId, kind, actor, fileDigest, dryRun, fileName, mapping, evidence, layout, spoolKey } = job;
  const { sides, asks, terms, plan } = job;
  const settings: Settings = {
    ...{ fileName, mapping, evidence, layout },
    ...(sides !== undefined && { sides }),
    ...(asks !== undefined && { asks }),
    ...(terms !== undefined && { terms }),
    ...(plan !== undefined && { plan }),
  };
  return {
    import_id: importId,
    kind,
    state: 'READING',
    operator_id: actor.operatorId,
    org: actor.org,
    province: actor.province,
    file_digest: fileDigest,
    dry_run: Number(dryRun),
    sealed_settings: seal.seal(importId, canonicalBytes(settings)),
    sealed_spool_key: seal.seal(importId, spoolKey),
    created_at: now,
    updated_at: now,
    last_row: 0,
    batches: 0,
    counts: JSON.stringify(NO_IMPORT_COUNTS),
    entries: 0,
    fen: 0,
    cursor: JSON.stringify(FIRST_CHUNK),
    root: null,
    signed: null,
    waits_until: null,
    error: null,
    ignored_columns: JSON.stringify(job.ignoredColumns),
  };
}

export function toJob(row: StoredJob, seal: JobSeal): Job {
  const { import_id: importId, sealed_spool_key: sealedKey } = row;
  const settings = JSON.parse(decodeUtf8(seal.open(importId, row.sealed_settings))) as Omit<
    Settings,
    'layout' | 'evidence'
  > &
    Partial<Settings>;
  return {
    importId,
    kind: row.kind,
    state: row.state,
    actor: { operatorId: row.operator_id, org: row.org, province: row.province },
    fileDigest: row.file_digest,
    dryRun: row.dry_run === 1,
    ...{ layout: FIRST_ROW, evidence: '', sides: undefined, asks: undefined },
    ...{ terms: undefined, plan: undefined, ...settings },
    spoolKey: sealedKey === null ? undefined : seal.open(importId, sealedKey),
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    lastRow: row.last_row,
    batches: row.batches,
    counts: { ...NO_IMPORT_COUNTS, ...(JSON.parse(row.counts) as Partial<ImportCounts>) },
    entries: row.entries,
    fen: row.fen,
    cursor: JSON.parse(row.cursor) as ChunkCursor,
    chunksDone: row.chunks_done,
    root: row.root ?? undefined,
    signed: parsed(row.signed) as SignedInstruction | undefined,
    waitsUntil: row.waits_until ?? undefined,
    error: parsed(row.error) as Job['error'],
    ignoredColumns: JSON.parse(row.ignored_columns) as string[],
  };
}

function parsed(text: string | null): unknown {
  return text === null ? undefined : JSON.parse(text);
}
