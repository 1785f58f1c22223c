// SPDX-License-Identifier: Apache-2.0
import { canonicalJson, encodeUtf8, toBase64url } from '@unionid/domain/encoding';
import { asDomainError, DomainError } from '@unionid/domain/errors';
import { INSTRUCTION_TYPES, parseArgument } from '@unionid/domain/instruction';
import {
  ledgerKey,
  type ChunkRecord,
  type ManifestRecord,
  type OperatorKeyRecord,
  type OperatorRecord,
  type OrganisationRecord,
} from '@unionid/domain/ledger';
import { assertTakesChunks, isChunkOfManifest, MAX_CHUNK_ROWS } from '@unionid/domain/manifest';
import { leafHash } from '@unionid/domain/merkle';
import { assertOpen } from '@unionid/domain/organisation';
import { parseWith } from '@unionid/domain/schema';
import { chinaDateAt } from '@unionid/domain/values';
import type * as z from 'zod';
import { actorKeys, assertInService } from '../kernel/actor.js';
import { finish } from '../kernel/execute-instruction.js';
import type { LedgerStub } from '../kernel/ledger-stub.js';
import { isWithin, readAncestors } from '../kernel/scope.js';
import { StateStore } from '../kernel/state-store.js';
import { assertHosts, hostKeys, manifestOf } from './manifest-on-ledger.js';
import type { ImportType } from './open-import.js';

/** One kind of rows. */
export interface RowHandler<Row extends object> {
  readonly type: ImportType;
  /** Shape of the argument: the chunk, and its audit path to the manifest's root. */
  readonly schema: z.ZodType<ProvenChunk<Row>>;
  /** The union whose subtree the row must be in; its key is among `keys`. */
  readonly home: (row: Row) => string;
  /** Keys known from the row alone. */
  readonly keys: (row: Row) => readonly string[];
  /** Reads what those lead to, and opens what writes the rows of this one chunk. */
  readonly open: (chunk: OpenedChunk<Row>) => RowWriter<Row> | Promise<RowWriter<Row>>;
}

/** A chunk that may be carried out. */
export interface OpenedChunk<Row> {
  readonly stub: Pick<LedgerStub, 'time' | 'transactionId'>;
  readonly state: StateStore;
  readonly rows: readonly Row[];
  /** Today in China. */
  readonly today: string;
}

export interface RowWriter<Row> {
  /** Takes in a row. @throws DomainError, before anything is put, where the rule refuses it */
  put(row: Row): void;
  /** Puts what was kept until the last row. */
  end(): void;
}

export interface ProvenChunk<Row> {
  readonly chunk: { readonly manifestId: string; readonly index: number; readonly rows: readonly Row[] };
  readonly path: readonly string[];
}

/**
 * Carries out one chunk of a signed manifest: some four messages of reads whatever its size, one of writes. A row
 * that is refused is an outcome, not the end of its chunk. A chunk that is recorded already answers what it answered.
 * @throws DomainError CHUNK_TOO_LARGE, MANIFEST_UNKNOWN, CHUNK_NOT_IN_MANIFEST, SUBMITTER_FOREIGN, MANIFEST_CLOSED,
 * MANIFEST_EXPIRED, KEY_REVOKED, OPERATOR_REVOKED, GRANT_MISSING
 */
export async function executeChunk<Row extends object>(
  stub: LedgerStub,
  { argument, handler }: { readonly argument: string; readonly handler: RowHandler<Row> },
): Promise<string> {
  const { chunk, path } = parseWith(handler.schema, parseArgument(argument));
  const { manifestId, index, rows } = chunk;
  if (rows.length > MAX_CHUNK_ROWS) throw new DomainError('CHUNK_TOO_LARGE', { rows: rows.length });
  const state = new StateStore(stub);
  const chunkKey = ledgerKey.chunk(manifestId, index);
  const rowKeys = rows.flatMap((row) => handler.keys(row));
  await state.read([ledgerKey.network(), ledgerKey.manifest(manifestId), chunkKey, ...rowKeys]);
  const manifest = manifestOf(state, { manifestId, type: handler.type });
  const leaf = leafHash(encodeUtf8(chunkText(argument, path)));
  if (!isChunkOfManifest(leaf, index, manifest, path)) throw new DomainError('CHUNK_NOT_IN_MANIFEST');
  await state.read([...actorKeys(manifest), ...hostKeys(manifest)]);
  await assertHosts(stub, { state, manifest });
  const recorded = state.get<ChunkRecord>(chunkKey);
  const digest = toBase64url(leaf);
  if (recorded?.digest === digest) return canonicalJson(recorded);
  assertTakesChunks(manifest, stub.time);
  const actor = assertEntitled(state, manifest);
  const writer = await handler.open({ stub, state, rows, today: chinaDateAt(stub.time) });
  const refused = await putRows({ state, actor }, { rows, home: handler.home, writer });
  const done = rows.length - Object.values(refused).reduce((sum, { length }) => sum + length, 0);
  const record: ChunkRecord = { digest, rows: rows.length, done, refused };
  state.put(chunkKey, record);
  const receipt = { result: record, subjects: done, root: digest };
  return finish({ type: `${handler.type}Chunk`, stub, state }, receipt);
}

// The argument was found canonical, so the chunk's own canonical text stands in it and need not be made again.
function chunkText(argument: string, path: readonly string[]): string {
  const end = `,"path":${canonicalJson(path)}}`;
  return argument.slice('{"chunk":'.length, -end.length);
}

// The manifest was signed some days ago: its actor must still be in service, by the same key and with the grant.
function assertEntitled(state: StateStore, manifest: ManifestRecord): OperatorRecord {
  const operator = state.get<OperatorRecord>(ledgerKey.operator(manifest.actor));
  const key = state.get<OperatorKeyRecord>(ledgerKey.operatorKey(manifest.actor, manifest.actorKeyId));
  if (operator === undefined || key === undefined) throw new DomainError('ACTOR_UNKNOWN');
  assertInService(operator, key);
  const { grant } = INSTRUCTION_TYPES[manifest.type];
  if (!operator.grants.includes(grant)) throw new DomainError('GRANT_MISSING', { grant });
  return operator;
}

interface ChunkWork {
  readonly state: StateStore;
  readonly actor: OperatorRecord;
}

interface ChunkRows<Row extends object> extends Pick<RowHandler<Row>, 'home'> {
  readonly rows: readonly Row[];
  readonly writer: RowWriter<Row>;
}

async function putRows<Row extends object>(
  work: ChunkWork,
  { rows, home, writer }: ChunkRows<Row>,
): Promise<Record<string, number[]>> {
  const { state, actor } = work;
  await readAncestors(state, homesInProvince(work, rows.map(home)), actor.org);
  const refused: Record<string, number[]> = {};
  for (const [index, row] of rows.entries()) {
    try {
      assertHome(work, home(row));
      writer.put(row);
    } catch (error) {
      const code = asDomainError(error)?.code;
      if (code === undefined) throw error;
      (refused[code] ??= []).push(index);
    }
  }
  writer.end();
  return refused;
}

function homesInProvince({ state, actor }: ChunkWork, homes: readonly string[]): string[] {
  return [...new Set(homes)].filter(
    (home) => state.get<OrganisationRecord>(ledgerKey.organisation(home))?.province === actor.province,
  );
}

function assertHome({ state, actor }: ChunkWork, home: string): void {
  const { province } = assertOpen(state.get<OrganisationRecord>(ledgerKey.organisation(home)), home);
  if (province !== actor.province) throw new DomainError('PROVINCE_FOREIGN', { province });
  if (!isWithin(state, home, actor.org)) throw new DomainError('OUT_OF_SCOPE');
}
