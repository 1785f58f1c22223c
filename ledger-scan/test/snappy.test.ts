// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import { unpackSnappy } from '#src/snappy.js';

function unpack(...bytes: number[]): string {
  return Buffer.from(unpackSnappy(Uint8Array.from(bytes))).toString('latin1');
}

// Written by hand from google/snappy format_description.txt.
describe('unpackSnappy', () => {
  it('unpacks literals with lengths of one and of three bytes', () => {
    expect(unpack(3, 0b000010_00, 0x61, 0x62, 0x63)).to.equal('abc');
    expect(unpack(3, 60 << 2, 2, 0x61, 0x62, 0x63)).to.equal('abc');
    expect(unpack(3, 61 << 2, 2, 0, 0x61, 0x62, 0x63)).to.equal('abc');
  });

  it('unpacks copies with distances of eleven, sixteen and thirty-two bits, overlapping ones too', () => {
    const abc = [0b000010_00, 0x61, 0x62, 0x63];
    expect(unpack(8, ...abc, 0b000_001_01, 3)).to.equal('abcabcab');
    expect(unpack(6, ...abc, 0b000010_10, 3, 0)).to.equal('abcabc');
    expect(unpack(6, ...abc, 0b000010_11, 3, 0, 0, 0)).to.equal('abcabc');
    expect(unpack(7, ...abc, 0b000_000_01, 1)).to.equal('abccccc');
  });

  it('refuses damage', () => {
    expect(() => unpack(4, 0b000010_00, 0x61, 0x62, 0x63)).to.throw(RangeError);
    expect(() => unpack(3, 0b000010_00, 0x61)).to.throw(RangeError);
    expect(() => unpack(7, 0b000010_00, 0x61, 0x62, 0x63, 0b000_000_01, 4)).to.throw(RangeError);
    expect(() => unpack(2, 0b000010_00, 0x61, 0x62, 0x63)).to.throw(RangeError);
  });
});
