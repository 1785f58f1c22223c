// SPDX-License-Identifier: Apache-2.0
// What every verifier of this repository decides alike, whatever it computes with.
import { expect } from 'chai';
import { newSm2KeyPair, signSm2 } from '#src/sm/sign.js';
import type { Sm2Verifier } from '#src/sm/verify.js';
import { bytesOf, utf8 } from './bytes.js';
import { EDGE_CASES, toVerification } from './edge-cases.js';
import { fromHexPoint, P, toHexPoint } from './sm2-oracle.js';
import { sm2SignatureVector as vector } from './vectors.js';

/** Opens a verifier with room for a number of keys. */
type NewVerifier = (keys: number) => Sm2Verifier;

export function describeSm2Verifier(engine: string, newVerifier: NewVerifier): void {
  describeEdgeCases(engine, newVerifier);
  describeAppendixA(engine, newVerifier);
  describeKeyCache(engine, newVerifier);
}

function describeEdgeCases(engine: string, newVerifier: NewVerifier): void {
  describe(`SM2 edge cases with ${engine}`, () => {
    for (const edge of EDGE_CASES) {
      it(`${edge.valid ? 'accepts' : 'refuses'}: ${edge.name}`, () => {
        expect(newVerifier(4)(toVerification(edge))).to.equal(edge.valid ?? false);
      });
    }

    it('refuses the same after a valid signature has put the key into the cache', () => {
      const verify = newVerifier(4);
      for (const edge of EDGE_CASES) {
        expect(verify(toVerification({ name: 'the valid one' }))).to.equal(true);
        expect(verify(toVerification(edge)), edge.name).to.equal(edge.valid ?? false);
      }
    });
  });
}

function describeAppendixA(engine: string, newVerifier: NewVerifier): void {
  const message = utf8(vector.messageText);
  const { publicKey, signature, userId } = vector;
  describe(`the SM2 signature of GB/T 32918.5 Appendix A with ${engine}`, () => {
    const verifySm2 = newVerifier(2);

    it('verifies under its id, given or by default', () => {
      expect(verifySm2({ message, signature, publicKey, userId })).to.equal(true);
      expect(verifySm2({ message, signature, publicKey })).to.equal(true);
    });

    for (const wrong of vector.wrongUserIds) {
      it(`does not verify under the id ${JSON.stringify(wrong)}`, () => {
        expect(verifySm2({ message, signature, publicKey, userId: wrong })).to.equal(false);
      });
    }

    it('does not verify with any one of its 512 bits flipped', () => {
      for (let digit = 0; digit < 128; digit++) {
        for (const bit of [1, 2, 4, 8]) {
          const flipped = (parseInt(signature.charAt(digit), 16) ^ bit).toString(16);
          const changed = signature.slice(0, digit) + flipped + signature.slice(digit + 1);
          expect(verifySm2({ message, signature: changed, publicKey }), `digit ${digit} bit ${bit}`).to.equal(
            false,
          );
        }
      }
    });

    it('does not verify with any one bit of the message flipped', () => {
      for (let bit = 0; bit < message.length * 8; bit++) {
        const changed = message.map((byte, i) => (i === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte));
        expect(verifySm2({ message: changed, signature, publicKey }), `bit ${bit}`).to.equal(false);
      }
    });

    it('does not verify over Z twice, the double-Z bug of signing devices', () => {
      const z = bytesOf(vector.z);
      expect(verifySm2({ message: Uint8Array.from([...z, ...message]), signature, publicKey })).to.equal(
        false,
      );
    });
  });
}

function describeKeyCache(engine: string, newVerifier: NewVerifier): void {
  const message = utf8('cached');
  describe(`the cache of imported keys with ${engine}`, () => {
    it('decides the same whether a key is new, cached, or forgotten and imported again', () => {
      const verify = newVerifier(2);
      const pairs = Array.from({ length: 5 }, newSm2KeyPair);
      const signatures = pairs.map(({ privateKey }) => signSm2({ message, privateKey }));
      for (let round = 0; round < 3; round++) {
        pairs.forEach(({ publicKey }, signer) => {
          signatures.forEach((signature, author) => {
            expect(verify({ message, signature, publicKey })).to.equal(signer === author);
          });
        });
      }
    });

    it('keeps one key under two ids apart', () => {
      const verify = newVerifier(8);
      const { privateKey, publicKey } = newSm2KeyPair();
      const ids = ['1234567812345678', '', 'a', '|'];
      const signatures = ids.map((userId) => signSm2({ message, privateKey, userId }));
      for (const userId of ids) {
        ids.forEach((signedId, i) => {
          expect(verify({ message, signature: signatures[i]!, publicKey, userId })).to.equal(
            userId === signedId,
          );
        });
      }
    });

    it('is not entered through a key whose last digits were moved into the id', () => {
      const verify = newVerifier(8);
      const { privateKey, publicKey } = newSm2KeyPair();
      const signature = signSm2({ message, privateKey });
      expect(verify({ message, signature, publicKey })).to.equal(true);
      for (const cut of [0, 2, 66, 129]) {
        const shifted = {
          publicKey: publicKey.slice(0, cut),
          userId: `${publicKey.slice(cut)}1234567812345678`,
        };
        expect(verify({ message, signature, ...shifted }), `cut at ${cut}`).to.equal(false);
      }
      const grown = { publicKey: `${publicKey}12345678`, userId: '12345678' };
      expect(verify({ message, signature, ...grown })).to.equal(false);
    });

    it('is not poisoned by refused keys', () => {
      const verify = newVerifier(2);
      const { privateKey, publicKey } = newSm2KeyPair();
      const signature = signSm2({ message, privateKey });
      const { x, y } = fromHexPoint(publicKey);
      const bad = [toHexPoint({ x, y: (y + 1n) % P }), publicKey.toUpperCase(), `06${publicKey.slice(2)}`];
      for (let round = 0; round < 2; round++) {
        for (const wrong of bad) expect(verify({ message, signature, publicKey: wrong })).to.equal(false);
        expect(verify({ message, signature, publicKey })).to.equal(true);
      }
    });

    it('works without room for any key', () => {
      const verify = newVerifier(0);
      const { privateKey, publicKey } = newSm2KeyPair();
      const signature = signSm2({ message, privateKey });
      expect(verify({ message, signature, publicKey })).to.equal(true);
      expect(verify({ message, signature, publicKey })).to.equal(true);
    });
  });
}
