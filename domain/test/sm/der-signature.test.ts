// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import fc from 'fast-check';
import { fromDerSignature, toDerSignature } from '#src/sm/der-signature.js';
import { hex64, hexOf } from './support/bytes.js';
import { N } from './support/sm2-oracle.js';

// Small values have leading zero bytes, which DER leaves out.
const scalars = fc.oneof(
  fc.bigInt({ min: 1n, max: N - 1n }),
  fc.integer({ min: 0, max: 255 }).map((bit) => 1n << BigInt(bit)),
  fc.constantFrom(1n, 127n, 128n, 255n, 256n, N - 1n),
);

describe('a DER signature', () => {
  it('round-trips, and is what an independent encoder writes', () => {
    fc.assert(
      fc.property(scalars, scalars, (r, s) => {
        fc.pre(r + s !== N && r < N && s < N);
        const der = toDerSignature(hex64(r) + hex64(s));
        expect(hexOf(der)).to.equal(encodeSequence(encodeInteger(r) + encodeInteger(s)));
        expect(fromDerSignature(der)).to.equal(hex64(r) + hex64(s));
      }),
    );
  });

  it('has one encoding only: any other bytes that are read give themselves back', () => {
    fc.assert(
      fc.property(scalars, scalars, fc.nat(), fc.integer({ min: 1, max: 255 }), (r, s, at, mask) => {
        fc.pre(r + s !== N && r < N && s < N);
        const der = toDerSignature(hex64(r) + hex64(s));
        const changed = der.map((byte, i) => (i === at % der.length ? byte ^ mask : byte));
        const read = fromDerSignature(changed);
        if (read !== undefined) expect(hexOf(toDerSignature(read))).to.equal(hexOf(changed));
      }),
      { numRuns: 1000 },
    );
  });

  it('never throws when it is read', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 80 }), (bytes) => {
        const read = fromDerSignature(bytes);
        expect(read === undefined || read.length === 128).to.equal(true);
      }),
    );
    for (const value of [undefined, null, 'text', 5, {}, []]) {
      expect(fromDerSignature(value as Uint8Array)).to.equal(undefined);
    }
  });

  it('is not written for text that does not pass the gate', () => {
    for (const text of [
      '',
      '0'.repeat(128),
      'A'.repeat(128),
      hex64(N) + hex64(1n),
      hex64(1n) + hex64(N - 1n),
    ]) {
      expect(() => toDerSignature(text)).to.throw(RangeError);
    }
  });
});

function encodeInteger(value: bigint): string {
  const digits = value.toString(16);
  const even = digits.length % 2 === 0 ? digits : `0${digits}`;
  const content = parseInt(even.charAt(0), 16) >= 8 ? `00${even}` : even;
  return `02${(content.length / 2).toString(16).padStart(2, '0')}${content}`;
}

function encodeSequence(content: string): string {
  return `30${(content.length / 2).toString(16).padStart(2, '0')}${content}`;
}
