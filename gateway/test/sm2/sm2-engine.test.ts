// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import { encodeUtf8 } from '@unionid/domain/encoding';
import { verifySm2 } from '@unionid/domain/sm';
import { newSm2KeyPair } from '@unionid/domain/signing';
import { newSm2Engine } from '#src/sm2/sm2-engine.js';

describe('SM2 engine', () => {
  const { privateKey, publicKey } = newSm2KeyPair();
  const message = encodeUtf8('message');
  const engine = newSm2Engine(privateKey);

  it('signs with the gateway’s key', async () => {
    expect(engine.signer.publicKey).to.equal(publicKey);
    const signature = await engine.signer.sign(message);
    expect(verifySm2({ message, signature, publicKey })).to.equal(true);
  });

  it('tells good signatures from bad ones', async () => {
    const signature = await engine.signer.sign(message);
    const messages = Array.from({ length: 40 }, (_, index) =>
      index % 3 === 0 ? message : encodeUtf8(`${index}`),
    );
    const answers = messages.map((tried) => engine.verify({ message: tried, signature, publicKey }));
    expect(answers).to.deep.equal(messages.map((tried) => tried === message));
  });

  it('takes malformed input for an invalid signature', () => {
    expect(engine.verify({ message, signature: 'x', publicKey })).to.equal(false);
    expect(engine.verify({ message, signature: '1'.repeat(128), publicKey: '04' })).to.equal(false);
  });
});
