// SPDX-License-Identifier: Apache-2.0
// An independent SM2 from the text of GB/T 32918.1/2/4, in BigInt, hashing with sm-crypto's SM3: shares no line with
// the code under test. Slow and not constant-time; for tests only.
import smCrypto from 'sm-crypto';
import { bytesOf, hex64, hexOf, join, utf8 } from './bytes.js';

export const P = 0xfffffffeffffffffffffffffffffffffffffffff00000000ffffffffffffffffn;
export const N = 0xfffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54123n;
const A = P - 3n;
const B = 0x28e9fa9e9d9f5e344d5a9e4bcf6509a7f39789f515ab8f92ddbcbd414d940e93n;
const G: Point = {
  x: 0x32c4ae2c1f1981195f9904466a39c9948fe30bbff2660be1715a4589334c74c7n,
  y: 0xbc3736a2f4f6779c59bdcee36b692153d0a9877cc62a474002df32e52139f0a0n,
};

export interface Point {
  readonly x: bigint;
  readonly y: bigint;
}

export const mod = (a: bigint, m: bigint): bigint => ((a % m) + m) % m;

export function oracleSm3(...parts: readonly Uint8Array[]): Uint8Array {
  return bytesOf(smCrypto.sm3(Array.from(join(...parts))));
}

export function oracleZ(publicKey: Point, userId: string): Uint8Array {
  const id = utf8(userId);
  const field = [A, B, G.x, G.y, publicKey.x, publicKey.y].map(hex64).join('');
  return oracleSm3(bytesOf((id.length * 8).toString(16).padStart(4, '0')), id, bytesOf(field));
}

export function oraclePublicKey(privateKey: bigint): Point {
  return finite(multiply(privateKey, G));
}

export interface OracleSigning {
  readonly message: Uint8Array;
  readonly privateKey: bigint;
  readonly nonce: bigint;
  readonly userId?: string;
}

/** GB/T 32918.2 6.1 with a given nonce; undefined where the standard asks for another one. */
export function oracleSign({
  message,
  privateKey,
  nonce,
  userId = '1234567812345678',
}: OracleSigning): string | undefined {
  const e = digestNumber(message, oraclePublicKey(privateKey), userId);
  const r = mod(e + finite(multiply(nonce, G)).x, N);
  if (r === 0n || r + nonce === N) return undefined;
  const s = mod(inverse(1n + privateKey, N) * (nonce - r * privateKey), N);
  return s === 0n ? undefined : hex64(r) + hex64(s);
}

export interface OracleVerification {
  readonly message: Uint8Array;
  readonly signature: string;
  readonly publicKey: Point;
  readonly userId?: string;
}

/** GB/T 32918.2 7.1. */
export function oracleVerify({
  message,
  signature,
  publicKey,
  userId = '1234567812345678',
}: OracleVerification): boolean {
  const r = BigInt(`0x${signature.slice(0, 64)}`);
  const s = BigInt(`0x${signature.slice(64)}`);
  const t = mod(r + s, N);
  if (r < 1n || r >= N || s < 1n || s >= N || t === 0n) return false;
  const point = add(multiply(s, G), multiply(t, publicKey));
  return point !== undefined && mod(digestNumber(message, publicKey, userId) + point.x, N) === r;
}

/** C1, C3 and C2 of GB/T 32918.4 6.1 with a given nonce. */
export function oracleEncrypt(
  message: Uint8Array,
  publicKey: Point,
  nonce: bigint,
): readonly [string, string, string] {
  const c1 = toHexPoint(finite(multiply(nonce, G)));
  const { mask, digest } = encryptionParts(finite(multiply(nonce, publicKey)), message.length);
  return [c1, hexOf(digest(message)), hexOf(xor(message, mask))];
}

/** The message of C1, C3, C2 (GB/T 32918.4 7.1); undefined where C3 does not match. */
export function oracleDecrypt(
  c1: Point,
  c3: string,
  c2: Uint8Array,
  privateKey: bigint,
): Uint8Array | undefined {
  const { mask, digest } = encryptionParts(finite(multiply(privateKey, c1)), c2.length);
  const message = xor(c2, mask);
  return hexOf(digest(message)) === c3 ? message : undefined;
}

export function toHexPoint({ x, y }: Point): string {
  return `04${hex64(x)}${hex64(y)}`;
}

export function fromHexPoint(publicKey: string): Point {
  return { x: BigInt(`0x${publicKey.slice(2, 66)}`), y: BigInt(`0x${publicKey.slice(66)}`) };
}

export function isPointOnCurve({ x, y }: Point): boolean {
  return mod(y * y - x * x * x - A * x - B, P) === 0n;
}

/** A y for x, where the curve has one (p ≡ 3 mod 4). */
export function solveY(x: bigint): bigint | undefined {
  const square = mod(x * x * x + A * x + B, P);
  const y = power(square, (P + 1n) / 4n);
  return mod(y * y, P) === square ? y : undefined;
}

function digestNumber(message: Uint8Array, publicKey: Point, userId: string): bigint {
  return BigInt(`0x${hexOf(oracleSm3(oracleZ(publicKey, userId), message))}`);
}

function encryptionParts(shared: Point, length: number) {
  const x = bytesOf(hex64(shared.x));
  const y = bytesOf(hex64(shared.y));
  const blocks = Array.from({ length: Math.ceil(length / 32) }, (_, i) =>
    oracleSm3(x, y, bytesOf((i + 1).toString(16).padStart(8, '0'))),
  );
  return { mask: join(...blocks), digest: (message: Uint8Array) => oracleSm3(x, message, y) };
}

function xor(bytes: Uint8Array, mask: Uint8Array): Uint8Array {
  return bytes.map((byte, i) => byte ^ mask[i]!);
}

// Points at infinity are undefined. Jacobian coordinates: x = X/Z², y = Y/Z³.
type Jacobian = readonly [bigint, bigint, bigint] | undefined;

function multiply(k: bigint, point: Point): Point | undefined {
  let sum: Jacobian;
  for (const bit of k.toString(2)) {
    sum = double(sum);
    if (bit === '1') sum = addJacobian(sum, [point.x, point.y, 1n]);
  }
  return toAffine(sum);
}

function add(a: Point | undefined, b: Point | undefined): Point | undefined {
  return toAffine(addJacobian(a && [a.x, a.y, 1n], b && [b.x, b.y, 1n]));
}

function double(point: Jacobian): Jacobian {
  if (point === undefined) return undefined;
  const [x, y, z] = point;
  const yy = mod(y * y, P);
  const s = mod(4n * x * yy, P);
  const m = mod(3n * x * x + A * z ** 4n, P);
  const x3 = mod(m * m - 2n * s, P);
  return [x3, mod(m * (s - x3) - 8n * yy * yy, P), mod(2n * y * z, P)];
}

function addJacobian(a: Jacobian, b: Jacobian): Jacobian {
  if (a === undefined || b === undefined) return a ?? b;
  const [x1, y1, z1] = a;
  const [x2, y2, z2] = b;
  const [z1z1, z2z2] = [mod(z1 * z1, P), mod(z2 * z2, P)];
  const u1 = mod(x1 * z2z2, P);
  const h = mod(x2 * z1z1 - u1, P);
  const s1 = mod(y1 * z2 * z2z2, P);
  const r = mod(y2 * z1 * z1z1 - s1, P);
  if (h === 0n) return r === 0n ? double(a) : undefined;
  const hhh = mod(h * h * h, P);
  const v = mod(u1 * h * h, P);
  const x3 = mod(r * r - hhh - 2n * v, P);
  return [x3, mod(r * (v - x3) - s1 * hhh, P), mod(h * z1 * z2, P)];
}

function toAffine(point: Jacobian): Point | undefined {
  if (point === undefined) return undefined;
  const zInverse = inverse(point[2], P);
  const square = mod(zInverse * zInverse, P);
  return { x: mod(point[0] * square, P), y: mod(point[1] * square * zInverse, P) };
}

function finite(point: Point | undefined): Point {
  if (point === undefined) throw new Error('point at infinity');
  return point;
}

function inverse(a: bigint, m: bigint): bigint {
  let [x, y, u, v] = [mod(a, m), m, 1n, 0n];
  while (x !== 0n) {
    const quotient = y / x;
    [y, x] = [x, y - quotient * x];
    [v, u] = [u, v - quotient * u];
  }
  return mod(v, m);
}

function power(base: bigint, exponent: bigint): bigint {
  let result = 1n;
  for (const bit of exponent.toString(2)) {
    result = mod(result * result, P);
    if (bit === '1') result = mod(result * base, P);
  }
  return result;
}
