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

const message = utf8(vector.messageText);
const { publicKey, signature, userId } = vector;

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
