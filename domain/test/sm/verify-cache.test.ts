// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import crypto from 'node:crypto';
import { syncBuiltinESMExports } from 'node:module';
import { LruMap } from '#src/sm/lru-map.js';
import { newSm2KeyPair, signSm2 } from '#src/sm/sign.js';
import { newSm2Verifier } from '#src/sm/verify.js';
import { utf8 } from './support/bytes.js';

const message = utf8('cached');

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
