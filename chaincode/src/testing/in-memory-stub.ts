// SPDX-License-Identifier: Apache-2.0
import fabricProtos from '@hyperledger/fabric-protos';
import { decodeUtf8, encodeUtf8 } from '@unionid/domain/encoding';
import { parseLedgerKey, readLedgerValue } from '@unionid/domain/ledger';
import type { Context } from 'fabric-contract-api';
import { certificateOf } from './certificates.js';
import type { InMemoryState } from './in-memory-state.js';

const { peer } = fabricProtos;
const WRITE_BATCH_STATE = 24;
const GET_STATE_MULTIPLE = 25;

/** Who submits a transaction. */
export interface Submitter {
  readonly mspId: string;
  readonly admin?: boolean;
}

/** A key as it was when it was read; undefined where it was absent. */
export interface ReadKey {
  readonly key: string;
  readonly version: string | undefined;
}

/** The first `limit` keys under a prefix as they were when they were read. */
export interface ReadRange {
  readonly type: string;
  readonly attributes: readonly string[];
  readonly keys: readonly ReadKey[];
}

/** What a simulation has read and wants to write. */
export interface Simulation {
  readonly reads: Map<string, string | undefined>;
  readonly ranges: ReadRange[];
  readonly writes: Map<string, string | undefined>;
  event: { name: string; payload: string } | undefined;
}

export interface Proposal {
  /** The chaincode that the client asked; another that it calls may only read. */
  readonly chaincode: string;
  readonly channel: string;
  readonly transactionId: string;
  readonly time: number;
  readonly submitter: Submitter;
  /** Whether the peer takes batched messages; without, the contract falls back to one call a key. */
  readonly batched: boolean;
}

export function newSimulation(): Simulation {
  return { reads: new Map(), ranges: [], writes: new Map(), event: undefined };
}

/** What one chaincode's code runs on: its own state, and a way to call others in the same transaction. */
export interface InMemoryStubOptions {
  readonly state: InMemoryState;
  readonly proposal: Proposal;
  readonly simulation: Simulation;
  readonly invoke: (chaincode: string, args: readonly string[]) => Promise<string>;
}

/** The part of Fabric's ChaincodeStub that the kernel uses, on committed state, recording what it reads and writes. */
export function newInMemoryStub({
  state,
  proposal,
  simulation,
  invoke,
}: InMemoryStubOptions): Context['stub'] {
  const read = (key: string): Uint8Array => {
    const found = state.get(key);
    simulation.reads.set(key, found?.version);
    return encodeUtf8(found?.value ?? '');
  };
  const write = (key: string, value: string | undefined): void => {
    assertReadable(key, value);
    simulation.writes.set(key, value);
  };
  const stub = {
    getChannelID: () => proposal.channel,
    getTxID: () => proposal.transactionId,
    getDateTimestamp: () => new Date(proposal.time),
    getCreator: () => ({
      mspid: proposal.submitter.mspId,
      idBytes: certificateOf({ admin: proposal.submitter.admin ?? false }),
    }),
    getState: (key: string) => Promise.resolve(read(key)),
    putState: (key: string, value: Uint8Array) => {
      write(key, decodeUtf8(value));
      return Promise.resolve();
    },
    deleteState: (key: string) => {
      write(key, undefined);
      return Promise.resolve();
    },
    getStateByPartialCompositeKey: (type: string, attributes: string[]) =>
      rangeOf(state, { type, attributes }, simulation),
    getHistoryForKey: (key: string) => historyOf(state, key),
    getSignedProposal: () => ({ proposal: { header: { channelHeader: newChannelHeader(proposal) } } }),
    invokeChaincode: async (chaincode: string, args: string[]) => {
      return { status: 200, message: '', payload: encodeUtf8(await invoke(chaincode, args)) };
    },
    setEvent: (name: string, payload: Uint8Array) => {
      simulation.event = { name, payload: decodeUtf8(payload) };
    },
    handler: proposal.batched ? newHandler(read, write) : undefined,
  };
  return stub as unknown as Context['stub'];
}

/** A record that is not of its own schema is refused by whoever reads it next, and its subject is stuck: no contract of ours writes one. */
function assertReadable(key: string, value: string | undefined): void {
  const { type } = parseLedgerKey(key) ?? {};
  if (type === undefined || value === undefined || readLedgerValue(type, value) !== undefined) return;
  throw new Error(`written ${type} that nobody can read: ${value}`);
}

function newChannelHeader({ chaincode }: Proposal): { getExtension_asU8(): Uint8Array } {
  const id = new peer.ChaincodeID();
  id.setName(chaincode);
  const extension = new peer.ChaincodeHeaderExtension();
  extension.setChaincodeId(id);
  return { getExtension_asU8: () => extension.serializeBinary() };
}

async function* rangeOf(
  state: InMemoryState,
  { type, attributes }: { type: string; attributes: string[] },
  simulation: Simulation,
): AsyncGenerator<{ key: string; value: Uint8Array }> {
  const keys: ReadKey[] = [];
  simulation.ranges.push({ type, attributes, keys });
  for (const key of state.range(type, attributes)) {
    const found = state.get(key);
    keys.push({ key, version: found?.version });
    yield await Promise.resolve({ key, value: encodeUtf8(found?.value ?? '') });
  }
}

async function* historyOf(state: InMemoryState, key: string): AsyncGenerator<object> {
  for (const { transactionId, time, value } of state.history(key).toReversed()) {
    const timestamp = { seconds: Math.floor(time / 1000), nanos: (time % 1000) * 1e6 };
    yield await Promise.resolve({
      txId: transactionId,
      timestamp,
      isDelete: value === undefined,
      value: encodeUtf8(value ?? ''),
    });
  }
}

class Message {
  type = 0;
  payload: Uint8Array = new Uint8Array();

  setType(type: number): void {
    this.type = type;
  }

  setPayload(payload: Uint8Array): void {
    this.payload = payload;
  }
}

// The shim's handler as far as batched-state.ts uses it, with a peer behind it that decodes the messages.
function newHandler(
  read: (key: string) => Uint8Array,
  write: (key: string, value: string | undefined) => void,
): object {
  return {
    handleGetState(this: { _askPeerAndListen(message: Message): Promise<Uint8Array> }): Promise<Uint8Array> {
      return this._askPeerAndListen(new Message());
    },
    _askPeerAndListen({ type, payload }: Message): Promise<Uint8Array> {
      if (type === GET_STATE_MULTIPLE) return Promise.resolve(answerReads(payload, read));
      if (type === WRITE_BATCH_STATE) return Promise.resolve(takeWrites(payload, write));
      return Promise.reject(new TypeError(`no message of type ${type}`));
    },
  };
}

function answerReads(payload: Uint8Array, read: (key: string) => Uint8Array): Uint8Array {
  const answer = new peer.GetStateMultipleResult();
  answer.setValuesList(peer.GetStateMultiple.deserializeBinary(payload).getKeysList().map(read));
  return answer.serializeBinary();
}

function takeWrites(
  payload: Uint8Array,
  write: (key: string, value: string | undefined) => void,
): Uint8Array {
  for (const record of peer.WriteBatchState.deserializeBinary(payload).getRecList()) {
    const isPut = record.getType() === peer.WriteRecord.Type.PUT_STATE;
    write(record.getKey(), isPut ? decodeUtf8(record.getValue_asU8()) : undefined);
  }
  return new Uint8Array();
}
