// SPDX-License-Identifier: Apache-2.0
// SM4-GCM (RFC 8998) on Node's SM4 block cipher with a plain GHASH: Node's OpenSSL has no sm4-gcm. An independent
// check of the published vector, for tests only; the system itself seals with CTR and HMAC-SM3.
import { createCipheriv } from 'node:crypto';
import { bytesOf, hexOf, join } from './bytes.js';

export interface GcmInput {
  readonly key: Uint8Array;
  /** 12 bytes. */
  readonly iv: Uint8Array;
  readonly aad: Uint8Array;
  readonly plaintext: Uint8Array;
}

export function encryptGcm({ key, iv, aad, plaintext }: GcmInput): {
  ciphertext: Uint8Array;
  tag: Uint8Array;
} {
  const ciphertext = createCipheriv('sm4-ctr', key, join(iv, bytesOf('00000002'))).update(plaintext);
  const hashKey = toNumber(encryptBlock(key, new Uint8Array(16)));
  const lengths = bytesOf(
    [aad, ciphertext].map((part) => (part.length * 8).toString(16).padStart(16, '0')).join(''),
  );
  const hash = ghash(hashKey, join(padBlock(aad), padBlock(ciphertext), lengths));
  const tag = hash ^ toNumber(encryptBlock(key, join(iv, bytesOf('00000001'))));
  return { ciphertext, tag: bytesOf(tag.toString(16).padStart(32, '0')) };
}

function encryptBlock(key: Uint8Array, block: Uint8Array): Uint8Array {
  return createCipheriv('sm4-ecb', key, null).setAutoPadding(false).update(block);
}

// NIST SP 800-38D 6.4; bit 0 of a block is the most significant bit of its number.
function ghash(hashKey: bigint, data: Uint8Array): bigint {
  let y = 0n;
  for (let i = 0; i < data.length; i += 16)
    y = multiplyBlocks(y ^ toNumber(data.subarray(i, i + 16)), hashKey);
  return y;
}

function multiplyBlocks(x: bigint, y: bigint): bigint {
  let [z, v] = [0n, y];
  for (let bit = 127n; bit >= 0n; bit--) {
    if ((x >> bit) & 1n) z ^= v;
    v = v & 1n ? (v >> 1n) ^ (0xe1n << 120n) : v >> 1n;
  }
  return z;
}

const padBlock = (bytes: Uint8Array): Uint8Array =>
  join(bytes, new Uint8Array((16 - (bytes.length % 16)) % 16));
const toNumber = (bytes: Uint8Array): bigint => BigInt(`0x${hexOf(bytes)}`);
