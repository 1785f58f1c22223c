// SPDX-License-Identifier: Apache-2.0
import { createRequire } from 'node:module';
import fabricProtos from '@hyperledger/fabric-protos';
import { expect } from 'chai';
import { batchedStateOf, type BatchedState, type ShimHandler } from '#src/kernel/batched-state.js';

const { peer } = fabricProtos;

interface Sent {
  readonly type: number;
  readonly payload: Uint8Array;
}

/** A shim whose peer holds `values` and keeps the messages that reach it. */
function newShim(values: ReadonlyMap<string, string>): {
  readonly batched: BatchedState;
  readonly sent: Sent[];
} {
  const sent: Sent[] = [];
  const handler: ShimHandler = {
    handleGetState() {
      const message = {
        ...{ type: 0, payload: new Uint8Array() as Uint8Array },
        setType(type: number) {
          this.type = type;
        },
        setPayload(payload: Uint8Array) {
          this.payload = payload;
        },
      };
      return this._askPeerAndListen(message, 'GetState');
    },
    _askPeerAndListen(message) {
      const { type, payload } = message as unknown as Sent;
      sent.push({ type, payload });
      const answer = new peer.GetStateMultipleResult();
      const keys = type === 25 ? peer.GetStateMultiple.deserializeBinary(payload).getKeysList() : [];
      answer.setValuesList(keys.map((key) => Buffer.from(values.get(key) ?? '')));
      return Promise.resolve(answer.serializeBinary());
    },
  };
  const batched = batchedStateOf({ getChannelID: () => 'channel', getTxID: () => 'tx', handler });
  if (batched === undefined) throw new Error('the handler was not recognised');
  return { batched, sent };
}

const numbered = (count: number): string[] => Array.from({ length: count }, (_, index) => `key ${index}`);

describe('batched state', () => {
  it('reads many keys by one message, in their order', async () => {
    const { batched, sent } = newShim(new Map([['key 1', 'one']]));
    const values = await batched.getMany(numbered(3));
    expect(values.map((value) => Buffer.from(value).toString())).to.deep.equal(['', 'one', '']);
    expect(sent.map(({ type }) => type)).to.deep.equal([25]);
  });

  it('sends at most a thousand keys a message', async () => {
    const { batched, sent } = newShim(new Map());
    expect(await batched.getMany(numbered(2_001))).to.have.length(2_001);
    const sizes = sent.map(
      ({ payload }) => peer.GetStateMultiple.deserializeBinary(payload).getKeysList().length,
    );
    expect(sizes).to.deep.equal([1_000, 1_000, 1]);
  });

  it('writes and deletes by one message', async () => {
    const { batched, sent } = newShim(new Map());
    await batched.writeMany([
      { key: 'a', value: '工会' },
      { key: 'b', value: undefined },
    ]);
    const [message] = sent;
    const records = peer.WriteBatchState.deserializeBinary(message?.payload ?? new Uint8Array()).getRecList();
    const decoded = records.map((record) => [
      record.getKey(),
      record.getType(),
      Buffer.from(record.getValue_asU8()).toString(),
    ]);
    const { PUT_STATE, DEL_STATE } = peer.WriteRecord.Type;
    expect(decoded).to.deep.equal([
      ['a', PUT_STATE, '工会'],
      ['b', DEL_STATE, ''],
    ]);
    expect(message?.type).to.equal(24);
  });

  it('is absent where the handler is not the one it knows', () => {
    const stub = { getChannelID: () => '', getTxID: () => '' };
    expect(batchedStateOf(stub)).to.equal(undefined);
    expect(batchedStateOf({ ...stub, handler: { handleGetState: () => undefined } })).to.equal(undefined);
  });

  it('does not take an answer of another length', async () => {
    const { batched } = newShim(new Map());
    const handler: ShimHandler = {
      handleGetState() {
        return this._askPeerAndListen({ setType: () => undefined, setPayload: () => undefined }, '');
      },
      _askPeerAndListen: () => Promise.resolve(new peer.GetStateMultipleResult().serializeBinary()),
    };
    const short = batchedStateOf({ getChannelID: () => '', getTxID: () => '', handler }) ?? batched;
    const error = await short.getMany(['a']).catch((caught: unknown) => caught);
    expect(error).to.be.instanceOf(RangeError);
  });

  it('borrows its message from the shim that is installed', async () => {
    // The real handler class, whose getState must still build a message before it asks.
    const { ChaincodeMessageHandler } = createRequire(import.meta.url)('fabric-shim/lib/handler.js') as {
      ChaincodeMessageHandler: { prototype: ShimHandler };
    };
    const asked: unknown[] = [];
    const handler = Object.create(ChaincodeMessageHandler.prototype) as ShimHandler;
    handler._askPeerAndListen = (message, method) => {
      asked.push(message, method);
      return Promise.resolve(new Uint8Array());
    };
    const batched = batchedStateOf({ getChannelID: () => 'channel', getTxID: () => 'tx', handler });
    await batched?.writeMany([{ key: 'a', value: 'b' }]);
    const [message, method] = asked as [InstanceType<typeof peer.ChaincodeMessage>, string];
    expect([message.getType(), message.getTxid(), message.getChannelId()]).to.deep.equal([
      24,
      'tx',
      'channel',
    ]);
    expect(method).to.equal('Batch');
  });
});
