// SPDX-License-Identifier: Apache-2.0
import { DomainError } from '../errors/index.js';
import { fromBase64url } from '../encoding/base64url.js';
import type { ChunkRecord, ManifestRecord, ManifestType, OutcomeCounts, RowSums } from '../ledger/index.js';
import { sumFen } from '../values/sum-fen.js';
import { manifestRoot } from './chunk-tree.js';
import { CHUNK_ROWS_OF, type ManifestPayload } from './payload.js';

/** Name under which rows that took effect are counted; no error code is spelled so. */
export const DONE = 'DONE';

/** Who opens a manifest, and until when its chunks are taken. */
export type ManifestOrigin = Pick<
  ManifestRecord,
  'type' | 'actor' | 'actorKeyId' | 'province' | 'expiresAt' | 'second'
>;

/** @throws DomainError CHUNK_TOO_LARGE for more rows than a chunk of the type may have, in as many chunks */
export function assertChunkRows(
  type: ManifestType,
  { rows, chunks = 1 }: { readonly rows: number; readonly chunks?: number },
): void {
  if (rows > CHUNK_ROWS_OF[type] * chunks) throw new DomainError('CHUNK_TOO_LARGE', { rows });
}

/** Types whose rows are called by their number in the list later: they stand at fixed places, so all chunks but the last are full. */
const NUMBERED: readonly ManifestType[] = ['plan.open'];

/** That a chunk has the rows that stand in it by their numbers. @throws DomainError CHUNK_NOT_FULL with how many it is to have */
export function assertChunkFull(
  { type, rows }: Pick<ManifestRecord, 'type' | 'rows'>,
  chunk: { readonly index: number; readonly rows: number },
): void {
  if (!NUMBERED.includes(type)) return;
  const most = CHUNK_ROWS_OF[type];
  const wanted = Math.min(most, rows - chunk.index * most);
  if (chunk.rows !== wanted) throw new DomainError('CHUNK_NOT_FULL', { rows: Math.max(0, wanted) });
}

/** @throws DomainError MANIFEST_EXISTS, CHUNK_TOO_LARGE where its rows can not stand in its chunks, CHUNK_NOT_FULL where they need fewer */
export function openManifest(
  payload: ManifestPayload,
  origin: ManifestOrigin,
  existing: ManifestRecord | undefined,
): ManifestRecord {
  if (existing !== undefined) throw new DomainError('MANIFEST_EXISTS');
  const { rows, chunks, root } = payload;
  assertChunkRows(origin.type, { rows, chunks });
  assertChunksNeeded(origin.type, { rows, chunks });
  return { version: 1, state: 'OPEN', ...origin, rows, chunks, root };
}

/** That rows that are called by number stand in no more chunks than they fill. */
function assertChunksNeeded(
  type: ManifestType,
  { rows, chunks }: Pick<ManifestPayload, 'rows' | 'chunks'>,
): void {
  const needed = Math.ceil(rows / CHUNK_ROWS_OF[type]);
  if (NUMBERED.includes(type) && chunks > needed) throw new DomainError('CHUNK_NOT_FULL', { chunks: needed });
}

/** @throws DomainError MANIFEST_CLOSED, MANIFEST_EXPIRED where the transaction's time is later than the manifest's end */
export function assertTakesChunks({ state, expiresAt }: ManifestRecord, time: number): void {
  if (state === 'CLOSED') throw new DomainError('MANIFEST_CLOSED');
  if (Date.parse(expiresAt) < time) throw new DomainError('MANIFEST_EXPIRED', { expiresAt });
}

/**
 * Whether a list that has run out is closed with what came of it. What a bank has answered stands in the items by then and is not
 * taken again, so that a recorder who could not finish, or signed another number of rows, would hold the plan for ever; the rest is
 * answered by another list.
 */
export function endsInParts({ type }: Pick<ManifestRecord, 'type'>): boolean {
  return type === 'plan.results';
}

/**
 * The manifest with its outcomes added up: every chunk is there, and their rows are what was signed.
 * @param time milliseconds since 1970, of a list that ends in parts
 * @throws DomainError MANIFEST_CLOSED, MANIFEST_INCOMPLETE
 */
export function closeManifest(
  manifest: ManifestRecord,
  chunks: readonly (ChunkRecord | undefined)[],
  time = 0,
): ManifestRecord {
  if (manifest.state === 'CLOSED') throw new DomainError('MANIFEST_CLOSED');
  const present = chunks.filter((chunk) => chunk !== undefined);
  const rows = present.reduce((sum, chunk) => sum + chunk.rows, 0);
  const isOver = endsInParts(manifest) && Date.parse(manifest.expiresAt) < time;
  if (!isOver && (present.length < manifest.chunks || rows !== manifest.rows)) {
    throw new DomainError('MANIFEST_INCOMPLETE', { missingChunks: manifest.chunks - present.length, rows });
  }
  return {
    ...manifest,
    version: manifest.version + 1,
    state: 'CLOSED',
    outcomes: countOutcomes(present),
    ...sumsOf(present),
  };
}

function countOutcomes(chunks: readonly ChunkRecord[]): OutcomeCounts {
  const counts: Record<string, number> = { [DONE]: 0 };
  const add = (outcome: string, count: number): void => {
    counts[outcome] = (counts[outcome] ?? 0) + count;
  };
  for (const { done, refused } of chunks) {
    add(DONE, done);
    for (const [code, rows] of Object.entries(refused)) add(code, rows.length);
  }
  return counts;
}

/** Rows of money added up, and the root over the chunks' roots, as far as the chunks have any. @throws DomainError FEN_TOO_MANY */
function sumsOf(chunks: readonly ChunkRecord[]): { readonly sums?: RowSums } {
  const parts = chunks.flatMap(({ sums }) => sums ?? []);
  if (parts.length === 0) return {};
  const add = (name: 'all' | 'items' | 'fen'): number => sumFen(parts.map((part) => part[name]));
  const root = manifestRoot(parts.map((part) => fromBase64url(part.root)));
  return { sums: { all: add('all'), items: add('items'), fen: add('fen'), root } };
}
