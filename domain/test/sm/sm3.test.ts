// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import fc from 'fast-check';
import { hmacSm3, sm3, sm3Hex } from '#src/sm/sm3.js';
import { bytesOf, hexOf, join, utf8 } from './support/bytes.js';
import { OpensslDesk, openssl } from './support/openssl.js';
import { oracleSm3 } from './support/sm2-oracle.js';
import { sm3Vectors } from './support/vectors.js';

describe('SM3', () => {
  for (const { message, digest } of sm3Vectors.digests) {
    it(`gives the published digest of ${message.length / 2} bytes`, () => {
      expect(hexOf(sm3(bytesOf(message)))).to.equal(digest);
      expect(sm3Hex(bytesOf(message))).to.equal(digest);
    });
  }

  it('returns a plain Uint8Array of 32 bytes that shares memory with nothing', () => {
    const digest = sm3(utf8('abc'));
    expect(Object.getPrototypeOf(digest)).to.equal(Uint8Array.prototype);
    expect(digest.buffer.byteLength).to.equal(32);
  });

  it('hashes chunks as their concatenation, none as the empty message', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 200 }), { maxLength: 5 }), (chunks) => {
        const whole = sm3Hex(join(...chunks));
        expect(hexOf(sm3(...chunks))).to.equal(whole);
        expect(sm3Hex(...chunks)).to.equal(whole);
      }),
    );
  });

  it('agrees with sm-crypto for every length from 0 to 299', () => {
    for (let length = 0; length < 300; length++) {
      const message = Uint8Array.from({ length }, (_, i) => (i * 31 + length) & 255);
      expect(hexOf(sm3(message)), `length ${length}`).to.equal(hexOf(oracleSm3(message)));
    }
  });

  it('agrees with the openssl command', () => {
    const desk = new OpensslDesk();
    const message = utf8('工会身份链'.repeat(1000));
    expect(openssl('dgst', '-sm3', '-r', desk.put('message', message)).slice(0, 64)).to.equal(
      sm3Hex(message),
    );
    desk.clear();
  });
});

describe('HMAC-SM3', () => {
  for (const { key, keyText, messageText, mac } of sm3Vectors.macs) {
    it(`gives the published code of "${messageText}"`, () => {
      const keyBytes = key === undefined ? utf8(keyText ?? '') : bytesOf(key);
      expect(hexOf(hmacSm3(keyBytes, utf8(messageText)))).to.equal(mac);
      expect(hexOf(hmacSm3(keyBytes, utf8(messageText.slice(0, 5)), utf8(messageText.slice(5))))).to.equal(
        mac,
      );
    });
  }

  it('is the construction of RFC 2104 for keys of every kind', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 130 }), fc.uint8Array({ maxLength: 130 }), (key, message) => {
        expect(hexOf(hmacSm3(key, message))).to.equal(hexOf(rfc2104(key, message)));
      }),
    );
  });

  it('is the same for texts around and beyond what is laid side by side', () => {
    const key = new Uint8Array(32).fill(9);
    for (const length of [1_983, 1_984, 1_985, 5_000]) {
      const message = new Uint8Array(length).fill(7);
      expect(hexOf(hmacSm3(key, message))).to.equal(hexOf(rfc2104(key, message)));
    }
  });
});

function rfc2104(key: Uint8Array, message: Uint8Array): Uint8Array {
  const block = new Uint8Array(64);
  block.set(key.length > 64 ? oracleSm3(key) : key);
  const inner = oracleSm3(
    block.map((byte) => byte ^ 0x36),
    message,
  );
  return oracleSm3(
    block.map((byte) => byte ^ 0x5c),
    inner,
  );
}
