// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import fc from 'fast-check';
import smCrypto from 'sm-crypto';
import { DomainError } from '#src/errors/domain-error.js';
import { sealWithFreshIv } from '#src/sm/seal.js';
import { hmacSm3 } from '#src/sm/sm3.js';
import { openSm4, SEAL_OVERHEAD_BYTES, sealSm4 } from '#src/sm/sm4.js';
import { bytesOf, hexOf, join, utf8 } from './support/bytes.js';

const key = Uint8Array.from({ length: 32 }, (_, i) => 255 - i);
const iv = Uint8Array.from({ length: 16 }, (_, i) => i * 16);
const aad = utf8('record 7');
const plaintext = utf8('姓名：张三；测试数据');
const sealed = sealSm4({ key, plaintext, aad, iv });

describe('SM4 sealing', () => {
  it('opens what it sealed, any length of text and aad', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), fc.uint8Array({ maxLength: 40 }), (text, belongsTo) => {
        const box = sealSm4({ key, plaintext: text, aad: belongsTo, iv });
        expect(box).to.have.length(text.length + SEAL_OVERHEAD_BYTES);
        expect(openSm4({ key, sealed: box, aad: belongsTo })).to.deep.equal(text);
      }),
    );
  });

  it('has the documented bytes: computed here from HMAC-SM3 and sm-crypto', () => {
    const encKey = hmacSm3(key, utf8('sm4-ctr-hmac-sm3/v1/encrypt')).subarray(0, 16);
    const macKey = hmacSm3(key, utf8('sm4-ctr-hmac-sm3/v1/authenticate'));
    const body = join(Uint8Array.of(1), iv, xorWithCounter(plaintext, encKey));
    const lengths = bytesOf(
      [aad, plaintext].map(({ length }) => length.toString(16).padStart(16, '0')).join(''),
    );
    expect(hexOf(sealed)).to.equal(hexOf(join(body, hmacSm3(macKey, lengths, aad, body))));
  });

  it('carries the counter over all of the initial vector', () => {
    const last = new Uint8Array(16).fill(255);
    const box = sealSm4({ key, plaintext: new Uint8Array(32), aad, iv: last });
    const encKey = hmacSm3(key, utf8('sm4-ctr-hmac-sm3/v1/encrypt')).subarray(0, 16);
    expect(hexOf(box.subarray(33, 49))).to.equal(encryptBlock(new Uint8Array(16), encKey));
  });

  it('refuses each changed bit', () => {
    for (let bit = 0; bit < sealed.length * 8; bit++) {
      const changed = sealed.map((byte, i) => (i === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte));
      expectRefused(() => openSm4({ key, sealed: changed, aad }));
    }
  });

  it('refuses each cut text, one with a byte more, and none at all', () => {
    for (let length = 0; length < sealed.length; length++) {
      expectRefused(() => openSm4({ key, sealed: sealed.subarray(0, length), aad }));
    }
    expectRefused(() => openSm4({ key, sealed: join(sealed, Uint8Array.of(0)), aad }));
    expectRefused(() => openSm4({ key, sealed: new Uint8Array(SEAL_OVERHEAD_BYTES), aad }));
  });

  it('refuses an unknown version even under a right tag', () => {
    const body = sealed.map((byte, i) => (i === 0 ? 2 : byte)).subarray(0, -32);
    const macKey = hmacSm3(key, utf8('sm4-ctr-hmac-sm3/v1/authenticate'));
    const lengths = bytesOf(
      [aad, plaintext].map(({ length }) => length.toString(16).padStart(16, '0')).join(''),
    );
    expectRefused(() => openSm4({ key, sealed: join(body, hmacSm3(macKey, lengths, aad, body)), aad }));
  });

  it('refuses another aad and another key', () => {
    for (const other of ['record 8', 'record 7 ', 'record ', '']) {
      expectRefused(() => openSm4({ key, sealed, aad: utf8(other) }));
    }
    for (let i = 0; i < 32; i++) {
      const otherKey = key.map((byte, at) => (at === i ? byte ^ 1 : byte));
      expectRefused(() => openSm4({ key: otherKey, sealed, aad }));
    }
  });

  it('refuses bytes moved between aad and text', () => {
    const moved = sealSm4({
      key,
      plaintext: plaintext.subarray(1),
      aad: join(aad, plaintext.subarray(0, 1)),
      iv,
    });
    expectRefused(() => openSm4({ key, sealed: moved, aad }));
  });

  it('says the same whatever was wrong, and nothing of the key or the text', () => {
    const errors = [
      () => openSm4({ key, sealed: sealed.subarray(1), aad }),
      () => openSm4({ key, sealed, aad: utf8('x') }),
      () => openSm4({ key: join(iv, iv), sealed, aad }),
    ].map(catchError);
    expect(new Set(errors.map((error) => JSON.stringify([error.message, error.details])))).to.have.property(
      'size',
      1,
    );
  });

  it('draws a fresh initial vector for each sealing', () => {
    const boxes = Array.from({ length: 10 }, () => sealWithFreshIv({ key, plaintext, aad }));
    expect(new Set(boxes.map((box) => hexOf(box.subarray(1, 17))))).to.have.property('size', 10);
    for (const box of boxes) expect(openSm4({ key, sealed: box, aad })).to.deep.equal(plaintext);
  });

  it('refuses keys and initial vectors of the wrong length', () => {
    expect(() => sealSm4({ key: key.subarray(16), plaintext, aad, iv })).to.throw(RangeError);
    expect(() => sealSm4({ key, plaintext, aad, iv: iv.subarray(4) })).to.throw(RangeError);
    expect(() => openSm4({ key: key.subarray(16), sealed, aad })).to.throw(RangeError);
  });
});

function expectRefused(open: () => unknown): void {
  expect(catchError(open).code).to.equal('DECRYPTION_FAILED');
}

function catchError(act: () => unknown): DomainError {
  try {
    act();
  } catch (error) {
    if (error instanceof DomainError) return error;
    throw error;
  }
  throw new Error('was not refused');
}

// Counter mode from single blocks of sm-crypto; the counter of this test's iv stays within its last byte.
function xorWithCounter(text: Uint8Array, encKey: Uint8Array): Uint8Array {
  return text.map((byte, i) => {
    const counter = Uint8Array.from(iv);
    counter[15] = iv[15]! + (i >> 4);
    return byte ^ bytesOf(encryptBlock(counter, encKey))[i & 15]!;
  });
}

function encryptBlock(block: Uint8Array, encKey: Uint8Array): string {
  return smCrypto.sm4.encrypt([...block], hexOf(encKey), { padding: 'none' });
}
