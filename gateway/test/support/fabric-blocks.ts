// SPDX-License-Identifier: Apache-2.0
import { common, ledger, msp, peer } from '@hyperledger/fabric-protos';

// Blocks as an orderer makes them. `spoil` sees the bytes of each part before the next holds them, as an attacker does.

export const ENDORSERS = ['NationalMSP', 'SichuanMSP'];
export const TIME = new Date('2026-03-02T02:00:00.123Z');

export interface TestTransaction {
  readonly transactionId: string;
  readonly chaincode: string;
  readonly writes: readonly (readonly [namespace: string, key: string, value: string | undefined])[];
}

/** Messages within messages of an envelope, from the outside. */
export const PARTS = [
  ...(['envelope', 'payload', 'channelHeader', 'signatureHeader', 'creator', 'transaction'] as const),
  ...(['actionPayload', 'proposal', 'invocation', 'response', 'extension', 'results', 'rwset'] as const),
  ...(['event', 'endorser', 'value'] as const),
] as const;
export type Part = (typeof PARTS)[number];
export type Spoil = (part: Part, bytes: Uint8Array) => Uint8Array;

const intact: Spoil = (_part, bytes) => bytes;

/** A block of these transactions, with the codes that the peers gave them. */
export function newBlock(
  number: number,
  transactions: readonly { readonly transaction: TestTransaction; readonly code: number }[],
): common.Block {
  return blockOfEnvelopes(
    number,
    transactions.map(({ transaction, code }) => ({ bytes: transactionEnvelope(transaction), code })),
  );
}

/** A block of any bytes. */
export function blockOfEnvelopes(
  number: number,
  envelopes: readonly { readonly bytes: Uint8Array; readonly code: number }[],
): common.Block {
  const header = new common.BlockHeader();
  header.setNumber(number);
  const data = new common.BlockData();
  for (const { bytes } of envelopes) data.addData(bytes);
  const metadata = new common.BlockMetadata();
  metadata.setMetadataList([
    ...[new Uint8Array(0), new Uint8Array(0)],
    Uint8Array.from(envelopes.map(({ code }) => code)),
  ]);
  const block = new common.Block();
  block.setHeader(header);
  block.setData(data);
  block.setMetadata(metadata);
  return block;
}

/** The envelope of a transaction of a chaincode. */
export function transactionEnvelope(transaction: TestTransaction, spoil: Spoil = intact): Uint8Array {
  const { transactionId } = transaction;
  const data = spoil('transaction', newTransaction(transaction, spoil));
  return newEnvelope({ type: common.HeaderType.ENDORSER_TRANSACTION, transactionId, data }, spoil);
}

export interface TestEnvelope {
  readonly type: number;
  readonly transactionId: string;
  readonly data: Uint8Array;
  /** Seconds since 1970 of the header's time. */
  readonly seconds?: number;
}

/** An envelope with headers. */
export function newEnvelope(
  { type, transactionId, data, seconds = Math.floor(TIME.getTime() / 1000) }: TestEnvelope,
  spoil: Spoil = intact,
): Uint8Array {
  const channel = common.ChannelHeader.deserializeBinary(timestampField(seconds));
  channel.setType(type);
  channel.setTxId(transactionId);
  const signature = new common.SignatureHeader();
  signature.setCreator(spoil('creator', identityOf('SichuanMSP')));
  const header = new common.Header();
  header.setChannelHeader(spoil('channelHeader', channel.serializeBinary()));
  header.setSignatureHeader(spoil('signatureHeader', signature.serializeBinary()));
  const payload = new common.Payload();
  payload.setHeader(header);
  payload.setData(data);
  const envelope = new common.Envelope();
  envelope.setPayload(spoil('payload', payload.serializeBinary()));
  return spoil('envelope', envelope.serializeBinary());
}

function identityOf(mspId: string): Uint8Array {
  const identity = new msp.SerializedIdentity();
  identity.setMspid(mspId);
  return identity.serializeBinary();
}

function newTransaction({ chaincode, writes }: TestTransaction, spoil: Spoil): Uint8Array {
  const payload = new peer.ChaincodeActionPayload();
  payload.setChaincodeProposalPayload(spoil('proposal', newProposal(chaincode, spoil)));
  const response = new peer.ProposalResponsePayload();
  response.setExtension$(spoil('extension', newAction(chaincode, writes, spoil).serializeBinary()));
  const endorsed = new peer.ChaincodeEndorsedAction();
  endorsed.setProposalResponsePayload(spoil('response', response.serializeBinary()));
  for (const mspId of ENDORSERS) {
    const endorsement = new peer.Endorsement();
    endorsement.setEndorser(spoil('endorser', identityOf(mspId)));
    endorsed.addEndorsements(endorsement);
  }
  payload.setAction(endorsed);
  const action = new peer.TransactionAction();
  action.setPayload(spoil('actionPayload', payload.serializeBinary()));
  const transaction = new peer.Transaction();
  transaction.addActions(action);
  return transaction.serializeBinary();
}

function newProposal(chaincode: string, spoil: Spoil): Uint8Array {
  const id = new peer.ChaincodeID();
  id.setName(chaincode);
  const input = new peer.ChaincodeInput();
  input.setArgsList([Buffer.from('person:enrol'), Buffer.from('{"名":1}')]);
  const spec = new peer.ChaincodeSpec();
  spec.setChaincodeId(id);
  spec.setInput(input);
  const invocation = new peer.ChaincodeInvocationSpec();
  invocation.setChaincodeSpec(spec);
  const proposal = new peer.ChaincodeProposalPayload();
  proposal.setInput(spoil('invocation', invocation.serializeBinary()));
  return proposal.serializeBinary();
}

function newAction(chaincode: string, writes: TestTransaction['writes'], spoil: Spoil): peer.ChaincodeAction {
  const event = new peer.ChaincodeEvent();
  event.setChaincodeId(chaincode);
  event.setEventName('person.enrol');
  event.setPayload(Buffer.from('{"subjects":1}'));
  const response = new peer.Response();
  response.setPayload(Buffer.from('{"ok":true}'));
  const action = new peer.ChaincodeAction();
  action.setResults(spoil('results', newWriteSets(writes, spoil)));
  action.setEvents(spoil('event', event.serializeBinary()));
  action.setResponse(response);
  return action;
}

function newWriteSets(writes: TestTransaction['writes'], spoil: Spoil): Uint8Array {
  const sets = new ledger.rwset.TxReadWriteSet();
  for (const [namespace, entries] of Map.groupBy(writes, ([name]) => name)) {
    const set = new ledger.rwset.kvrwset.KVRWSet();
    for (const [, key, value] of entries) {
      const write = new ledger.rwset.kvrwset.KVWrite();
      write.setKey(key);
      if (value === undefined) write.setIsDelete(true);
      else write.setValue(spoil('value', Buffer.from(value)));
      set.addWrites(write);
    }
    const own = new ledger.rwset.NsReadWriteSet();
    own.setNamespace(namespace);
    own.setRwset(spoil('rwset', set.serializeBinary()));
    sets.addNsRwset(own);
  }
  return sets.serializeBinary();
}

// Field 3 of ChannelHeader, google.protobuf.Timestamp: its class is of a package that is not ours to import.
function timestampField(seconds: number): Uint8Array {
  const whole = varint(seconds);
  const nanos = varint((TIME.getTime() % 1000) * 1_000_000);
  return Uint8Array.of(0x1a, whole.length + nanos.length + 2, 0x08, ...whole, 0x10, ...nanos);
}

function varint(value: number): number[] {
  return value < 128 ? [value] : [(value % 128) + 128, ...varint(Math.floor(value / 128))];
}
