// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import { crc32c } from '#src/crc32c.js';

describe('crc32c', () => {
  it('gives the values of RFC 3720 B.4', () => {
    expect(crc32c(new Uint8Array(32))).to.equal(0x8a9136aa);
    expect(crc32c(new Uint8Array(32).fill(0xff))).to.equal(0x62a8ab43);
    expect(crc32c(Buffer.from('123456789'))).to.equal(0xe3069283);
  });
});
