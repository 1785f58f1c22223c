// SPDX-License-Identifier: Apache-2.0
import { common, peer } from '@hyperledger/fabric-protos';
import { expect } from 'chai';
import { blockHash } from '#src/ledger/block-hash.js';
import { decodeBlock } from '#src/ledger/block-decoder.js';
import {
  blockOfEnvelopes,
  ENDORSERS,
  newBlock,
  newEnvelope,
  TIME,
  transactionEnvelope,
  type TestTransaction,
} from '../support/fabric-blocks.js';

const ANY: TestTransaction = {
  ...{ transactionId: 'd'.repeat(64), chaincode: 'identity' },
  writes: [['identity', '\u0000a\u0000X\u0000', '{"v":1}']],
};

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
    const { seal, ...decoded } = decodeBlock(block, ['identity']);
    expect(seal).to.include({ previous: '', intact: false });
    expect(decoded).to.deep.equal({
      number: 7,
      hash: blockHash({ number: 7, previous: new Uint8Array(0), data: new Uint8Array(0) }),
      transactions: [
        {
          ...{ chaincode: 'identity', version: '', transactionId: 'aa', valid: true, code: 0 },
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
    const transactions = ['a', 'b', 'c'].map((digit, index) => {
      const transactionId = digit.repeat(64);
      return { transaction: { transactionId, chaincode: 'identity', writes: [] }, code: [0, 11, 9][index]! };
    });
    const decoded = decodeBlock(newBlock(1, transactions), ['identity']).transactions;
    expect(decoded.map(({ transactionId, valid, code }) => [transactionId, valid, code])).to.deep.equal([
      ['a'.repeat(64), true, 0],
      ['b'.repeat(64), false, 11],
      ['c'.repeat(64), false, 9],
    ]);
  });

  it('reads nothing of a transaction that was invalidated, least of all the identifier of another', () => {
    const transaction = {
      ...{ transactionId: 'a'.repeat(64), chaincode: 'identity' },
      writes: [['identity', '\u0000a\u0000X\u0000', '{"v":1}']],
    } as const;
    const known: readonly number[] = Object.values(peer.TxValidationCode) as number[];
    const codes = known.filter((code) => code !== 0);
    const decoded = decodeBlock(
      newBlock(
        1,
        codes.map((code) => ({ transaction, code })),
      ),
      ['identity'],
    ).transactions;
    for (const { writes, function: name, argument, result, endorsers, submitter, event } of decoded)
      expect([writes, name, argument, result, endorsers, submitter, event]).to.deep.equal([
        ...[[], '', '', '', [], ''],
        undefined,
      ]);
    // A peer that gave one of these had checked the creator's signature, and that the identifier follows from him.
    const named = decoded.filter(({ transactionId }) => transactionId !== '').map(({ code }) => code);
    expect(named.sort((a, b) => a - b)).to.deep.equal([9, 10, 11, 12, 17, 18]);
  });

  const hostile: Readonly<Record<string, Uint8Array>> = {
    'no protobuf': Uint8Array.of(0xff, 0xff, 0xff),
    'nothing at all': new Uint8Array(0),
    'a payload that is no protobuf': transactionEnvelope(ANY, (part, bytes) =>
      part === 'payload' ? Uint8Array.of(0x0a, 0x7f) : bytes,
    ),
    'a header time of the year 300000': newEnvelope({
      ...{ type: common.HeaderType.ENDORSER_TRANSACTION, transactionId: 'e'.repeat(64) },
      ...{ data: new Uint8Array(0), seconds: 9_400_000_000_000 },
    }),
    'a read-write set that is none': transactionEnvelope(ANY, (part, bytes) =>
      part === 'rwset' ? Uint8Array.of(0x1a, 0x7f) : bytes,
    ),
  };
  for (const [what, bytes] of Object.entries(hostile))
    it(`goes on behind an envelope with ${what}, whether peers took it for valid or not`, () => {
      const good = { bytes: transactionEnvelope(ANY), code: 0 };
      for (const code of [0, 2, 11, 255]) {
        const block = blockOfEnvelopes(3, [good, { bytes, code }, good]);
        const [before, middle, after] = decodeBlock(block, ['identity']).transactions;
        expect(before?.function).to.equal('person:enrol');
        expect(after).to.deep.equal(before);
        expect(middle).to.deep.include({ code, valid: code === 0, writes: [] });
        expect(middle?.time).to.match(/^\d{4}-\d\d-\d\dT/);
      }
    });

  it('says where it can not tell what a valid transaction wrote, and keeps what else it wrote', () => {
    const writes = [
      ['benefit', 'f', '1'],
      ['identity', 'a', '2'],
    ] as const;
    let sets = 0;
    const bytes = transactionEnvelope({ ...ANY, writes }, (part, whole) =>
      part === 'rwset' && sets++ === 0 ? Uint8Array.of(0x1a, 0x7f) : whole,
    );
    const [decoded] = decodeBlock(blockOfEnvelopes(1, [{ bytes, code: 0 }]), [
      'identity',
      'benefit',
    ]).transactions;
    expect(decoded?.undecodable).to.equal(true);
    expect(decoded?.writes).to.deep.equal([{ chaincode: 'identity', key: 'a', value: '2' }]);
  });

  it('takes an empty value for a deletion, as peers do, and one that is no text for no JSON', () => {
    const writes = [
      ['identity', 'empty', ''],
      ['identity', 'other', 'x'],
    ] as const;
    const bytes = transactionEnvelope({ ...ANY, writes }, (part, whole) =>
      part === 'value' && whole.length > 0 ? Uint8Array.of(0x22, 0xff, 0x22) : whole,
    );
    const [decoded] = decodeBlock(blockOfEnvelopes(1, [{ bytes, code: 0 }]), ['identity']).transactions;
    expect(decoded?.writes.map(({ value }) => value)).to.deep.equal([undefined, '\ufffd']);
  });

  it('keeps a mark of the order of bytes, as contracts do: with one before it nothing is JSON', () => {
    const value = '\ufeff{}';
    const bytes = transactionEnvelope({ ...ANY, writes: [['identity', 'a', value]] });
    const [decoded] = decodeBlock(blockOfEnvelopes(1, [{ bytes, code: 0 }]), ['identity']).transactions;
    expect(decoded?.writes.map((write) => write.value)).to.deep.equal([value]);
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
    block
      .getData()
      ?.addData(newEnvelope({ type: common.HeaderType.CONFIG, transactionId: '', data: new Uint8Array(0) }));
    const decoded = decodeBlock(block, ['identity']).transactions;
    expect(decoded.map((transaction) => transaction.function)).to.deep.equal(['', '']);
    expect(decoded[1]?.valid).to.equal(false);
  });
});
