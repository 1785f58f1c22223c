// SPDX-License-Identifier: Apache-2.0
import type { ChaincodeName, ManifestRecord } from '@unionid/domain/ledger';
import type { LedgerTransaction } from '../../ledger/ledger.js';
import { storable, type Cause } from './table.js';

/** Looks up a manifest; undefined where there is none, or nobody can read it. */
export type FindManifest = (
  manifestId: string,
  chaincode: ChaincodeName,
) => Promise<ManifestRecord | undefined>;

interface Decision {
  readonly type: string;
  readonly actor: string;
  readonly actorKeyId: string;
}

/** What brought the writes of a transaction about. */
export async function causeOf(
  transaction: LedgerTransaction,
  {
    block,
    position,
    findManifest,
  }: { readonly block: number; readonly position: number; readonly findManifest: FindManifest },
): Promise<Cause> {
  const { type, actor, actorKeyId } = await decisionOf(transaction, findManifest);
  const { transactionId, time, version = '' } = transaction;
  return {
    ...{ block, position, transaction_id: transactionId, time },
    ...{ type: storable(type), actor: storable(actor), key_id: storable(actorKeyId) },
    contract: storable(version),
  };
}

// The contract takes canonical arguments only (RFC 8785: keys in order), so a chunk's half a thousand rows need not be
// parsed to find whose they are.
const CHUNK_START = /^\{"chunk":\{"index":\d+,"manifestId":"(?<manifestId>[\w-]+)"/;

/** Whether a transaction carries out a chunk of a manifest, by its argument. */
export function isChunk(argument: string): boolean {
  return CHUNK_START.test(argument);
}

/** Whose decision a transaction carries out: its own instruction's, or that of the manifest its chunk is under. */
async function decisionOf(transaction: LedgerTransaction, findManifest: FindManifest): Promise<Decision> {
  const { argument, chaincode } = transaction;
  const manifestId = CHUNK_START.exec(argument)?.groups?.manifestId;
  if (manifestId === undefined) return ownDecisionOf(transaction);
  const manifest = await findManifest(manifestId, chaincode as ChaincodeName);
  return {
    ...{ type: manifest?.type ?? transaction.function, actor: manifest?.actor ?? '' },
    actorKeyId: manifest?.actorKeyId ?? '',
  };
}

// What altered contracts take for an argument may be anything.
function ownDecisionOf(transaction: LedgerTransaction): Decision {
  const unknown = { type: transaction.function, actor: '', actorKeyId: '' };
  let argument: unknown;
  try {
    argument = JSON.parse(transaction.argument);
  } catch {
    return unknown;
  }
  const { instruction } = (argument as { instruction?: Partial<Decision> } | null) ?? {};
  const { type, actor, actorKeyId = '' } = instruction ?? {};
  const isDecision = typeof type === 'string' && typeof actor === 'string' && typeof actorKeyId === 'string';
  return isDecision ? { type, actor, actorKeyId } : unknown;
}
