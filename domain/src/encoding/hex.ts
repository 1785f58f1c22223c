// SPDX-License-Identifier: Apache-2.0
const HEX = /^(?:[0-9a-f]{2})*$/;
const DIGITS = '0123456789abcdef';
const PAIRS = Array.from({ length: 256 }, (_, byte) => DIGITS.charAt(byte >> 4) + DIGITS.charAt(byte & 15));

/** Lower-case hex of bytes. */
export function toHex(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += PAIRS[byte] ?? '';
  return text;
}

/** Bytes of an even number of lower-case hex digits; undefined for anything else. */
export function parseHex(text: string): Uint8Array | undefined {
  return HEX.test(text) ? readPairs(text) : undefined;
}

/** {@link parseHex} of text that is hex already. @throws RangeError where it is not. */
export function fromHex(text: string): Uint8Array {
  const bytes = parseHex(text);
  if (bytes === undefined) throw new RangeError('not lower-case hex');
  return bytes;
}

function readPairs(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length / 2);
  for (let index = 0; index < bytes.length; index += 1)
    bytes[index] = (readDigit(text, 2 * index) << 4) | readDigit(text, 2 * index + 1);
  return bytes;
}

/** `0` is U+0030 and `a` U+0061. */
function readDigit(text: string, index: number): number {
  const unit = text.charCodeAt(index);
  return unit < 0x61 ? unit - 0x30 : unit - 0x57;
}
