// SPDX-License-Identifier: Apache-2.0
// Reads and writes many keys by one message each, which peers from 3.1 understand and fabric-shim 2.5.8 has no API for:
// three times the rate of one message a key (fabric-facts.md §2.2). The only file that touches the shim's private handler.
import fabricProtos from '@hyperledger/fabric-protos';
import { batchesOf } from '@unionid/domain/batches';
import type { LedgerWrite } from './ledger-stub.js';

const { peer } = fabricProtos;

const WRITE_BATCH_STATE = 24;
const GET_STATE_MULTIPLE = 25;
/** Most keys of a message by the peer's default (`chaincode.runtimeParams` in core.yaml). */
const MAX_KEYS = 1_000;

/** A ChaincodeMessage of the shim's own copy of the protocol classes, which is not ours. */
interface ShimMessage {
  setType(type: number): void;
  setPayload(payload: Uint8Array): void;
}

/** The part of the shim's handler used here. */
export interface ShimHandler {
  _askPeerAndListen(message: ShimMessage, method: string): Promise<Uint8Array>;
  handleGetState(collection: string, key: string, channel: string, transactionId: string): Promise<unknown>;
}

export interface BatchedState {
  getMany(keys: readonly string[]): Promise<Uint8Array[]>;
  writeMany(writes: readonly LedgerWrite[]): Promise<void>;
}

/** Batched access where the stub's handler can send any message; undefined where it can not, as on another shim. */
export function batchedStateOf(stub: {
  getChannelID(): string;
  getTxID(): string;
  readonly handler?: unknown;
}): BatchedState | undefined {
  const { handler } = stub;
  if (!isShimHandler(handler)) return undefined;
  const ask = async (type: number, payload: Uint8Array): Promise<Uint8Array> => {
    const message = await borrowMessage(handler, stub.getChannelID(), stub.getTxID());
    message.setType(type);
    message.setPayload(payload);
    // An unknown method name makes the handler answer the payload as it is.
    return handler._askPeerAndListen(message, 'Batch');
  };
  return {
    getMany: async (keys) => {
      const values: Uint8Array[] = [];
      for (const part of batchesOf(keys, MAX_KEYS)) values.push(...(await getPart(ask, part)));
      return values;
    },
    writeMany: async (writes) => {
      for (const part of batchesOf(writes, MAX_KEYS)) await ask(WRITE_BATCH_STATE, writeBatch(part));
    },
  };
}

type Ask = (type: number, payload: Uint8Array) => Promise<Uint8Array>;

async function getPart(ask: Ask, keys: readonly string[]): Promise<Uint8Array[]> {
  const request = new peer.GetStateMultiple();
  request.setKeysList([...keys]);
  const answer = await ask(GET_STATE_MULTIPLE, request.serializeBinary());
  const values = peer.GetStateMultipleResult.deserializeBinary(answer).getValuesList_asU8();
  if (values.length !== keys.length) throw new RangeError('the peer answered another number of values');
  return values;
}

function writeBatch(writes: readonly LedgerWrite[]): Uint8Array {
  const batch = new peer.WriteBatchState();
  batch.setRecList(writes.map(({ key, value }) => writeRecord(key, value)));
  return batch.serializeBinary();
}

function writeRecord(
  key: string,
  value: string | undefined,
): InstanceType<typeof fabricProtos.peer.WriteRecord> {
  const record = new peer.WriteRecord();
  record.setKey(key);
  if (value === undefined) {
    record.setType(peer.WriteRecord.Type.DEL_STATE);
  } else {
    record.setType(peer.WriteRecord.Type.PUT_STATE);
    record.setValue(Buffer.from(value));
  }
  return record;
}

// gRPC takes only messages of the class that the shim itself was built with, and the shim does not export it. So its
// own getState is asked to build one, for this channel and transaction, and the message is caught before it leaves.
async function borrowMessage(
  handler: ShimHandler,
  channel: string,
  transactionId: string,
): Promise<ShimMessage> {
  let caught: ShimMessage | undefined;
  const catcher = Object.create(handler) as ShimHandler;
  catcher._askPeerAndListen = (message) => {
    caught = message;
    return Promise.resolve(new Uint8Array());
  };
  await catcher.handleGetState('', 'borrowed', channel, transactionId);
  if (caught === undefined) throw new TypeError('the shim built no message');
  return caught;
}

function isShimHandler(handler: unknown): handler is ShimHandler {
  const candidate = handler as Partial<ShimHandler> | undefined;
  return typeof candidate?._askPeerAndListen === 'function' && typeof candidate.handleGetState === 'function';
}
