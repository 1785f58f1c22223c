// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import { newMemberEntry } from '#src/testing/index.js';
import { newUnionTree } from './support/union-tree.js';

describe('a fork of the test ledger', () => {
  it('goes on by itself from what stands: same keys, time and identifiers, and nothing of either at the other', async () => {
    const tree = await newUnionTree();
    const [before, height] = [tree.ledger.entries(), tree.ledger.height];
    const fork = { ...tree, ...tree.fork() };
    expect(fork.ledger.entries()).to.deep.equal(before);
    expect(fork.clock.now()).to.equal(tree.clock.now());
    fork.clock.advance(60_000);
    expect(tree.clock.now()).to.equal(fork.clock.now() - 60_000);
    const by = tree.sichuan.root;
    await fork.submit('person.enrol', newMemberEntry(fork, tree.basic, { person: 'one' }), { by });
    expect([tree.ledger.height, tree.ledger.entries()]).to.deep.equal([height, before]);
    expect(fork.ledger.height).to.equal(height + 1);
    const again = { ...tree, ...tree.fork() };
    await again.submit('person.enrol', newMemberEntry(again, tree.basic, { person: 'one' }), { by });
    expect(again.ledger.entries().map(([key]) => key)).to.deep.equal(
      fork.ledger.entries().map(([key]) => key),
    );
  });
});
