// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import { encodeUtf8, verifySm2 } from '@unionid/domain';
import { newSm2KeyPair } from '@unionid/domain/signing';
import type { Sm2Engine } from '#src/sm2/sm2-engine.js';
import { newInlineEngine } from '#src/sm2/sm2-engine.js';
import { newSm2Pool } from '#src/sm2/sm2-pool.js';

describe('SM2 engine', () => {
  const { privateKey, publicKey } = newSm2KeyPair();
  const message = encodeUtf8('message');

  for (const [name, open] of [
    ['on threads', () => newSm2Pool({ privateKey, threads: 2 })],
    ['on the event loop', () => newInlineEngine(privateKey)],
  ] as const) {
    describe(name, () => {
      let engine: Sm2Engine;
      before(() => {
        engine = open();
      });
      after(() => engine.close());

      it('signs with the gateway’s key', async () => {
        expect(engine.signer.publicKey).to.equal(publicKey);
        const signature = await engine.signer.sign(message);
        expect(verifySm2({ message, signature, publicKey })).to.equal(true);
      });

      it('tells good signatures from bad ones, each by its own answer', async () => {
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
  }
});
