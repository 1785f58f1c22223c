// SPDX-License-Identifier: Apache-2.0
// The inputs on which SM2 libraries differ (wrongly accept, throw or hang).
import { fromDerSignature } from '#src/sm/der-signature.js';
import type { Sm2Verification } from '#src/sm/verify.js';
import { bytesOf, hex64, utf8 } from './bytes.js';
import { N, oraclePublicKey, oracleSign, P, solveY, toHexPoint } from './sm2-oracle.js';

const privateKey = 0x1649ab77a00637bd5e2efe283fbf353534aa7f7cb89463f208ddbc2920bb0da0n;
const publicKey = toHexPoint(oraclePublicKey(privateKey));
const message = utf8('edge case message');
const userId = '1234567812345678';
const signature = signWithWantedTopBits();

const r = signature.slice(0, 64);
const s = signature.slice(64);
const R = BigInt(`0x${r}`);
const S = BigInt(`0x${s}`);
const der = `3045022100${r}0220${s}`;
const x = publicKey.slice(2, 66);
const y = publicKey.slice(66);
const Y = BigInt(`0x${y}`);
const isYOdd = (Y & 1n) === 1n;
const { aliasOfSmallX, smallX } = findAliasedPoint();
// A root x of x³ + ax + b = 1, found with Cantor–Zassenhaus.
const pointOfSmallY = { x: 0x9c17043effe1a805a74a9a5e70b9d659705d3242094a566dc016f49311178d1fn, y: 1n };
const aliasOfSmallY = toHexPoint({ x: pointOfSmallY.x, y: P + 1n });

/** Points of the curve, and the same numbers mod p written past it. */
export const ALIASED_POINTS = {
  points: [smallX, toHexPoint(pointOfSmallY)],
  aliases: [aliasOfSmallX, aliasOfSmallY],
};

export interface EdgeCase {
  readonly name: string;
  readonly signature?: unknown;
  readonly der?: string;
  readonly publicKey?: unknown;
  readonly userId?: unknown;
  readonly message?: unknown;
  readonly valid?: true;
}

export const EDGE_CASES: readonly EdgeCase[] = [
  { name: 'valid r‖s', valid: true },
  { name: 'valid DER', der, valid: true },
  { name: 'valid DER in upper case', der: der.toUpperCase(), valid: true },
  // Range of r and s
  { name: 'r = 0', signature: hex64(0n) + s },
  { name: 's = 0', signature: r + hex64(0n) },
  { name: 'r = s = 0', signature: '0'.repeat(128) },
  { name: 'r = n', signature: hex64(N) + s },
  { name: 's = n', signature: r + hex64(N) },
  { name: 'r = n - 1', signature: hex64(N - 1n) + s },
  { name: 'r = 2^256 - 1', signature: 'f'.repeat(64) + s },
  { name: 's = 2^256 - 1', signature: r + 'f'.repeat(64) },
  { name: 'r + s = n', signature: r + hex64(N - R) },
  { name: 's → n - s', signature: r + hex64(N - S) },
  { name: 's + n in 65 bytes', signature: r + (S + N).toString(16) },
  // Spelling of r‖s
  { name: 's with a 00 in front', signature: `${r}00${s}` },
  { name: 's with 000000 in front', signature: `${r}000000${s}` },
  { name: 'a 00 behind', signature: `${signature}00` },
  { name: 'one nibble in front of s', signature: `${r}0${s}` },
  { name: 'upper case', signature: signature.toUpperCase() },
  { name: 'not hex in front of s', signature: `${r}zz${s}` },
  { name: 'a newline behind', signature: `${signature}\n` },
  { name: 'a space inside s', signature: `${r}${s.slice(0, 10)} ${s.slice(10)}` },
  { name: 'a space for a digit of s', signature: `${r}${s.slice(0, 10)} ${s.slice(11)}` },
  { name: '0x in front of s', signature: `${r}0x${s}` },
  { name: 'full-width digits', signature: signature.replace(/0/g, '０') },
  { name: 'empty', signature: '' },
  { name: '63 bytes', signature: signature.slice(0, 126) },
  { name: 'r only', signature: r },
  { name: 's‖r', signature: s + r },
  { name: 'DER given as r‖s', signature: der },
  { name: 'signature undefined', signature: undefined },
  { name: 'signature null', signature: null },
  { name: 'signature a number', signature: 5 },
  { name: 'signature an object', signature: {} },
  { name: 'signature of bytes', signature: bytesOf(signature) },
  { name: 'signature in an array', signature: [signature] },
  // DER
  { name: 'DER and a byte behind', der: `${der}00` },
  { name: 'DER with an extra 00 in r', der: `304602220000${r}0220${s}` },
  { name: 'DER with an extra 00 in s', der: `3046022100${r}022100${s}` },
  { name: 'DER with a negative r', der: `30440220${r}0220${s}` },
  { name: 'DER with a long outer length', der: `308145022100${r}0220${s}` },
  { name: 'DER with a long inner length', der: `304602812100${r}0220${s}` },
  { name: 'DER of indefinite length', der: `3080022100${r}0220${s}0000` },
  { name: 'DER with a wrong outer tag', der: `3145022100${r}0220${s}` },
  { name: 'DER with a wrong inner tag', der: `3045032100${r}0220${s}` },
  { name: 'DER with an outer length too large', der: `3050022100${r}0220${s}` },
  { name: 'DER with an outer length too small', der: `3040022100${r}0220${s}` },
  { name: 'DER with a third INTEGER', der: `3048022100${r}0220${s}020100` },
  { name: 'DER with one INTEGER', der: `3023022100${r}` },
  { name: 'DER empty', der: '' },
  { name: 'DER of a tag only', der: '30' },
  { name: 'DER rubbish', der: 'deadbeef' },
  { name: 'DER with r = 0', der: `30250201000220${s}` },
  { name: 'DER with an empty r', der: `302402000220${s}` },
  { name: 'DER with r of 34 bytes', der: `304702230100${r}0220${s}` },
  { name: 'DER cut inside s', der: `3044022100${r}0220${s.slice(2)}` },
  { name: 'r‖s given as DER', der: signature },
  // What was signed, and for whom
  { name: 'another id', userId: '1234567812345679' },
  { name: 'the empty id', userId: '' },
  { name: 'an id of 8192 bytes', userId: 'x'.repeat(8192) },
  { name: 'an id of 8191 characters but more bytes', userId: '会'.repeat(8191) },
  { name: 'a lone surrogate in the id', userId: '\ud800' },
  { name: 'id null', userId: null },
  { name: 'id a number', userId: 1234567812345678 },
  { name: 'another message', message: utf8('x') },
  { name: 'the empty message', message: new Uint8Array() },
  { name: 'message of text', message: 'edge case message' },
  { name: 'message undefined', message: undefined },
  { name: 'message an array-like', message: { length: 3 } },
  // Keys
  { name: 'compressed key', publicKey: (isYOdd ? '03' : '02') + x },
  { name: 'compressed key of the other parity', publicKey: (isYOdd ? '02' : '03') + x },
  { name: 'key without 04', publicKey: x + y },
  { name: 'hybrid key', publicKey: (isYOdd ? '07' : '06') + x + y },
  { name: 'hybrid key of the wrong parity', publicKey: (isYOdd ? '06' : '07') + x + y },
  { name: 'key with 05', publicKey: `05${x}${y}` },
  { name: 'key off the curve', publicKey: `04${x}${hex64((Y + 1n) % P)}` },
  { name: 'key with -y', publicKey: `04${x}${hex64(P - Y)}` },
  { name: 'key at infinity', publicKey: '00' },
  { name: 'key at (0, 0)', publicKey: `04${'0'.repeat(128)}` },
  { name: 'key with x = p + 1', publicKey: `04${hex64(P + 1n)}${y}` },
  { name: 'key with y = p', publicKey: `04${x}${hex64(P)}` },
  { name: 'key of x + p for a point of the curve', publicKey: aliasOfSmallX },
  { name: 'key of y + p for a point of the curve', publicKey: aliasOfSmallY },
  { name: 'key empty', publicKey: '' },
  { name: 'key not hex', publicKey: `zz${x}${y}` },
  { name: 'key and a byte behind', publicKey: `${publicKey}00` },
  { name: 'key short', publicKey: publicKey.slice(0, 100) },
  { name: 'key in upper case', publicKey: publicKey.toUpperCase() },
  { name: 'key and a newline behind', publicKey: `${publicKey}\n` },
  { name: 'key undefined', publicKey: undefined },
  { name: 'key null', publicKey: null },
  { name: 'key of bytes', publicKey: bytesOf(publicKey) },
  { name: 'key as JWK', publicKey: { kty: 'EC', crv: 'SM2', x: 'AA', y: 'AA' } },
];

// Callers without a compiler pass anything at all: the type is asserted, not true.
export function toVerification(edge: EdgeCase): Required<Sm2Verification> {
  const fromDer = edge.der === undefined ? {} : { signature: fromDerSignature(bytesOf(edge.der)) };
  return { message, signature, publicKey, userId, ...edge, ...fromDer } as Required<Sm2Verification>;
}

// The DER cases need an r with its top bit set (padded with 00) and an s without, of full width.
function signWithWantedTopBits(): string {
  for (let nonce = 2n; ; nonce++) {
    const candidate = oracleSign({ message, privateKey, nonce }) ?? '';
    const [topOfR, topOfS] = [parseInt(candidate.slice(0, 2), 16), parseInt(candidate.slice(64, 66), 16)];
    if (topOfR >= 0x80 && topOfS < 0x80 && topOfS > 0x10) return candidate;
  }
}

function findAliasedPoint(): { readonly smallX: string; readonly aliasOfSmallX: string } {
  for (let small = 1n; ; small++) {
    const root = solveY(small);
    if (root === undefined) continue;
    return {
      smallX: toHexPoint({ x: small, y: root }),
      aliasOfSmallX: toHexPoint({ x: small + P, y: root }),
    };
  }
}
