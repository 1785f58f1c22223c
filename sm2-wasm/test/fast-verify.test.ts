// SPDX-License-Identifier: Apache-2.0
// WebAssembly against OpenSSL and against the oracle. What every verifier refuses or accepts in particular is in the
// domain's sm2-verifier-suite.ts.
import { expect } from 'chai';
import { newSm2Verifier, SelfTestError, type Sm2Verification } from '@unionid/domain/sm';
import {
  bytesOf,
  hex64,
  mod,
  N,
  oraclePublicKey,
  oracleSign,
  P,
  Seeded,
  toHexPoint,
  utf8,
} from '@unionid/domain/testing';
import { newFastSm2Verifier } from '#src/fast-verify.js';
import { USES_BEFORE_TABLE } from '#src/key-tables.js';
import { Sm2Core } from '#src/sm2-core.js';

interface KeyPair {
  readonly privateKey: bigint;
  readonly publicKey: string;
}

describe('SM2 in WebAssembly', () => {
  it('decides like OpenSSL on random valid and changed signatures', function () {
    this.timeout(60_000);
    const random = new Seeded('signatures');
    const openssl = newSm2Verifier({ cachedKeys: 16 });
    // Two tables for nine keys: keys win and lose them all the time.
    const fast = [0, 2, 16].map((keys) => newFastSm2Verifier({ keys }));
    const pairs = Array.from({ length: 9 }, () => newPair(random));
    let valid = 0;
    for (let round = 0; round < 250; round++) {
      for (const tried of withChanges(newSigned(random, pick(pairs, random)), pairs, random)) {
        const expected = openssl(tried);
        if (expected) valid += 1;
        for (const verify of fast) expect(verify(tried), JSON.stringify(tried)).to.equal(expected);
      }
    }
    expect(valid).to.equal(250);
  });

  it('agrees with the oracle on scalars at every boundary, infinity and equal points among them', function () {
    this.timeout(60_000);
    const core = new Sm2Core(1);
    for (const privateKey of [1n, 2n, 16n, N - 2n]) {
      const publicKey = bytesOf(toHexPoint(oraclePublicKey(privateKey)));
      core.buildTable(0, publicKey);
      for (const s of BOUNDARIES) {
        for (const t of BOUNDARIES) {
          const sum = mod(s + t * privateKey, N);
          const x = sum === 0n ? undefined : oraclePublicKey(sum).x;
          const ask = (candidate: bigint, otherX?: bigint): readonly boolean[] => {
            const question = {
              ...{ s: hex64(s), t: hex64(t), x: hex64(candidate) },
              otherX: otherX === undefined ? undefined : hex64(otherX),
            };
            return [core.verifyByTable(question, 0), core.verifyByKey(question, publicKey)];
          };
          const name = `d = ${privateKey}, s = ${s.toString(16)}, t = ${t.toString(16)}`;
          const near = mod((x ?? 0n) + 1n, P);
          expect(ask(x ?? 0n), name).to.deep.equal(x === undefined ? [false, false] : [true, true]);
          expect(ask(near), name).to.deep.equal([false, false]);
          expect(ask(near, x ?? 0n), name).to.deep.equal(x === undefined ? [false, false] : [true, true]);
          expect(ask(near, near), name).to.deep.equal([false, false]);
        }
      }
    }
  });

  it('refuses to build a table for a key off the curve', () => {
    const core = new Sm2Core(1);
    const { x, y } = oraclePublicKey(3n);
    expect(() => core.buildTable(0, bytesOf(toHexPoint({ x, y: y - 1n })))).to.throw('off the curve');
  });

  it('keeps the tables of keys apart when they change hands', () => {
    const random = new Seeded('eviction');
    const verify = newFastSm2Verifier({ keys: 2 });
    const signed = Array.from({ length: 5 }, () => newSigned(random, newPair(random)));
    for (let round = 0; round < 3; round++) {
      for (const own of signed) {
        for (let use = 0; use <= USES_BEFORE_TABLE + 1; use++) expect(verify(own)).to.equal(true);
        for (const { signature, message } of signed)
          expect(verify({ ...own, signature, message })).to.equal(signature === own.signature);
      }
    }
  });
});

describe('the self-test of SM2 in WebAssembly', () => {
  const scope = globalThis as unknown as { WebAssembly: unknown };
  const real = scope.WebAssembly as {
    readonly Instance: new (module: object) => { readonly exports: object };
  };
  afterEach(() => (scope.WebAssembly = real));

  const broken: readonly [string, unknown][] = [
    ['there is no WebAssembly', undefined],
    ['it says always yes by a table', withExports({ verifyByTable: () => 1 })],
    ['it says always no by a table', withExports({ verifyByTable: () => 0 })],
    ['it says always yes by a key', withExports({ verifyByKey: () => 1 })],
    ['it says always no by a key', withExports({ verifyByKey: () => 0 })],
    ['the base point has no table', withExports({ buildBaseTable: () => undefined })],
    ['it finds the key off the curve', withExports({ buildKeyTable: () => 0 })],
  ];
  for (const [name, engine] of broken) {
    it(`refuses to open when ${name}`, () => {
      scope.WebAssembly = engine;
      expect(() => newFastSm2Verifier({ keys: 2 }))
        .to.throw(SelfTestError)
        .with.property('algorithm', 'SM2 verification');
    });
  }

  function withExports(replaced: object): object {
    class Instance {
      readonly exports: object;
      constructor(module: object) {
        this.exports = { ...new real.Instance(module).exports, ...replaced };
      }
    }
    return { ...describeOwn(real), Instance };
  }
});

const BOUNDARIES = [
  ...[1n, 2n, 15n, 16n, 17n, 127n, 128n, 129n, 256n],
  ...[N - 1n, N - 2n, N - 16n, N - 128n, N >> 1n, 1n << 255n],
  ...[(1n << 224n) - 1n, BigInt(`0x${'84210'.repeat(12)}8421`), BigInt(`0x${'80'.repeat(32)}`)],
];

// Its members are not enumerable.
function describeOwn(namespace: object): object {
  return Object.fromEntries(
    Object.getOwnPropertyNames(namespace).map((name) => [name, Reflect.get(namespace, name) as unknown]),
  );
}

function newPair(random: Seeded): KeyPair {
  const privateKey = (random.number() % (N - 2n)) + 1n;
  return { privateKey, publicKey: toHexPoint(oraclePublicKey(privateKey)) };
}

function newSigned(random: Seeded, { privateKey, publicKey }: KeyPair): Sm2Verification {
  const message = utf8('m'.repeat(random.below(100)));
  for (;;) {
    const signature = oracleSign({ message, privateKey, nonce: random.number() % N });
    if (signature !== undefined) return { message, signature, publicKey };
  }
}

function withChanges(
  signed: Sm2Verification,
  pairs: readonly KeyPair[],
  random: Seeded,
): readonly Sm2Verification[] {
  const { signature, publicKey, message } = signed;
  const [r, s] = [signature.slice(0, 64), signature.slice(64)];
  const boundary = hex64(pick(BOUNDARIES, random));
  const other = pairs.find((pair) => pair.publicKey !== publicKey)!;
  return [
    signed,
    { ...signed, signature: flipBit(signature, random.below(512)) },
    { ...signed, signature: flipBit(signature, random.below(512)) },
    { ...signed, signature: r + boundary },
    { ...signed, signature: boundary + s },
    { ...signed, signature: boundary + hex64(pick(BOUNDARIES, random)) },
    { ...signed, signature: hex64(random.number()) + hex64(random.number()) },
    { ...signed, signature: r + hex64(N - BigInt(`0x${s}`)) },
    { ...signed, signature: s + r },
    { ...signed, publicKey: flipBit(publicKey, 8 + random.below(512)) },
    { ...signed, publicKey: other.publicKey },
    { ...signed, message: Uint8Array.of(...message, 0) },
  ];
}

function flipBit(hex: string, bit: number): string {
  const digit = parseInt(hex.charAt(bit >> 2), 16) ^ (1 << (bit & 3));
  return hex.slice(0, bit >> 2) + digit.toString(16) + hex.slice((bit >> 2) + 1);
}

function pick<T>(values: readonly T[], random: Seeded): T {
  return values[random.below(values.length)]!;
}
