// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import fc from 'fast-check';
import { parsePrivateKey, parsePublicKey, parseSignature } from '#src/sm/gate.js';
import { newSm2KeyPair, publicKeyOf, randomBytes, signSm2 } from '#src/sm/sign.js';
import { newKeySigner } from '#src/sm/signer.js';
import { verifySm2 } from '#src/sm/verify.js';
import { hex64, hexOf, utf8 } from './support/bytes.js';
import {
  fromHexPoint,
  N,
  oraclePublicKey,
  oracleSign,
  oracleVerify,
  toHexPoint,
} from './support/sm2-oracle.js';

const message = utf8('职工入会申请');
const privateKeys = fc.oneof(
  fc.bigInt({ min: 1n, max: N - 2n }),
  fc.constantFrom(1n, 2n, 3n, 1n << 64n, 1n << 255n, N / 2n, N - 3n, N - 2n),
);
const userIds = fc.oneof(
  fc.constantFrom('1234567812345678', '', 'ALICE123@YAHOO.COM', '用户甲'),
  fc.string(),
);

describe('SM2 signing', () => {
  it('makes key pairs that pass the gate, each with its own public key', () => {
    const pairs = Array.from({ length: 20 }, newSm2KeyPair);
    for (const { privateKey, publicKey } of pairs) {
      expect(parsePrivateKey(privateKey)).to.have.length(32);
      expect(parsePublicKey(publicKey)).to.have.length(65);
      expect(publicKeyOf(privateKey)).to.equal(publicKey);
      expect(toHexPoint(oraclePublicKey(BigInt(`0x${privateKey}`)))).to.equal(publicKey);
    }
    expect(new Set(pairs.map((pair) => pair.privateKey))).to.have.property('size', pairs.length);
  });

  it('keeps the leading zeros of a private key, which OpenSSL drops', () => {
    let pair = newSm2KeyPair();
    // One in 256 starts with 00; none of 5000 does so once in 10^8 runs.
    for (let i = 0; i < 5000 && !pair.privateKey.startsWith('00'); i++) pair = newSm2KeyPair();
    expect(pair.privateKey).to.match(/^00[0-9a-f]{62}$/);
    expect(publicKeyOf(pair.privateKey)).to.equal(pair.publicKey);
  });

  it('signs what the verifier and the independent implementation accept', () => {
    fc.assert(
      fc.property(privateKeys, fc.uint8Array({ maxLength: 300 }), userIds, (d, text, userId) => {
        const privateKey = hex64(d);
        const publicKey = publicKeyOf(privateKey);
        const signature = signSm2({ message: text, privateKey, userId });
        expect(parseSignature(signature)).not.to.equal(undefined);
        expect(verifySm2({ message: text, signature, publicKey, userId })).to.equal(true);
        expect(
          oracleVerify({ message: text, signature, publicKey: fromHexPoint(publicKey), userId }),
        ).to.equal(true);
        expect(verifySm2({ message: text, signature, publicKey, userId: `${userId}!` })).to.equal(false);
      }),
      { numRuns: 40 },
    );
  });

  it('verifies what the independent implementation signs, boundary nonces included', () => {
    const nonces = fc.oneof(fc.bigInt({ min: 1n, max: N - 1n }), fc.constantFrom(1n, 2n, N - 2n, N - 1n));
    fc.assert(
      fc.property(privateKeys, nonces, userIds, (privateKey, nonce, userId) => {
        const signature = oracleSign({ message, privateKey, nonce, userId });
        fc.pre(signature !== undefined);
        const publicKey = toHexPoint(oraclePublicKey(privateKey));
        expect(verifySm2({ message, signature, publicKey, userId })).to.equal(true);
      }),
      { numRuns: 40 },
    );
  });

  it('draws a fresh nonce for each signature', () => {
    const { privateKey } = newSm2KeyPair();
    const signatures = Array.from({ length: 10 }, () => signSm2({ message, privateKey }));
    expect(new Set(signatures.map((signature) => signature.slice(0, 64)))).to.have.property('size', 10);
  });

  // OpenSSL would sign with 0 and never return from signing with n - 1.
  for (const [name, privateKey] of [
    ['0', hex64(0n)],
    ['n - 1', hex64(N - 1n)],
    ['n', hex64(N)],
    ['2^256 - 1', 'f'.repeat(64)],
    ['upper case', 'AB'.repeat(32)],
    ['short', '01'],
    ['empty', ''],
    ['not hex', 'zz'.repeat(32)],
  ] as const) {
    it(`refuses the private key ${name} before OpenSSL sees it, without repeating it`, () => {
      for (const use of [
        () => signSm2({ message, privateKey }),
        () => publicKeyOf(privateKey),
        () => newKeySigner(privateKey),
      ]) {
        expect(use).to.throw(RangeError, /^an SM2 private key is 64 lower-case hex digits in \[1, n - 2\]$/);
      }
    });
  }

  it('signs with the largest private key, n - 2', () => {
    const privateKey = hex64(N - 2n);
    const signature = signSm2({ message, privateKey });
    expect(verifySm2({ message, signature, publicKey: publicKeyOf(privateKey) })).to.equal(true);
  });

  it('refuses a user id that would wrap its length', () => {
    const { privateKey } = newSm2KeyPair();
    expect(() => signSm2({ message, privateKey, userId: 'x'.repeat(8192) })).to.throw(RangeError);
  });

  it('draws as many random bytes as asked for', () => {
    expect(randomBytes(16)).to.be.instanceOf(Uint8Array).with.length(16);
    expect(hexOf(randomBytes(16))).not.to.equal(hexOf(randomBytes(16)));
    expect(randomBytes(16).buffer.byteLength).to.equal(16);
  });
});

describe('a key signer', () => {
  it('shows the public key and signs under the default id', async () => {
    const { privateKey, publicKey } = newSm2KeyPair();
    const signer = newKeySigner(privateKey);
    expect(signer.publicKey).to.equal(publicKey);
    expect(verifySm2({ message, signature: await signer.sign(message), publicKey })).to.equal(true);
    expect(JSON.stringify(signer)).not.to.contain(privateKey);
  });

  it('rejects instead of throwing', async () => {
    const failure = await newKeySigner(hex64(5n))
      .sign(undefined as unknown as Uint8Array)
      .catch((error: unknown) => error);
    expect(failure).to.be.instanceOf(TypeError);
  });
});
