// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import crypto from 'node:crypto';
import { syncBuiltinESMExports } from 'node:module';
import { LruMap } from '#src/sm/lru-map.js';
import { newSm2KeyPair, signSm2 } from '#src/sm/sign.js';
import { newSm2Verifier } from '#src/sm/verify.js';
import { utf8 } from './support/bytes.js';
import { fromHexPoint, toHexPoint, P } from './support/sm2-oracle.js';
import { verifiers } from './support/verifiers.js';

const message = utf8('cached');

for (const [engine, newVerifier] of verifiers) {
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

describe('the cache of keys imported into OpenSSL', () => {
  it('imports a key once while it remembers it', () => {
    const verify = newSm2Verifier({ cachedKeys: 2 });
    const [a, b, c] = Array.from({ length: 3 }, () => {
      const { privateKey, publicKey } = newSm2KeyPair();
      return { message, publicKey, signature: signSm2({ message, privateKey }) };
    });
    const imports = [a, a, b, a, c, a, b].map((one) => countImports(() => verify(one!)));
    expect(imports).to.deep.equal([1, 0, 1, 0, 1, 0, 1]);
  });
});

describe('LruMap', () => {
  it('forgets the entry used longest ago', () => {
    const map = new LruMap<number>(2);
    map.set('a', 1);
    map.set('b', 2);
    expect(map.get('a')).to.equal(1);
    map.set('c', 3);
    expect([map.get('a'), map.get('b'), map.get('c')]).to.deep.equal([1, undefined, 3]);
    expect(map.size).to.equal(2);
  });

  it('replaces a value without growing', () => {
    const map = new LruMap<number>(2);
    map.set('a', 1);
    map.set('b', 2);
    map.set('a', 3);
    expect([map.get('a'), map.get('b'), map.size]).to.deep.equal([3, 2, 2]);
  });
});

function countImports(act: () => boolean): number {
  const { createPublicKey } = crypto;
  let count = 0;
  crypto.createPublicKey = (input) => {
    count++;
    return createPublicKey(input);
  };
  syncBuiltinESMExports();
  try {
    expect(act()).to.equal(true);
  } finally {
    crypto.createPublicKey = createPublicKey;
    syncBuiltinESMExports();
  }
  return count;
}
