// SPDX-License-Identifier: Apache-2.0
import { type KeyObject, sign } from 'node:crypto';
import { type Signer } from '@hyperledger/fabric-gateway';

// SEC 2: the order of P-256.
const ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;
const HALF_ORDER = ORDER >> 1n;
const SCALAR_BYTES = 32;

/**
 * A signer for the gateway client's `hash: hash.none`: SHA-256 and P-256 by libcrypto, eight times faster than
 * the library's own (fabric-facts.md §5.2). Answers DER with a low s, as Fabric demands.
 */
export function newNativeSigner(privateKey: KeyObject): Signer {
  return (message) => Promise.resolve(signLowS(message, privateKey));
}

/** ECDSA P-256 over SHA-256 of the message, DER, low s. */
export function signLowS(message: Uint8Array, privateKey: KeyObject): Uint8Array {
  const signature = sign('sha256', message, { key: privateKey, dsaEncoding: 'ieee-p1363' });
  const r = signature.subarray(0, SCALAR_BYTES);
  const s = lowS(signature.subarray(SCALAR_BYTES));
  const body = Buffer.concat([derInteger(r), derInteger(s)]);
  return Buffer.concat([Buffer.from([0x30, body.length]), body]);
}

function lowS(s: Buffer): Buffer {
  const value = BigInt(`0x${s.toString('hex')}`);
  return value <= HALF_ORDER
    ? s
    : Buffer.from((ORDER - value).toString(16).padStart(2 * SCALAR_BYTES, '0'), 'hex');
}

// X.690 §8.3: shortest form, with a zero in front of a set high bit.
function derInteger(scalar: Buffer): Buffer {
  let start = 0;
  while (start < scalar.length - 1 && scalar[start] === 0) start += 1;
  const digits = scalar.subarray(start);
  const padded = (digits[0] ?? 0) & 0x80 ? Buffer.concat([Buffer.from([0]), digits]) : digits;
  return Buffer.concat([Buffer.from([0x02, padded.length]), padded]);
}
