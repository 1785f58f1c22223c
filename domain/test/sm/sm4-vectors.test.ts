// SPDX-License-Identifier: Apache-2.0
// That the SM4 inside this Node is SM4: the sealing of sm4.ts rests on it.
import { expect } from 'chai';
import { createCipheriv } from 'node:crypto';
import smCrypto from 'sm-crypto';
import { bytesOf, hexOf } from './support/bytes.js';
import { encryptGcm } from './support/sm4-gcm.js';
import { sm4Vectors } from './support/vectors.js';

const { block, gcm } = sm4Vectors;

describe('SM4', () => {
  it('encrypts the published block, as sm-crypto does', () => {
    const cipher = createCipheriv('sm4-ecb', bytesOf(block.key), null).setAutoPadding(false);
    expect(hexOf(cipher.update(bytesOf(block.plaintext)))).to.equal(block.ciphertext);
    const theirs = smCrypto.sm4.encrypt([...bytesOf(block.plaintext)], block.key, { padding: 'none' });
    expect(theirs).to.equal(block.ciphertext);
  });

  it('gives the same block in counter mode over zeros', () => {
    const cipher = createCipheriv('sm4-ctr', bytesOf(block.key), bytesOf(block.plaintext));
    expect(hexOf(cipher.update(new Uint8Array(16)))).to.equal(block.ciphertext);
  });

  it('reaches the published block after 1,000,000 rounds', function () {
    this.timeout(120_000);
    const cipher = createCipheriv('sm4-ecb', bytesOf(block.key), null).setAutoPadding(false);
    let state: Uint8Array = bytesOf(block.plaintext);
    for (let round = 0; round < 1_000_000; round++) state = cipher.update(state);
    expect(hexOf(state)).to.equal(block.afterMillionRounds);
  });

  it('gives the ciphertext and tag of RFC 8998 with GCM put around it', () => {
    const [key, iv, aad, plaintext] = [gcm.key, gcm.iv, gcm.aad, gcm.plaintext].map(bytesOf);
    const { ciphertext, tag } = encryptGcm({ key: key!, iv: iv!, aad: aad!, plaintext: plaintext! });
    expect(hexOf(ciphertext)).to.equal(gcm.ciphertext);
    expect(hexOf(tag)).to.equal(gcm.tag);
  });
});
