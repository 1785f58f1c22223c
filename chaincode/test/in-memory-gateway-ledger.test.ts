// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import { newInMemoryGatewayLedger, newMemberEntry, type InMemoryBlock } from '#src/testing/index.js';
import { codeOf } from './support/refusal.js';
import { newUnionTree, type UnionTree } from './support/union-tree.js';

describe('the in-memory ledger as a gateway sees it', () => {
  let tree: UnionTree;

  beforeEach(async () => {
    tree = await newUnionTree();
  });

  const enrolment = async (person: string): Promise<{ function: string; argument: string }> => {
    const entry = newMemberEntry(tree, tree.basic, { person });
    return {
      function: 'person:enrol',
      argument: await tree.instruct('person.enrol', entry, { by: tree.sichuan.root }),
    };
  };

  it('endorses, submits kept bytes, tells the status and the blocks', async () => {
    const gateway = newInMemoryGatewayLedger(tree.ledger, { mspId: tree.sichuan.mspId });
    const height = await gateway.height();
    const endorsed = await gateway.endorse(await enrolment('one'));
    expect(await gateway.status(endorsed.transactionId, 0)).to.equal(undefined);
    const waiting = gateway.status(endorsed.transactionId, 10_000);
    await gateway.submit(endorsed);
    await gateway.submit(endorsed);
    expect(await waiting).to.deep.equal({ valid: true, code: 0, block: height });
    const stop = new AbortController();
    const blocks: InMemoryBlock[] = [];
    for await (const block of gateway.blocks(height, stop.signal)) {
      blocks.push(block);
      if (blocks.length === 2) stop.abort();
    }
    expect(blocks.map(({ transactions }) => transactions[0]?.code)).to.deep.equal([0, 9]);
  });

  it('waits for blocks to come, and stops when told', async () => {
    const gateway = newInMemoryGatewayLedger(tree.ledger, { mspId: tree.sichuan.mspId });
    const stop = new AbortController();
    const seen: number[] = [];
    const following = (async () => {
      for await (const { number } of gateway.blocks(await gateway.height(), stop.signal)) {
        seen.push(number);
        stop.abort();
      }
    })();
    tree.ledger.holdBlocks = true;
    for (const person of ['one', 'two']) await gateway.submit(await gateway.endorse(await enrolment(person)));
    expect(tree.ledger.cutBlock()?.transactions).to.have.length(2);
    expect(tree.ledger.cutBlock()).to.equal(undefined);
    await following;
    expect(seen).to.have.length(1);
  });

  it("throws the contract's refusals, and LEDGER_UNAVAILABLE when told to", async () => {
    const gateway = newInMemoryGatewayLedger(tree.ledger, { mspId: tree.beijing.mspId });
    expect(await codeOf(gateway.endorse(await enrolment('one')))).to.equal('SUBMITTER_FOREIGN');
    const unknown = { function: 'person:promote', argument: '{}' };
    const error = (await gateway.evaluate(unknown).catch((caught: unknown) => caught)) as Error;
    expect(error.message).to.include('does not exist');
    gateway.unavailable = true;
    expect(await codeOf(gateway.height())).to.equal('LEDGER_UNAVAILABLE');
    const { signal } = new AbortController();
    const following = (async () => {
      for await (const block of gateway.blocks(0, signal)) expect(block).to.equal(undefined);
    })();
    expect(await codeOf(following)).to.equal('LEDGER_UNAVAILABLE');
  });
});
