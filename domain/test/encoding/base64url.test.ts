// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import fc from 'fast-check';
import { fromBase64, fromBase64url, toBase64, toBase64url } from '#src/encoding/index.js';
import { expectCode } from '../support/expect-code.js';

// RFC 4648 §10, without the padding.
const RFC_4648 = [
  ['', ''],
  ['f', 'Zg'],
  ['fo', 'Zm8'],
  ['foo', 'Zm9v'],
  ['foob', 'Zm9vYg'],
  ['fooba', 'Zm9vYmE'],
  ['foobar', 'Zm9vYmFy'],
] as const;

describe('base64url', () => {
  for (const [plain, encoded] of RFC_4648) {
    it(`spells "${plain}" as RFC 4648 does`, () => {
      expect(toBase64url(new TextEncoder().encode(plain))).to.equal(encoded);
      expect(new TextDecoder().decode(fromBase64url(encoded))).to.equal(plain);
    });
  }

  it('uses - and _ for the last two digits', () => {
    expect(toBase64url(Uint8Array.of(0xfb, 0xff))).to.equal('-_8');
  });

  it('reads what it wrote, also from a part of a larger buffer', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 70 }), fc.nat(5), (bytes, skip) => {
        const part = bytes.subarray(skip);
        expect(fromBase64url(toBase64url(part))).to.deep.equal(Uint8Array.from(part));
        expect(toBase64url(part)).to.equal(Buffer.from(part).toString('base64url'));
      }),
    );
  });

  it('accepts exactly one spelling of the same bytes', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...Array.from('AQgwEz_-9+/= ')), maxLength: 6 }),
        (text) => {
          const canonical = Buffer.from(text, 'base64url').toString('base64url') === text;
          if (canonical) expect(toBase64url(fromBase64url(text))).to.equal(text);
          else expectCode(() => fromBase64url(text), 'INVALID_REQUEST');
        },
      ),
    );
  });

  for (const bad of ['Zg==', 'Zh', 'Zm9', 'A', 'Zm+v', 'Zm/v', 'Zm 9v', 'Zm9v\n', '工会']) {
    it(`refuses ${JSON.stringify(bad)}`, () => {
      expectCode(() => fromBase64url(bad), 'INVALID_REQUEST');
    });
  }
});

describe('base64', () => {
  it('reads what it wrote, which is what Node writes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 70 }), (bytes) => {
        expect(toBase64(bytes)).to.equal(Buffer.from(bytes).toString('base64'));
        expect(fromBase64(toBase64(bytes))).to.deep.equal(bytes);
      }),
    );
  });

  for (const bad of ['Zg', 'Zg=', 'Zm9v=', 'Zh==', '-_8=', 'Zg==\n', '====', '工会']) {
    it(`refuses ${JSON.stringify(bad)}`, () => {
      expectCode(() => fromBase64(bad), 'INVALID_REQUEST');
    });
  }
});
