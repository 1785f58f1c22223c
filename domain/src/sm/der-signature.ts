// SPDX-License-Identifier: Apache-2.0
// The border to X.509, CMS and OpenSSL, which write a signature as SEQUENCE { r INTEGER, s INTEGER } (GM/T 0009).
// Inside the system a signature is always 128 hex digits. (Node's `X509Certificate.verify` is no use for SM2: it takes
// the empty id, so it refuses ordinary certificates.)
import { parseSignature, type SignatureParts } from './gate.js';
import { fromHex, toHex } from '../encoding/hex.js';

const SEQUENCE = 0x30;
const INTEGER = 0x02;

/**
 * Canonical DER of r‖s (128 lower-case hex digits), 8 to 72 bytes.
 *
 * @throws RangeError if the signature does not pass the gate
 */
export function toDerSignature(signature: string): Uint8Array {
  const parts = parseSignature(signature);
  if (parts === undefined) throw new RangeError('not an SM2 signature of 128 lower-case hex digits in range');
  return encodeDerSignature(parts);
}

/** Canonical DER of a signature that has passed the gate. */
export function encodeDerSignature({ r, s }: SignatureParts): Uint8Array {
  const body = encodeInteger(r) + encodeInteger(s);
  return fromHex(`30${toByteHex(body.length / 2)}${body}`);
}

/**
 * r‖s of a DER signature. Strict: one encoding for each signature, nothing behind it, r and s in range. Returns
 * undefined for anything else; never throws.
 */
export function fromDerSignature(der: Uint8Array): string | undefined {
  if (!(der instanceof Uint8Array) || der[0] !== SEQUENCE || der[1] !== der.length - 2) return undefined;
  const r = readInteger(der, 2);
  if (r === undefined) return undefined;
  const s = readInteger(der, r.end);
  if (s?.end !== der.length) return undefined;
  const signature = r.hex + s.hex;
  return parseSignature(signature) && signature;
}

// Minimal two's complement: no leading zero byte but the one that keeps the number positive.
function encodeInteger(hex: string): string {
  const minimal = hex.replace(/^(?:00)+/, '');
  const positive = minimal >= '8' ? `00${minimal}` : minimal;
  return `02${toByteHex(positive.length / 2)}${positive}`;
}

function toByteHex(value: number): string {
  return value.toString(16).padStart(2, '0');
}

interface ReadInteger {
  readonly hex: string;
  readonly end: number;
}

// Whether the number fits 32 bytes and the range is left to the gate, which sees r‖s; a cut integer ends beyond the text.
function readInteger(der: Uint8Array, start: number): ReadInteger | undefined {
  const end = start + 2 + (der[start + 1] ?? 0);
  const content = der.subarray(start + 2, end);
  if (der[start] !== INTEGER || !isMinimalPositive(content)) return undefined;
  return { hex: toHex(content[0] === 0 ? content.subarray(1) : content).padStart(64, '0'), end };
}

function isMinimalPositive(content: Uint8Array): boolean {
  const [first = 0, second] = content;
  if (first >= 0x80) return false;
  return first !== 0 || second === undefined || second >= 0x80;
}
