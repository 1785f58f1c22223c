// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import { expect } from 'chai';
import { blockHash } from '#src/ledger/block-hash.js';

const hashOf = (hex: string): string => createHash('sha256').update(Buffer.from(hex, 'hex')).digest('hex');
const [previous, data] = [new Uint8Array(32).fill(0xaa), new Uint8Array(32).fill(0xbb)];
const [A, B] = ['aa'.repeat(32), 'bb'.repeat(32)];

describe('the hash of a block', () => {
  for (const [number, integer] of [
    [0, '020100'],
    [127, '02017f'],
    // The first bit would make it negative.
    [128, '02020080'],
    [256, '02020100'],
    [1_000_000, '02030f4240'],
  ] as const)
    it(`of number ${String(number)} is over its header in DER`, () => {
      const content = `${integer}0420${A}0420${B}`;
      const length = (content.length / 2).toString(16).padStart(2, '0');
      expect(blockHash({ number, previous, data })).to.equal(hashOf(`30${length}${content}`));
    });

  it('of the first block has nothing before it', () => {
    const none = new Uint8Array(0);
    expect(blockHash({ number: 0, previous: none, data })).to.equal(hashOf(`302702010004000420${B}`));
  });
});
