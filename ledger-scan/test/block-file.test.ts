// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import { readBlockFile } from '#src/block-file.js';
import { blockFile } from './block-writer.js';

describe('readBlockFile', () => {
  const blocks = [
    { number: 0, transactions: [Buffer.from('genesis')], metadata: [] },
    { number: 300, transactions: [Buffer.alloc(200, 1), Buffer.alloc(0)], metadata: [Buffer.from('flags')] },
  ];

  it('reads each block with its transactions and metadata', () => {
    const read = [...readBlockFile(blockFile(blocks))];
    expect(read.map(({ number }) => number)).to.deep.equal([0, 300]);
    expect(read[1]?.transactions.map(({ length }) => length)).to.deep.equal([200, 0]);
    expect(Buffer.from(read[1]?.metadata[0] ?? []).toString()).to.equal('flags');
  });

  it('leaves out a block that is still being written', () => {
    expect([...readBlockFile(blockFile(blocks).subarray(0, -3))]).to.have.length(1);
  });
});
