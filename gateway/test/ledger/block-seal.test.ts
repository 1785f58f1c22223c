// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import { common } from '@hyperledger/fabric-protos';
import { expect } from 'chai';
import { sealOf } from '#src/ledger/block-seal.js';

describe('the seal of a block', () => {
  const newBlock = (parts: readonly string[], stated = parts): common.Block => {
    const [block, header, data] = [new common.Block(), new common.BlockHeader(), new common.BlockData()];
    data.setDataList(parts.map((part) => Buffer.from(part)));
    header.setPreviousHash(createHash('sha256').update('before').digest());
    header.setDataHash(createHash('sha256').update(stated.join('')).digest());
    block.setHeader(header);
    block.setData(data);
    return block;
  };

  it('says which block was before, and whether the transactions are those that the header is about', () => {
    const previous = createHash('sha256').update('before').digest('hex');
    expect(sealOf(newBlock(['one', 'two']))).to.deep.equal({ previous, intact: true });
    expect(sealOf(newBlock(['one', 'two!'], ['one', 'two']))).to.deep.equal({ previous, intact: false });
    expect(sealOf(new common.Block())).to.equal(undefined);
  });
});
