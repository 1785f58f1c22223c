// SPDX-License-Identifier: Apache-2.0
// The border to X.509, CMS and OpenSSL, which write a signature as SEQUENCE { r INTEGER, s INTEGER } (GM/T 0009).
// Inside the system a signature is always 128 hex digits.
import { parseSignature, type SignatureParts } from './gate.js';
import { parseHex, toHex } from './hex.js';

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
  return fromGatedHex(`30${toByteHex(body.length / 2)}${body}`);
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

function fromGatedHex(hex: string): Uint8Array {
  const bytes = parseHex(hex);
  if (bytes === undefined) throw new RangeError('hex digits of odd length');
  return bytes;
}

interface ReadInteger {
  readonly hex: string;
  readonly end: number;
}

function readInteger(der: Uint8Array, start: number): ReadInteger | undefined {
  const length = der[start + 1] ?? 0;
  const end = start + 2 + length;
  const content = der.subarray(start + 2, end);
  if (der[start] !== INTEGER || length === 0 || content.length !== length || !isMinimalPositive(content))
    return undefined;
  const digits = toHex(content[0] === 0 ? content.subarray(1) : content);
  return digits.length > 64 ? undefined : { hex: digits.padStart(64, '0'), end };
}

function isMinimalPositive(content: Uint8Array): boolean {
  const [first = 0, second] = content;
  if (first >= 0x80) return false;
  return first !== 0 || second === undefined || second >= 0x80;
}
