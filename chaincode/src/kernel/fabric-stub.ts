// SPDX-License-Identifier: Apache-2.0
import { decodeUtf8, encodeUtf8 } from '@unionid/domain/encoding';
import { decodeError, DomainError } from '@unionid/domain/errors';
import type { Context } from 'fabric-contract-api';
import { batchedStateOf } from './batched-state.js';
import type { ChaincodeCall, KeyModification, LedgerStub, LedgerWrite } from './ledger-stub.js';
import { proposedChaincode } from './proposal.js';

export type { LedgerStub, LedgerWrite } from './ledger-stub.js';

type ChaincodeStub = Context['stub'];

/** The chaincode whose state it is, and what its records must be. */
export interface OwnState extends Pick<LedgerStub, 'records'> {
  readonly chaincode: string;
}

/** Status of a chaincode's answer that is no refusal (shim's RESPONSE_CODE). */
const OK = 200;

/**
 * The kernel's view of a Fabric transaction: batched where the shim allows it, else one key after another.
 * Others may only read its state.
 */
export function toLedgerStub(stub: ChaincodeStub, { chaincode, records }: OwnState): LedgerStub {
  const batched = batchedStateOf(stub);
  const { mspid, idBytes } = stub.getCreator();
  return {
    records,
    channel: stub.getChannelID(),
    transactionId: stub.getTxID(),
    time: stub.getDateTimestamp().getTime(),
    creator: { mspId: mspid, certificate: idBytes },
    readStates: async (keys) => {
      const values = await (batched === undefined ? getEach(stub, keys) : batched.getMany(keys));
      return values.map(toText);
    },
    writeStates: async (writes) => {
      if (proposedChaincode(stub) !== chaincode) throw new DomainError('PROPOSAL_FOREIGN');
      await (batched === undefined ? writeEach(stub, writes) : batched.writeMany(writes));
    },
    readRange: (type, { attributes, limit }) => readRange(stub, { type, attributes, limit }),
    readHistory: (key, limit) => readHistory(stub, key, limit),
    ask: (call) => ask(stub, call),
    emit: (name, payload) => stub.setEvent(name, encodeUtf8(payload)),
  };
}

async function ask(stub: ChaincodeStub, call: ChaincodeCall): Promise<string> {
  // The channel is this one where none is named: what is read then counts for this transaction.
  const { status, message, payload } = await stub
    .invokeChaincode(call.chaincode, [call.function, call.argument], '')
    .catch((error: unknown) => {
      throw (error instanceof Error ? decodeError(error.message) : undefined) ?? error;
    });
  if (status !== OK || payload === undefined)
    throw decodeError(message ?? '') ?? new TypeError('the other chaincode did not answer');
  return decodeUtf8(payload);
}

async function getEach(stub: ChaincodeStub, keys: readonly string[]): Promise<Uint8Array[]> {
  const values: Uint8Array[] = [];
  for (const key of keys) values.push(await stub.getState(key));
  return values;
}

async function writeEach(stub: ChaincodeStub, writes: readonly LedgerWrite[]): Promise<void> {
  for (const { key, value } of writes) {
    await (value === undefined ? stub.deleteState(key) : stub.putState(key, encodeUtf8(value)));
  }
}

async function readRange(
  stub: ChaincodeStub,
  { type, attributes, limit }: { type: string; attributes: readonly string[]; limit: number },
): Promise<{ key: string; value: string }[]> {
  const found: { key: string; value: string }[] = [];
  // Leaving the loop closes the iterator, so no more than `limit` keys enter the read set.
  for await (const { key, value } of stub.getStateByPartialCompositeKey(type, [...attributes])) {
    found.push({ key, value: decodeUtf8(value) });
    if (found.length === limit) break;
  }
  return found;
}

async function readHistory(stub: ChaincodeStub, key: string, limit: number): Promise<KeyModification[]> {
  const found: KeyModification[] = [];
  for await (const { txId, timestamp, isDelete, value } of stub.getHistoryForKey(key)) {
    const time = new Date(Number(timestamp.seconds) * 1000 + Math.floor(timestamp.nanos / 1e6)).toISOString();
    found.push({ transactionId: txId, time, value: isDelete ? undefined : decodeUtf8(value) });
    if (found.length === limit) break;
  }
  return found;
}

/** Fabric answers an absent key with no bytes. */
function toText(value: Uint8Array | undefined): string | undefined {
  return value === undefined || value.length === 0 ? undefined : decodeUtf8(value);
}
