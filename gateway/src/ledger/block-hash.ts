// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';

const DER = { integer: 0x02, octets: 0x04, sequence: 0x30 } as const;

/** What a block's header says. */
export interface BlockHeader {
  readonly number: number;
  readonly previous: Uint8Array;
  readonly data: Uint8Array;
}

/** Hash of a block by which the next one names it, hex: SHA-256 over its header in DER (fabric-facts.md §4.5). */
export function blockHash({ number, previous, data }: BlockHeader): string {
  const parts = [
    element(DER.integer, bytesOf(number)),
    element(DER.octets, previous),
    element(DER.octets, data),
  ];
  return createHash('sha256')
    .update(element(DER.sequence, Buffer.concat(parts)))
    .digest('hex');
}

/** A whole number above nothing, so that its first bit is not taken for a sign. */
function bytesOf(number: number): Uint8Array {
  const digits = number.toString(16);
  const bytes = Buffer.from(digits.padStart(digits.length + (digits.length % 2), '0'), 'hex');
  return (bytes[0] ?? 0) < 0x80 ? bytes : Buffer.concat([Uint8Array.of(0), bytes]);
}

/** A header is shorter than 128 bytes in all, and so is each part of it: one byte tells the length. */
function element(tag: number, content: Uint8Array): Uint8Array {
  return Buffer.concat([Uint8Array.of(tag, content.length), content]);
}
