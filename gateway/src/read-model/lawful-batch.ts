// SPDX-License-Identifier: Apache-2.0
import type { OperatorView } from '@unionid/domain/api';
import { toBase64url } from '@unionid/domain/encoding';
import { refusalOf, unlessRefused } from '@unionid/domain/errors';
import { parseArgument } from '@unionid/domain/instruction';
import { ledgerKey, type ChunkRecord, type ManifestRecord, type NetworkRecord } from '@unionid/domain/ledger';
import {
  assertChunkRows,
  assertStillEntitled,
  assertTakesChunks,
  chunkLeaf,
  closeManifest,
  isChunkOfManifest,
  provenChunkOf,
} from '@unionid/domain/manifest';
import { isHeld, personKeysOf } from '@unionid/domain/person';
import { parseWith } from '@unionid/domain/schema';
import {
  batchChunk,
  batchInstruction,
  transferAgreed,
  type BatchChunk,
  type BatchRow,
} from '@unionid/domain/transfer';
import type { LedgerTransaction } from '../ledger/ledger.js';
import { actsFor } from './acts-for.js';
import { readAgreedGround } from './agreed-ground.js';
import { AHEAD_MS, timeOf } from './lawful-switch.js';
import { accountWrites, writesExactly, type LawfulWrites } from './lawful-writes.js';
import { isUnreadable } from './readable.js';
import type {
  AccountQueries,
  GovernanceQueries,
  OperatorQueries,
  OrganisationQueries,
  TransferQueries,
} from './read-model.js';
import { readWrite } from './shape/read-record.js';

export interface BatchGround {
  /** As things stood before the block. */
  readonly readModel: Pick<
    GovernanceQueries,
    'manifest' | 'manifestEndorsers' | 'chunk' | 'clock' | 'network'
  > &
    Pick<AccountQueries, 'writtenAccount' | 'accountsByPersonKeys'> &
    Pick<OrganisationQueries, 'organisation' | 'isWithin'> &
    Pick<OperatorQueries, 'operator'> &
    Pick<TransferQueries, 'transfer'>;
  /** The province that asks, and its organisation, whose own peer did not endorse. */
  readonly province: string;
  readonly mspId: string;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/**
 * Whether a transaction does no more than move members of this province whose batch its own side has agreed to, each as the rules of
 * before allow, to the last field; or add such a batch up. What it leaves undone is nothing that this province would answer for.
 */
export async function isLawfulBatch(transaction: LedgerTransaction, ground: BatchGround): Promise<boolean> {
  try {
    return (await isChunk(transaction, ground)) || (await isClosing(transaction, ground));
  } catch (error) {
    if (isUnreadable(error)) return false;
    throw error;
  }
}

/** A manifest of the province's own agreement, as it stood before the block. */
type AgreedManifest = ManifestRecord & Pick<Required<ManifestRecord>, 'sides' | 'second'>;

/**
 * The manifest of a batch that the province's side signed: its own peer endorsed the transaction which last wrote it, and that is
 * none but the second signature's.
 */
async function agreedManifest(
  manifestId: string,
  { readModel, province, mspId }: BatchGround,
): Promise<AgreedManifest | undefined> {
  const manifest = await readModel.manifest(manifestId);
  const { sides, second } = manifest ?? {};
  if (manifest?.type !== 'transfer.batch' || second === undefined) return undefined;
  if (sides?.fromProvince !== province) return undefined;
  const endorsers = await readModel.manifestEndorsers(manifestId);
  return endorsers.includes(mspId) ? { ...manifest, sides, second } : undefined;
}

async function isChunk(transaction: LedgerTransaction, ground: BatchGround): Promise<boolean> {
  const { readModel, now } = ground;
  const proven = provenChunk(transaction);
  if (proven === undefined || Date.parse(transaction.time) > now + AHEAD_MS) return false;
  const { chunk, path } = proven;
  const manifest = await agreedManifest(chunk.manifestId, ground);
  // What was agreed to serves once: who has come back since is not moved by it again.
  const isTaken = (await readModel.chunk(chunk.manifestId, chunk.index)) !== undefined;
  if (manifest === undefined || isTaken) return false;
  const leaf = chunkLeaf(chunk);
  if (!isChunkOfManifest(leaf, chunk.index, manifest, path)) return false;
  const time = Date.parse(await timeOf(transaction, readModel));
  const outcome = outcomeOf(transaction);
  if (outcome === undefined || refusalOf(() => assertTakesChunks(manifest, time)) !== undefined) return false;
  const refused = new Set(Object.values(outcome.refused).flat());
  const rows = chunk.rows.filter((_, index) => !refused.has(index));
  const moved = await movesOf(rows, { manifest, time, ground });
  if (moved === undefined) return false;
  const { manifestId, index } = chunk;
  const counts = { rows: chunk.rows.length, done: rows.length, refused: outcome.refused };
  const record: ChunkRecord = { digest: toBase64url(leaf), ...counts };
  return writesExactly(transaction, new Map([...moved, [ledgerKey.chunk(manifestId, index), record]]));
}

/** The chunk that a transaction brought; undefined where it brought none of a batch. */
function provenChunk({
  argument,
}: LedgerTransaction): { readonly chunk: BatchChunk; readonly path: readonly string[] } | undefined {
  return unlessRefused(() => {
    const proven = parseWith(provenChunkOf(batchChunk), parseArgument(argument));
    assertChunkRows('transfer.batch', { rows: proven.chunk.rows.length });
    return proven;
  });
}

/** What it says that it has done: which rows it left is read there, and all others are looked at. */
function outcomeOf({ writes }: LedgerTransaction): ChunkRecord | undefined {
  const [record] = writes.flatMap((write) => {
    const read = readWrite(write);
    return read?.type === 'chunk' && read.value.kind === 'record' ? [read.value.record as ChunkRecord] : [];
  });
  return record;
}

interface Batch {
  readonly manifest: AgreedManifest;
  /** What time it was for the contract. */
  readonly time: number;
  readonly ground: BatchGround;
}

/** What moving these members leaves; undefined where the rules refuse one of them, or one is named twice. */
async function movesOf(rows: readonly BatchRow[], batch: Batch): Promise<LawfulWrites | undefined> {
  const { readModel } = batch.ground;
  const network = await readModel.network();
  const signers = await signersOf(batch);
  if (network === undefined || signers === undefined) return undefined;
  if (new Set(rows.map(({ identityId }) => identityId)).size < rows.length) return undefined;
  const writes = new Map<string, unknown>();
  for (const row of rows) {
    const moved = await moveOf(row, { ...batch, network, signers });
    if (moved === undefined) return undefined;
    for (const [key, record] of moved) writes.set(key, record);
  }
  return writes;
}

/** The persons behind the two who signed, by the contract's rule of who is entitled still; undefined where one is not. */
async function signersOf({ manifest, ground: { readModel } }: Batch): Promise<readonly string[] | undefined> {
  const ids = [manifest.actor, manifest.second.operatorId];
  const known = new Map<string, OperatorView | undefined>();
  for (const id of ids) known.set(id, await readModel.operator(id));
  const entitled = unlessRefused(() =>
    assertStillEntitled(batchInstruction, {
      manifest,
      known: ({ actor, actorKeyId }) => {
        const operator = known.get(actor);
        return { operator, key: operator?.keys.find(({ keyId }) => keyId === actorKeyId) };
      },
    }),
  );
  const second = entitled?.at(-1);
  // Unions move while chunks are taken: whoever agreed must stand above the old side still.
  const { from, fromProvince } = manifest.sides;
  const stands = second && (await actsFor(second, { org: from, province: fromProvince }, readModel));
  return stands === true ? entitled?.flatMap(({ person }) => person ?? []) : undefined;
}

/** What one row leaves; undefined where the rules refuse it. */
async function moveOf(
  row: BatchRow,
  {
    manifest: { sides },
    time,
    network,
    signers,
    ground: { readModel },
  }: Batch & { readonly network: NetworkRecord; readonly signers: readonly string[] },
): Promise<LawfulWrites | undefined> {
  const { identityId } = row;
  const led = await readModel.accountsByPersonKeys(personKeysOf(row));
  const found = personKeysOf(row).flatMap((key) => led.get(key) ?? []);
  const leads = (found.find(({ state }) => isHeld(state)) ?? found[0])?.identityId;
  const written = leads === identityId ? await readModel.writtenAccount(identityId) : undefined;
  if (written === undefined) return undefined;
  const { account, place } = written;
  const agreed = await readAgreedGround(row, { sides, network, written, signers, now: time }, readModel);
  const switched = unlessRefused(() => transferAgreed(row, agreed));
  if (switched === undefined) return undefined;
  return new Map([
    ...accountWrites({ identityId, place, before: account, after: switched.account }),
    ...(switched.transfer === undefined
      ? []
      : [[ledgerKey.transfer(identityId), switched.transfer] as const]),
  ]);
}

/** Whether it adds a batch up, as its chunks were recorded. */
async function isClosing(transaction: LedgerTransaction, ground: BatchGround): Promise<boolean> {
  const [written, ...others] = transaction.writes.flatMap((write) => readWrite(write) ?? []);
  const [manifestId = ''] = written?.attributes ?? [];
  if (written?.type !== 'manifest' || others.length > 0) return false;
  const manifest = await agreedManifest(manifestId, ground);
  if (manifest === undefined) return false;
  const chunks = await Promise.all(
    Array.from({ length: manifest.chunks }, (_, index) => ground.readModel.chunk(manifestId, index)),
  );
  const closed = unlessRefused(() => closeManifest(manifest, chunks));
  return (
    closed !== undefined && writesExactly(transaction, new Map([[ledgerKey.manifest(manifestId), closed]]))
  );
}
