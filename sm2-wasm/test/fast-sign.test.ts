// SPDX-License-Identifier: Apache-2.0
// Signing in WebAssembly against the oracle, with given nonces, and against OpenSSL both ways.
import { expect } from 'chai';
import { newSm2KeyPair } from '@unionid/domain/signing';
import { SelfTestError, verifySm2 } from '@unionid/domain/sm';
import { bytesOf, hex64, mod, N, oraclePublicKey, P, Seeded, utf8 } from '@unionid/domain/testing';
import { newFastKeySigner } from '#src/fast-sign.js';
import { newFastSm2Verifier } from '#src/fast-verify.js';
import { Sm2SignCore } from '#src/sm2-sign-core.js';

/** The x of kG and the s of r, as the module computes them for a given key and nonce. */
function compute(
  core: Sm2SignCore,
  nonce: bigint,
  r: bigint,
): { x: bigint | undefined; s: string | undefined } {
  const x = core.multiplyBase((bytes) => bytes.set(bytesOf(hex64(nonce))));
  return { x, s: x === undefined ? undefined : core.finish(hex64(r)) };
}

function inverse(number: bigint): bigint {
  let [result, base] = [1n, mod(number, N)];
  for (let exponent = N - 2n; exponent > 0n; exponent >>= 1n) {
    if (exponent & 1n) result = mod(result * base, N);
    base = mod(base * base, N);
  }
  return result;
}

function expectedS(privateKey: bigint, nonce: bigint, r: bigint): string | undefined {
  const s = mod(inverse(1n + privateKey) * (nonce - r * privateKey), N);
  return s === 0n || r === 0n || r + nonce === N ? undefined : hex64(s);
}

// Digits of six bits that are 0, 32, 33 and 63, all alike and at the ends; the ends of the range.
const BOUNDARIES = [
  ...[1n, 2n, 31n, 32n, 33n, 63n, 64n, 65n, 2047n, 2048n, 2049n, (1n << 252n) - 1n, 1n << 252n, 1n << 255n],
  ...[N - 1n, N - 2n, N - 32n, N - 33n, N - 64n, N >> 1n, (N >> 1n) + 1n, (1n << 224n) - 1n],
  ...['82082', '20820', '86186', '7df7d', '84210', 'fffff'].map((digits) => BigInt(`0x${digits.repeat(12)}`)),
];

describe('SM2 signing in WebAssembly', () => {
  it('agrees with the oracle on keys and nonces at every boundary', function () {
    this.timeout(60_000);
    const core = new Sm2SignCore();
    const points = new Map(BOUNDARIES.map((nonce) => [nonce, oraclePublicKey(nonce).x]));
    for (const privateKey of BOUNDARIES.filter((number) => number <= N - 2n)) {
      core.takeKey(bytesOf(hex64(privateKey)));
      for (const nonce of BOUNDARIES) {
        for (const r of [1n, N - 1n, N - nonce, mod(privateKey * 7n + 1n, N)]) {
          const { x, s } = compute(core, nonce, r);
          const name = `d = ${privateKey.toString(16)}, k = ${nonce.toString(16)}, r = ${r.toString(16)}`;
          expect(mod(x ?? -1n, P), name).to.equal(points.get(nonce));
          expect(s, name).to.equal(expectedS(privateKey, nonce, r));
        }
      }
    }
  });

  it('agrees with the oracle on random keys and nonces', function () {
    this.timeout(60_000);
    const random = new Seeded('fast-sign');
    const core = new Sm2SignCore();
    for (let round = 0; round < 200; round++) {
      const privateKey = (random.number() % (N - 2n)) + 1n;
      const nonce = (random.number() % (N - 1n)) + 1n;
      const r = (random.number() % (N - 1n)) + 1n;
      core.takeKey(bytesOf(hex64(privateKey)));
      const { x, s } = compute(core, nonce, r);
      expect(mod(x ?? -1n, P)).to.equal(oraclePublicKey(nonce).x);
      expect(s).to.equal(expectedS(privateKey, nonce, r));
    }
  });

  it('takes no nonce out of range, and forgets the last one', () => {
    const core = new Sm2SignCore();
    core.takeKey(bytesOf(hex64(5n)));
    for (const nonce of [0n, N, N + 1n, (1n << 256n) - 1n])
      expect(compute(core, nonce, 1n).x, nonce.toString(16)).to.equal(undefined);
    expect(compute(core, 9n, 1n).s).to.equal(expectedS(5n, 9n, 1n));
    // Without a nonce there is only r/(1 + d) - r to say.
    expect(core.finish(hex64(1n))).to.equal(hex64(mod(inverse(6n) - 1n, N)));
  });

  it('leaves neither key nor nonce in its memory', () => {
    const privateKey = bytesOf('3945208f7b2144b13f36e38ac6d39f95889393692860b51a42fb81ef4df7c5b8');
    const nonce = bytesOf('59276e27d506861a16680f3ad9c02dccef3cc1fa3cdbe4ce6d54b80deac1bc21');
    const core = new Sm2SignCore();
    let memory: Uint8Array = new Uint8Array();
    core.takeKey(privateKey);
    core.multiplyBase((bytes) => {
      memory = new Uint8Array(bytes.buffer);
      bytes.set(nonce);
    });
    expect(Buffer.from(memory).includes(Buffer.from(nonce)), 'the nonce was there').to.equal(true);
    core.finish(hex64(1n));
    for (const secret of [privateKey, nonce]) {
      expect(Buffer.from(memory).includes(Buffer.from(secret))).to.equal(false);
      expect(Buffer.from(memory).includes(limbsOf(secret))).to.equal(false);
    }
  });

  it('makes signatures that OpenSSL and the fast verifier accept', async function () {
    this.timeout(120_000);
    const verify = newFastSm2Verifier({ keys: 4 });
    const random = new Seeded('messages');
    for (let round = 0; round < 20; round++) {
      const { privateKey, publicKey } = newSm2KeyPair();
      const signer = newFastKeySigner(privateKey);
      expect(signer.publicKey).to.equal(publicKey);
      const seen = new Set<string>();
      for (let count = 0; count < 100; count++) {
        const message = utf8('m'.repeat(random.below(200)));
        const signature = await signer.sign(message);
        expect(verifySm2({ message, signature, publicKey })).to.equal(true);
        expect(verify({ message, signature, publicKey })).to.equal(true);
        expect(verify({ message: utf8(String(count)), signature, publicKey })).to.equal(false);
        seen.add(signature);
      }
      expect(seen.size, 'each signature has a nonce of its own').to.equal(100);
    }
  });

  it('keeps keys apart, and refuses what is no key', async () => {
    const message = utf8('message');
    const signers = [newSm2KeyPair(), newSm2KeyPair()].map(({ privateKey }) => newFastKeySigner(privateKey));
    for (const signer of [...signers, ...signers]) {
      const { publicKey } = signer;
      expect(verifySm2({ message, signature: await signer.sign(message), publicKey })).to.equal(true);
    }
    for (const privateKey of ['0'.repeat(64), (N - 1n).toString(16), 'x'])
      expect(() => newFastKeySigner(privateKey)).to.throw(RangeError);
  });
});

describe('the self-test of signing in WebAssembly', () => {
  const scope = globalThis as unknown as { WebAssembly: unknown };
  const real = scope.WebAssembly as {
    readonly Module: unknown;
    readonly Instance: new (module: object) => { readonly exports: object };
  };
  afterEach(() => (scope.WebAssembly = real));

  const broken: readonly [string, unknown][] = [
    ['there is no WebAssembly', undefined],
    ['the base point has no table', withExports({ buildBaseTable: () => undefined })],
    ['it takes no key', withExports({ takeKey: () => undefined })],
    ['it finds no nonce in range', withExports({ multiplyBase: () => 0 })],
    ['it does not finish', withExports({ finish: () => 1 })],
  ];
  for (const [name, engine] of broken) {
    it(`refuses to open when ${name}`, () => {
      scope.WebAssembly = engine;
      expect(() => newFastKeySigner(newSm2KeyPair().privateKey))
        .to.throw(SelfTestError)
        .with.property('algorithm', 'SM2 signing');
    });
  }

  function withExports(replaced: object): object {
    class Instance {
      readonly exports: object;
      constructor(module: object) {
        this.exports = { ...new real.Instance(module).exports, ...replaced };
      }
    }
    return { Module: real.Module, Instance };
  }
});

/** A number as the module keeps it: nine limbs of 29 bits in 36 bytes. */
function limbsOf(bytes: Uint8Array): Buffer {
  const number = BigInt(`0x${Buffer.from(bytes).toString('hex')}`);
  const limbs = Buffer.alloc(36);
  for (let i = 0; i < 9; i++) limbs.writeUInt32LE(Number((number >> BigInt(29 * i)) & 0x1fffffffn), 4 * i);
  return limbs;
}
