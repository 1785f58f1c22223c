// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import { fromDerSignature, toDerSignature } from '#src/sm/der-signature.js';
import { parsePublicKey } from '#src/sm/gate.js';
import { publicKeyOf } from '#src/sm/sign.js';
import { sm3 } from '#src/sm/sm3.js';
import { verifySm2 } from '#src/sm/verify.js';
import { computeZ } from '#src/sm/z-value.js';
import { bytesOf, hexOf, utf8 } from './support/bytes.js';
import { fromHexPoint, oracleSign, oracleVerify } from './support/sm2-oracle.js';
import { sm2SignatureVector as vector } from './support/vectors.js';
import { verifiers } from './support/verifiers.js';

const message = utf8(vector.messageText);
const { publicKey, signature, userId } = vector;

for (const [engine, newVerifier] of verifiers) {
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

describe('the SM2 signature of GB/T 32918.5 Appendix A', () => {
  it('has the published Z and e', () => {
    const z = computeZ(parsePublicKey(publicKey)!, utf8(userId));
    expect(hexOf(z)).to.equal(vector.z);
    expect(hexOf(sm3(z, message))).to.equal(vector.e);
  });

  it('has the published public key, and refuses its compressed form', () => {
    expect(publicKeyOf(vector.privateKey)).to.equal(publicKey);
    expect(verifySm2({ message, signature, publicKey: vector.compressedPublicKey })).to.equal(false);
    const oddY = parseInt(publicKey.slice(-1), 16) & 1;
    expect(vector.compressedPublicKey).to.equal(`0${2 + oddY}${publicKey.slice(2, 66)}`);
  });

  it('has the published DER form, both ways', () => {
    expect(hexOf(toDerSignature(signature))).to.equal(vector.derSignature);
    expect(vector.derSignature).to.have.length(144);
    expect(fromDerSignature(bytesOf(vector.derSignature))).to.equal(signature);
  });

  it('comes out of the oracle with the published nonce, so the oracle is SM2 too', () => {
    const privateKey = BigInt(`0x${vector.privateKey}`);
    expect(oracleSign({ message, privateKey, nonce: BigInt(`0x${vector.nonce}`) })).to.equal(signature);
    expect(oracleVerify({ message, signature, publicKey: fromHexPoint(publicKey) })).to.equal(true);
  });
});
