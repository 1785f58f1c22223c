// SPDX-License-Identifier: Apache-2.0
import { common, ledger, msp, peer } from '@hyperledger/fabric-protos';
import { expect } from 'chai';
import { decodeBlock } from '#src/ledger/block-decoder.js';

const ENDORSERS = ['NationalMSP', 'SichuanMSP'];
const TIME = new Date('2026-03-02T02:00:00.123Z');

interface TestTransaction {
  readonly transactionId: string;
  readonly chaincode: string;
  readonly writes: readonly (readonly [namespace: string, key: string, value: string | undefined])[];
}

describe('block decoder', () => {
  it('reads what the chaincode was told, answered, wrote and announced', () => {
    const block = newBlock(7, [
      {
        transaction: {
          ...{ transactionId: 'aa', chaincode: 'identity' },
          writes: [
            ['identity', '\u0000a\u0000X\u0000', '{"v":1}'],
            ['identity', '\u0000i\u0000Y\u0000', undefined],
            ['_lifecycle', 'other', 'x'],
          ],
        },
        code: 0,
      },
    ]);
    expect(decodeBlock(block, ['identity'])).to.deep.equal({
      number: 7,
      transactions: [
        {
          ...{ chaincode: 'identity', transactionId: 'aa', valid: true, code: 0 },
          ...{ submitter: 'SichuanMSP', endorsers: ENDORSERS },
          time: TIME.toISOString(),
          ...{ function: 'person:enrol', argument: '{"名":1}', result: '{"ok":true}' },
          writes: [
            { chaincode: 'identity', key: '\u0000a\u0000X\u0000', value: '{"v":1}' },
            { chaincode: 'identity', key: '\u0000i\u0000Y\u0000', value: undefined },
          ],
          event: { name: 'person.enrol', payload: '{"subjects":1}' },
        },
      ],
    });
  });

  it('keeps the position and code of transactions that were invalidated', () => {
    const transactions = ['aa', 'bb', 'cc'].map((transactionId, index) => {
      return { transaction: { transactionId, chaincode: 'identity', writes: [] }, code: [0, 11, 9][index]! };
    });
    const decoded = decodeBlock(newBlock(1, transactions), ['identity']).transactions;
    expect(decoded.map(({ transactionId, valid, code }) => [transactionId, valid, code])).to.deep.equal([
      ['aa', true, 0],
      ['bb', false, 11],
      ['cc', false, 9],
    ]);
  });

  it('tells whose state each write is, also of a chaincode that another one called', () => {
    const writes = [
      ['benefit', 'f', '1'],
      ['identity', 'a', '2'],
    ] as const;
    const transactions = ['benefit', 'foreign'].map((chaincode) => {
      return { transaction: { transactionId: chaincode, chaincode, writes }, code: 0 };
    });
    const decoded = decodeBlock(newBlock(1, transactions), ['identity', 'benefit']).transactions;
    expect(decoded.map(({ chaincode, function: name }) => [chaincode, name])).to.deep.equal([
      ['benefit', 'person:enrol'],
      ['', ''],
    ]);
    for (const transaction of decoded) {
      expect(transaction.endorsers).to.deep.equal(ENDORSERS);
      expect(transaction.writes).to.deep.equal([
        { chaincode: 'benefit', key: 'f', value: '1' },
        { chaincode: 'identity', key: 'a', value: '2' },
      ]);
    }
  });

  it('leaves other chaincodes and configuration transactions empty, in their place', () => {
    const other = { transactionId: 'aa', chaincode: '_lifecycle', writes: [] };
    const block = newBlock(1, [{ transaction: other, code: 0 }]);
    block.getData()?.addData(newEnvelope(common.HeaderType.CONFIG, '', new Uint8Array(0)));
    const decoded = decodeBlock(block, ['identity']).transactions;
    expect(decoded.map((transaction) => transaction.function)).to.deep.equal(['', '']);
    expect(decoded[1]?.valid).to.equal(false);
  });
});

function newBlock(
  number: number,
  transactions: readonly { readonly transaction: TestTransaction; readonly code: number }[],
): common.Block {
  const header = new common.BlockHeader();
  header.setNumber(number);
  const data = new common.BlockData();
  for (const { transaction } of transactions) {
    const { transactionId } = transaction;
    data.addData(
      newEnvelope(common.HeaderType.ENDORSER_TRANSACTION, transactionId, newTransaction(transaction)),
    );
  }
  const metadata = new common.BlockMetadata();
  metadata.setMetadataList([
    ...[new Uint8Array(0), new Uint8Array(0)],
    Uint8Array.from(transactions.map(({ code }) => code)),
  ]);
  const block = new common.Block();
  block.setHeader(header);
  block.setData(data);
  block.setMetadata(metadata);
  return block;
}

function newEnvelope(type: number, transactionId: string, data: Uint8Array): Uint8Array {
  const channel = common.ChannelHeader.deserializeBinary(timestampField(TIME));
  channel.setType(type);
  channel.setTxId(transactionId);
  const signature = new common.SignatureHeader();
  signature.setCreator(identityOf('SichuanMSP'));
  const header = new common.Header();
  header.setChannelHeader(channel.serializeBinary());
  header.setSignatureHeader(signature.serializeBinary());
  const payload = new common.Payload();
  payload.setHeader(header);
  payload.setData(data);
  const envelope = new common.Envelope();
  envelope.setPayload(payload.serializeBinary());
  return envelope.serializeBinary();
}

function identityOf(mspId: string): Uint8Array {
  const identity = new msp.SerializedIdentity();
  identity.setMspid(mspId);
  return identity.serializeBinary();
}

function newTransaction({ chaincode, writes }: TestTransaction): Uint8Array {
  const payload = new peer.ChaincodeActionPayload();
  payload.setChaincodeProposalPayload(newProposal(chaincode));
  const response = new peer.ProposalResponsePayload();
  response.setExtension$(newAction(chaincode, writes).serializeBinary());
  const endorsed = new peer.ChaincodeEndorsedAction();
  endorsed.setProposalResponsePayload(response.serializeBinary());
  for (const mspId of ENDORSERS) {
    const endorsement = new peer.Endorsement();
    endorsement.setEndorser(identityOf(mspId));
    endorsed.addEndorsements(endorsement);
  }
  payload.setAction(endorsed);
  const action = new peer.TransactionAction();
  action.setPayload(payload.serializeBinary());
  const transaction = new peer.Transaction();
  transaction.addActions(action);
  return transaction.serializeBinary();
}

function newProposal(chaincode: string): Uint8Array {
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
  proposal.setInput(invocation.serializeBinary());
  return proposal.serializeBinary();
}

function newAction(chaincode: string, writes: TestTransaction['writes']): peer.ChaincodeAction {
  const sets = new ledger.rwset.TxReadWriteSet();
  for (const [namespace, entries] of Map.groupBy(writes, ([name]) => name)) {
    const set = new ledger.rwset.kvrwset.KVRWSet();
    for (const [, key, value] of entries) {
      const write = new ledger.rwset.kvrwset.KVWrite();
      write.setKey(key);
      if (value === undefined) write.setIsDelete(true);
      else write.setValue(Buffer.from(value));
      set.addWrites(write);
    }
    const own = new ledger.rwset.NsReadWriteSet();
    own.setNamespace(namespace);
    own.setRwset(set.serializeBinary());
    sets.addNsRwset(own);
  }
  const event = new peer.ChaincodeEvent();
  event.setChaincodeId(chaincode);
  event.setEventName('person.enrol');
  event.setPayload(Buffer.from('{"subjects":1}'));
  const response = new peer.Response();
  response.setPayload(Buffer.from('{"ok":true}'));
  const action = new peer.ChaincodeAction();
  action.setResults(sets.serializeBinary());
  action.setEvents(event.serializeBinary());
  action.setResponse(response);
  return action;
}

// Field 3 of ChannelHeader, google.protobuf.Timestamp: its class is of a package that is not ours to import.
function timestampField(time: Date): Uint8Array {
  const seconds = varint(Math.floor(time.getTime() / 1000));
  const nanos = varint((time.getTime() % 1000) * 1_000_000);
  return Uint8Array.of(0x1a, seconds.length + nanos.length + 2, 0x08, ...seconds, 0x10, ...nanos);
}

function varint(value: number): number[] {
  return value < 128 ? [value] : [(value % 128) + 128, ...varint(Math.floor(value / 128))];
}
