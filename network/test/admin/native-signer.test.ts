// SPDX-License-Identifier: Apache-2.0
import { generateKeyPairSync, randomBytes, verify } from 'node:crypto';
import { expect } from 'chai';
import { newNativeSigner, signLowS } from '#src/index.js';

const HALF_ORDER = 0x7fffffff800000007fffffffffffffffde737d56d38bcf4279dce5617e3192a8n;

describe('the native signer', () => {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });

  it('makes signatures that libcrypto verifies, all with a low s', async () => {
    const sign = newNativeSigner(privateKey);
    for (let round = 0; round < 300; round += 1) {
      const message = randomBytes(round);
      const signature = await sign(message);
      expect(verify('sha256', message, publicKey, signature)).to.equal(true);
      expect(sOf(Buffer.from(signature)) <= HALF_ORDER).to.equal(true);
    }
  });

  it('signs the message, not something like it', () => {
    const signature = signLowS(Buffer.from('one'), privateKey);
    expect(verify('sha256', Buffer.from('two'), publicKey, signature)).to.equal(false);
  });
});

/** The second integer of the DER sequence. */
function sOf(signature: Buffer): bigint {
  const rLength = signature[3] ?? 0;
  return BigInt(`0x${signature.subarray(6 + rLength).toString('hex')}`);
}
