// SPDX-License-Identifier: Apache-2.0
const HEX = /^(?:[0-9a-f]{2})*$/;

/**
 * Bytes of an even number of lower-case hex digits; undefined for anything else. The digits are tested first because
 * `Buffer.from(text, 'hex')` silently stops at the first character that is not hex.
 */
export function parseHex(text: string): Uint8Array | undefined {
  return HEX.test(text) ? new Uint8Array(Buffer.from(text, 'hex')) : undefined;
}

/** Lower-case hex of bytes. */
export function toHex(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex');
}
