// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import fc from 'fast-check';
import { parsePrivateKey, parsePublicKey, parseSignature, parseUserId, SM2_USER_ID } from '#src/sm/gate.js';
import { bytesOf, hex64, hexOf } from './support/bytes.js';
import { isPointOnCurve, N, P, solveY, toHexPoint } from './support/sm2-oracle.js';

const scalar = fc.bigInt({ min: 0n, max: (1n << 256n) - 1n });
const nearN = fc.bigInt({ min: -3n, max: 3n }).map((offset) => N + offset);
const anyScalar = fc.oneof(scalar, nearN, fc.constantFrom(0n, 1n, 2n, N / 2n));

describe('the gate', () => {
  it('never throws and refuses whatever is not text', () => {
    fc.assert(
      fc.property(fc.anything(), (value) => {
        fc.pre(typeof value !== 'string');
        for (const parse of [parseSignature, parsePublicKey, parsePrivateKey, parseUserId]) {
          expect(parse(value)).to.equal(undefined);
        }
      }),
    );
  });

  it('never throws on any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 140 }), (text) => {
        expect(parseSignature(text)).to.equal(undefined);
        expect(parsePublicKey(text)).to.equal(undefined);
      }),
    );
  });

  it('takes a signature exactly when 1 ≤ r, s < n and r + s ≠ n', () => {
    const check = (r: bigint, s: bigint) => {
      const allowed = r >= 1n && r < N && s >= 1n && s < N && r + s !== N;
      const expected = allowed ? { r: hex64(r), s: hex64(s) } : undefined;
      expect(parseSignature(hex64(r) + hex64(s))).to.deep.equal(expected);
    };
    fc.assert(fc.property(anyScalar, anyScalar, check));
    for (const r of [1n, 2n, N / 2n, N - 1n]) check(r, N - r);
  });

  it('takes a private key exactly when 1 ≤ d ≤ n - 2', () => {
    fc.assert(
      fc.property(anyScalar, (d) => {
        const expected = d >= 1n && d <= N - 2n ? bytesOf(hex64(d)) : undefined;
        expect(parsePrivateKey(hex64(d))).to.deep.equal(expected);
      }),
    );
    expect(parsePrivateKey(hex64(N - 2n))).to.have.length(32);
    expect(parsePrivateKey(hex64(N - 1n))).to.equal(undefined);
    expect(parsePrivateKey(hex64(0n))).to.equal(undefined);
    expect(parsePrivateKey('1')).to.equal(undefined);
    expect(parsePrivateKey('F'.padStart(64, '0'))).to.equal(undefined);
  });

  it('takes a public key exactly when its point is on the curve with x, y < p', () => {
    const check = (x: bigint, y: bigint) => {
      const allowed = x < P && y < P && isPointOnCurve({ x, y });
      expect(parsePublicKey(toHexPoint({ x, y })) !== undefined).to.equal(allowed);
    };
    fc.assert(fc.property(scalar, scalar, check));
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: P - 1n }), (x) => {
        const y = solveY(x);
        if (y === undefined) return;
        check(x, y);
        check(x, P - y);
        check(x, (y + 1n) % P);
        expect(hexOf(parsePublicKey(toHexPoint({ x, y }))!)).to.equal(toHexPoint({ x, y }));
      }),
    );
  });

  it('takes a user id of at most 8191 bytes of UTF-8', () => {
    expect(parseUserId('')).to.have.length(0);
    expect(parseUserId(SM2_USER_ID)).to.have.length(16);
    expect(parseUserId('x'.repeat(8191))).to.have.length(8191);
    expect(parseUserId('x'.repeat(8192))).to.equal(undefined);
    expect(parseUserId('会'.repeat(2730))).to.have.length(8190);
    expect(parseUserId('会'.repeat(2731))).to.equal(undefined);
    expect(parseUserId('a\udc00')).to.equal(undefined);
  });

  it('names the id of GM/T 0009-2012', () => {
    expect(SM2_USER_ID).to.equal('1234567812345678');
  });
});
