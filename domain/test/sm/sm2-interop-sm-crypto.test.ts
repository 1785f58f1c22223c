// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import fc from 'fast-check';
import smCrypto from 'sm-crypto';
import { fromDerSignature, toDerSignature } from '#src/sm/der-signature.js';
import { newSm2KeyPair, signSm2 } from '#src/sm/sign.js';
import { verifySm2 } from '#src/sm/verify.js';
import { bytesOf, hexOf, utf8 } from './support/bytes.js';

const { sm2 } = smCrypto;
const messages = fc.oneof(fc.uint8Array({ maxLength: 400 }), fc.string({ unit: 'grapheme' }).map(utf8));
const userIds = fc.oneof(
  { weight: 3, arbitrary: fc.constant('1234567812345678') },
  fc.constantFrom('', 'ALICE123@YAHOO.COM', '用户甲'.repeat(5)),
);
const runs = { numRuns: 25 };

describe('SM2 with sm-crypto', () => {
  it('verifies there what is signed here', () => {
    fc.assert(
      fc.property(messages, userIds, (message, userId) => {
        const { privateKey, publicKey } = newSm2KeyPair();
        const signature = signSm2({ message, privateKey, userId });
        const options = { hash: true, userId };
        expect(sm2.doVerifySignature([...message], signature, publicKey, options)).to.equal(true);
        const der = hexOf(toDerSignature(signature));
        expect(sm2.doVerifySignature([...message], der, publicKey, { ...options, der: true })).to.equal(true);
        expect(sm2.doVerifySignature([...message, 0], signature, publicKey, options)).to.equal(false);
      }),
      runs,
    );
  });

  it('verifies here what is signed there', () => {
    fc.assert(
      fc.property(messages, userIds, (message, userId) => {
        const { privateKey, publicKey } = sm2.generateKeyPairHex();
        const signature = sm2.doSignature([...message], privateKey, { hash: true, userId });
        expect(verifySm2({ message, signature, publicKey, userId })).to.equal(true);
        expect(verifySm2({ message: Uint8Array.of(...message, 0), signature, publicKey, userId })).to.equal(
          false,
        );
        const der = sm2.doSignature([...message], privateKey, { hash: true, der: true, userId });
        const fromDer = fromDerSignature(bytesOf(der));
        expect(verifySm2({ message, signature: fromDer ?? '', publicKey, userId })).to.equal(true);
      }),
      runs,
    );
  });

  it('refuses what sm-crypto signs without Z, as its clients before 0.4 did by default', () => {
    const { privateKey, publicKey } = sm2.generateKeyPairHex();
    const message = utf8('no Z');
    const signature = sm2.doSignature([...message], privateKey, { hash: false });
    expect(verifySm2({ message, signature, publicKey })).to.equal(false);
  });
});
