// SPDX-License-Identifier: Apache-2.0
import { canonicalJson, encodeUtf8, toBase64url } from '@unionid/domain/encoding';
import { DomainError, refusalOf, unlessRefused } from '@unionid/domain/errors';
import { parseArgument } from '@unionid/domain/instruction';
import {
  ledgerKey,
  type LedgerKey,
  type ManifestRecord,
  type OperatorRecord,
  type RowSums,
} from '@unionid/domain/ledger';
import {
  assertChunkFull,
  assertChunkRows,
  assertStillEntitled,
  assertTakesChunks,
  chunkTypeOf,
  isChunkOfManifest,
  manifestSigners,
} from '@unionid/domain/manifest';
import { leafHash } from '@unionid/domain/merkle';
import { assertOpen } from '@unionid/domain/organisation';
import { parseWith } from '@unionid/domain/schema';
import type * as z from 'zod/mini';
import type { AccountReference } from '../accounts/accounts.js';
import type { AuthorityFacts, AuthorityRequest } from '../kernel/authority.js';
import { timeOf } from '../kernel/checks.js';
import { finish } from '../kernel/finish.js';
import { assertMayConfirm, assertOtherUnion } from '../kernel/relations.js';
import type { LedgerStub } from '../kernel/ledger-stub.js';
import type { ContractFunction } from '../kernel/new-contract.js';
import { StateStore } from '../kernel/state-store.js';
import { assertHosts, hostKeys, manifestOf } from './manifest-on-ledger.js';
import type { ManifestRule } from './open-manifest.js';

/** One kind of rows. */
export interface RowHandler<Row extends object> {
  /** The type whose manifest is signed. */
  readonly definition: ManifestRule;
  /** Shape of the argument: the chunk, and its audit path to the manifest's root. */
  readonly schema: z.ZodMiniType<ProvenChunk<Row>>;
  /** The union whose subtree the row must be in. @throws DomainError where what the row is about does not exist */
  readonly home: (row: Row, read: RowRead) => string;
  /** Accounts that the rows are about, where another chaincode has them. */
  readonly members?: (rows: readonly Row[]) => readonly AccountReference[];
  /** Accounts of which it matters whether another one stands for the person, by what rows lead to. */
  readonly ended?: (rows: readonly Row[], state: StateStore) => Promise<readonly string[]>;
  /** What its manifest leads to, read before who may act is asked; and the unions that matter by it. */
  readonly manifestKeys?: (manifest: ManifestRecord) => readonly LedgerKey[];
  readonly unions?: (read: Pick<RowRead, 'state' | 'manifest'>) => readonly string[];
  /** Whether a row may be about a union that has ended or ends; else it must be there for whoever comes. */
  readonly takesEnded?: boolean;
  /** What a chunk may name once; a row that names it again is refused. */
  readonly once?: (row: Row) => string;
  /** The account that a row is about, where its rule does not ask whose it is: nobody acts on the own. */
  readonly about?: (row: Row) => string;
  /** Keys known from the row alone. */
  readonly keys: (row: Row) => readonly LedgerKey[];
  /** Reads what those lead to, and opens what writes the rows of this one chunk. */
  readonly open: (chunk: OpenedChunk<Row>) => RowWriter<Row> | Promise<RowWriter<Row>>;
}

/** A chunk that may be carried out. */
export interface OpenedChunk<Row> {
  /** Which chunk of which manifest. */
  readonly manifestId: string;
  readonly index: number;
  readonly stub: Pick<LedgerStub, 'time' | 'transactionId'>;
  readonly state: StateStore;
  readonly rows: readonly Row[];
  readonly manifest: ManifestRecord;
  readonly authority: AuthorityFacts;
  /** Milliseconds since 1970: the transaction's time, or the ledger clock's where that is later. */
  readonly now: number;
  /** Today in China. */
  readonly today: string;
  /** Whose decision it is, as identityId: one, or two who signed; then the accounts that have ended for theirs. */
  readonly persons: readonly string[];
}

export interface RowWriter<Row> {
  /** Takes in a row. @throws DomainError, before anything is put, where the rule refuses it */
  put(row: Row): void;
  /** Puts what was kept until the last row, and says what rows of money come to. @param refused rows, from 0 */
  end(refused: ReadonlySet<number>): RowSums | undefined;
}

/** What tells whose a row is. */
export interface RowRead {
  readonly state: StateStore;
  readonly manifest: ManifestRecord;
  readonly authority: AuthorityFacts;
}

export interface ProvenChunk<Row> {
  readonly chunk: { readonly manifestId: string; readonly index: number; readonly rows: readonly Row[] };
  readonly path: readonly string[];
}

/**
 * Carries out one chunk of a signed manifest, `{chunk: {manifestId, index, rows}, path}` → ChunkRecord: some four messages of
 * reads whatever its size, one of writes. A row that is refused is an outcome, not the end of its chunk. A chunk that is
 * recorded already answers what it answered.
 * @throws DomainError CHUNK_TOO_LARGE, MANIFEST_UNKNOWN, CHUNK_NOT_IN_MANIFEST, CHUNK_NOT_FULL, SUBMITTER_FOREIGN,
 * MANIFEST_CLOSED, MANIFEST_EXPIRED, KEY_UNKNOWN, KEY_REVOKED, OPERATOR_REVOKED, GRANT_MISSING, PROVINCE_FOREIGN, OUT_OF_SCOPE, SAME_UNION
 */
export function executeChunkOf<Row extends object>(handler: RowHandler<Row>): ContractFunction {
  return async (kernel, stub, argument) => {
    const { chunk, path } = parseWith(handler.schema, parseArgument(argument));
    const { manifestId, index, rows } = chunk;
    assertChunkRows(handler.definition.type, { rows: rows.length });
    const state = new StateStore(stub);
    const chunkKey = ledgerKey.chunk(manifestId, index);
    await state.read([ledgerKey.manifest(manifestId), chunkKey, ...rows.flatMap((row) => handler.keys(row))]);
    const manifest = manifestOf(state, { manifestId, type: handler.definition.type });
    const leaf = leafHash(encodeUtf8(chunkText(argument, path)));
    if (!isChunkOfManifest(leaf, index, manifest, path)) throw new DomainError('CHUNK_NOT_IN_MANIFEST');
    assertChunkFull(manifest, { index, rows: rows.length });
    await state.read(handler.manifestKeys?.(manifest) ?? []);
    const request = await requestOf(handler, { rows, state, manifest });
    await state.read([...kernel.authority.keys(request), ...hostKeys(manifest)]);
    const authority = await kernel.authority.open({ stub, state }, request);
    await assertHosts(stub, { authority, manifest });
    const recorded = state.get(chunkKey);
    const digest = toBase64url(leaf);
    if (recorded?.digest === digest) return canonicalJson(recorded);
    const { now, today } = timeOf(stub, authority.clock);
    assertTakesChunks(manifest, now);
    const [actor, ...others] = assertStillEntitled(handler.definition, {
      manifest,
      known: (signer) => ({
        operator: authority.operator(signer.actor),
        key: authority.operatorKey(signer.actor, signer.actorKeyId),
      }),
    });
    for (const second of others)
      await assertStillSecond(handler.definition, { manifest, authority, actor, second });
    const former = manifestSigners(manifest).flatMap((signer) => authority.formerOf(signer.actor));
    const persons = [...[actor, ...others].flatMap(({ person }) => person ?? []), ...former];
    const opened = { manifestId, index, stub, state, rows, manifest, authority, now, today, persons };
    const writer = await handler.open(opened);
    const { refused, sums } = await putRows(
      { authority, actor, state, manifest },
      { ...handler, rows, writer, persons },
    );
    const done = rows.length - Object.values(refused).reduce((sum, { length }) => sum + length, 0);
    const record = { digest, rows: rows.length, done, refused, ...(sums !== undefined && { sums }) };
    state.put(chunkKey, record);
    const type = chunkTypeOf(handler.definition.type);
    return finish({ type, stub, state }, { result: record, subjects: done, root: digest });
  };
}

/** That the second stands where it must to confirm such: unions move while chunks are taken. The first is asked row by row. */
async function assertStillSecond(
  definition: ManifestRule,
  {
    manifest: { sides },
    authority,
    actor,
    second,
  }: {
    readonly manifest: ManifestRecord;
    readonly authority: AuthorityFacts;
    readonly actor: OperatorRecord;
    readonly second: OperatorRecord;
  },
): Promise<void> {
  const { org, province } = actor;
  const old = sides && { org: sides.from, province: sides.fromProvince };
  const subject = { org, province, ...(old !== undefined && { old }) };
  await assertMayConfirm(definition, { record: second, subject, authority });
  assertOtherUnion(definition, [actor, second]);
}

async function requestOf<Row extends object>(
  handler: RowHandler<Row>,
  { rows, ...read }: Pick<RowRead, 'state' | 'manifest'> & { readonly rows: readonly Row[] },
): Promise<AuthorityRequest> {
  const members = handler.members?.(rows);
  const ended = (await handler.ended?.(rows, read.state)) ?? [];
  return {
    ...{ signers: manifestSigners(read.manifest), unions: handler.unions?.(read) ?? [], clock: true },
    ...(members !== undefined && { members }),
    ...(ended.length > 0 && { ended }),
  };
}

// The argument was found canonical, so the chunk's own canonical text stands in it and need not be made again.
function chunkText(argument: string, path: readonly string[]): string {
  const end = `,"path":${canonicalJson(path)}}`;
  return argument.slice('{"chunk":'.length, -end.length);
}

interface ChunkWork extends RowRead {
  readonly actor: OperatorRecord;
}

interface ChunkRows<Row extends object> extends Pick<
  RowHandler<Row>,
  'home' | 'takesEnded' | 'once' | 'about'
> {
  readonly rows: readonly Row[];
  readonly persons: readonly string[];
  readonly writer: RowWriter<Row>;
}

async function putRows<Row extends object>(
  work: ChunkWork,
  { rows, writer, persons, ...handler }: ChunkRows<Row>,
): Promise<{ readonly refused: Record<string, number[]>; readonly sums: RowSums | undefined }> {
  const { authority, actor } = work;
  const homes = rows.flatMap((row) => unlessRefused(() => handler.home(row, work)) ?? []);
  await authority.readUnions(homes);
  await authority.readTree(homesInProvince(work, homes), actor.org);
  const refused: Record<string, number[]> = {};
  const named = new Set<string>();
  for (const [index, row] of rows.entries()) {
    const refusal = refusalOf(() => {
      if (handler.once !== undefined) assertOnce(handler.once(row), named);
      if (persons.includes(handler.about?.(row) ?? '')) throw new DomainError('OWN_ACCOUNT');
      assertHome(work, handler.home(row, work), handler);
      writer.put(row);
    });
    if (refusal !== undefined) (refused[refusal.code] ??= []).push(index);
  }
  return { refused, sums: writer.end(new Set(Object.values(refused).flat())) };
}

function assertOnce(name: string, named: Set<string>): void {
  if (named.has(name)) throw new DomainError('DUPLICATE_IN_FILE');
  named.add(name);
}

function homesInProvince({ authority, actor }: ChunkWork, homes: readonly string[]): string[] {
  return [...new Set(homes)].filter(
    (home) => unlessRefused(() => authority.organisation(home))?.province === actor.province,
  );
}

function assertHome(
  { authority, actor }: ChunkWork,
  home: string,
  { takesEnded = false }: Pick<RowHandler<object>, 'takesEnded'>,
): void {
  const union = authority.organisation(home);
  const { province } = takesEnded && union !== undefined ? union : assertOpen(union, home);
  if (province !== actor.province) throw new DomainError('PROVINCE_FOREIGN', { province });
  if (!authority.isWithin(home, actor.org)) throw new DomainError('OUT_OF_SCOPE');
}
