// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import fc from 'fast-check';
import { fromHex, parseHex, toHex } from '#src/encoding/index.js';

describe('hex', () => {
  it('round-trips bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        expect(parseHex(toHex(bytes))).to.deep.equal(bytes);
        expect(toHex(bytes)).to.equal(Buffer.from(bytes).toString('hex'));
      }),
    );
  });

  it('writes the view it is given, not the buffer behind it', () => {
    expect(toHex(Uint8Array.of(1, 2, 3, 4).subarray(1, 3))).to.equal('0203');
  });

  it('throws where text must be hex and is not', () => {
    expect(fromHex('00ff')).to.deep.equal(Uint8Array.of(0, 255));
    expect(() => fromHex('0x')).to.throw(RangeError);
  });

  for (const text of ['0', 'AB', 'zz', '00\n', ' 00', '0x00', '00 11', '00１１']) {
    it(`refuses ${JSON.stringify(text)}`, () => expect(parseHex(text)).to.equal(undefined));
  }
});
