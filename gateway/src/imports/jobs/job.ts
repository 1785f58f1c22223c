// SPDX-License-Identifier: Apache-2.0
import type { ImportCounts, ImportState, ImportView } from '@unionid/domain/api';
import type { ErrorCode, ErrorDetails } from '@unionid/domain/errors';
import type { ColumnMapping, ImportKind } from '@unionid/domain/forms';
import type { BatchSides, TransferEvidence } from '@unionid/domain/ledger';
import type { SignedInstruction } from '@unionid/domain/instruction';
import type { PlanTerms } from '@unionid/domain/plan';
import type { SheetNote } from '@unionid/domain/table';
import { timestampAt } from '@unionid/domain/values';
import { chunkCount, type ChunkCursor } from './chunk-cursor.js';

/** What holds a job up or ended it. */
export interface JobError {
  readonly code: ErrorCode;
  readonly details: ErrorDetails;
}

/** Where in the file its rows stand. */
export interface FileLayout {
  /** Rows above are a title. */
  readonly headerRow: number;
  /** Of a spreadsheet, each with what becomes of it. */
  readonly sheets: readonly SheetNote[];
}

/** A job as its store keeps it. */
export interface Job {
  readonly importId: string;
  readonly kind: ImportKind;
  readonly state: ImportState;
  readonly actor: { readonly operatorId: string; readonly org: string; readonly province: string };
  readonly fileDigest: string;
  readonly dryRun: boolean;
  readonly fileName: string;
  readonly mapping: ColumnMapping;
  /** SM3 of the document that the list itself is, base64url; '' of a kind that needs none. */
  readonly evidence: string;
  /** Between which unions members are to move, of a list that says so. */
  readonly sides: Pick<BatchSides, 'from' | 'to'> | undefined;
  /** Of requests: by what kind of evidence, and which import of members has found whom they are for. */
  readonly asks: { readonly source: string; readonly kind: TransferEvidence } | undefined;
  /** By which terms payees are granted, of a list that says so. */
  readonly terms: PlanTerms | undefined;
  /** The plan about whose items a list is, of one that says so. */
  readonly plan: string | undefined;
  /** Of the spool; undefined once the file is read. */
  readonly spoolKey: Uint8Array | undefined;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly lastRow: number;
  readonly batches: number;
  readonly counts: ImportCounts;
  /** Ledger rows prepared; fewer than rows ready where several rows make one union. */
  readonly entries: number;
  /** What the rows prepared come to, where they are sums of money. */
  readonly fen: number;
  readonly cursor: ChunkCursor;
  readonly chunksDone: number;
  /** Undefined until every row is read. */
  readonly root: string | undefined;
  readonly signed: SignedInstruction | undefined;
  /** Of one that waits for its second signature: RFC 3339. */
  readonly waitsUntil: string | undefined;
  readonly error: JobError | undefined;
  readonly ignoredColumns: readonly string[];
  readonly layout: FileLayout;
}

/** What is prepared, to be signed; undefined where there is nothing (yet). */
export function manifestOf(job: Job): ImportView['manifest'] {
  if (job.root === undefined || job.dryRun || job.counts.ready === 0) return undefined;
  return {
    manifestId: job.importId,
    rows: job.entries,
    chunks: chunkCount(job.cursor),
    root: job.root,
    file: job.fileDigest,
    ...job.sides,
    ...(job.asks !== undefined && { evidence: { kind: job.asks.kind, digest: job.evidence } }),
    ...(job.terms !== undefined && { ...job.terms, fen: job.fen }),
    ...(job.plan !== undefined && { planId: job.plan }),
  };
}

/**
 * Chunks that may be shown: all once every row is read, before that those that are full. Rows are placed in order and a
 * finished batch is never read again, so nothing is added to a chunk once there is one after it.
 */
export function preparedChunks({ root, state, dryRun, cursor }: Job): number {
  if (dryRun) return 0;
  if (root !== undefined) return chunkCount(cursor);
  return state === 'READING' ? cursor.chunk : 0;
}

/** A job as its operator sees it. */
export function toImportView(job: Job): ImportView {
  const manifest = manifestOf(job);
  return {
    importId: job.importId,
    kind: job.kind,
    state: job.state,
    fileName: job.fileName,
    fileDigest: job.fileDigest,
    ...(job.asks !== undefined && { source: job.asks.source }),
    ...(job.evidence !== '' && { evidence: job.evidence }),
    counts: job.counts,
    chunks: job.dryRun ? 0 : chunkCount(job.cursor),
    chunksPrepared: preparedChunks(job),
    chunksDone: job.chunksDone,
    dryRun: job.dryRun,
    createdAt: timestampAt(job.createdAt),
    updatedAt: timestampAt(job.updatedAt),
    ...(manifest === undefined ? {} : { manifest }),
    ...secondOf(job),
    ...(job.error === undefined ? {} : { error: { ...job.error, details: { ...job.error.details } } }),
    ...(job.ignoredColumns.length === 0 ? {} : { ignoredColumns: [...job.ignoredColumns] }),
    headerRow: job.layout.headerRow,
    ...(job.layout.sheets.length === 0 ? {} : { sheets: [...job.layout.sheets] }),
  };
}

/** What another person has to confirm; nothing where that is not waited for. */
function secondOf({ state, signed, waitsUntil: until }: Job): Pick<ImportView, 'second'> {
  if (state !== 'CONFIRMING' || signed === undefined || until === undefined) return {};
  const { actor, instructionId } = signed.instruction;
  return { second: { actor, instructionId, until } };
}

/** True for a job that will not change any more. */
export function isFinished({ state }: Pick<Job, 'state'>): boolean {
  return state === 'DONE' || state === 'FAILED' || state === 'CANCELLED';
}
