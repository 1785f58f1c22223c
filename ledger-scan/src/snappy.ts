// SPDX-License-Identifier: Apache-2.0
import { ByteReader } from './byte-reader.js';

const LONG_LITERAL = 60;

/** Unpacks one Snappy block (google/snappy format_description.txt). @throws RangeError if it is damaged */
export function unpackSnappy(packed: Uint8Array): Uint8Array {
  const reader = new ByteReader(packed);
  const out = new Uint8Array(reader.varint());
  let length = 0;
  while (!reader.isAtEnd) {
    const tag = reader.byte();
    length =
      (tag & 3) === 0 ? putLiteral(reader, tag, { out, length }) : putCopy(reader, tag, { out, length });
  }
  if (length !== out.length) throw new RangeError('a Snappy block of another length than it says');
  return out;
}

interface Output {
  readonly out: Uint8Array;
  readonly length: number;
}

function putLiteral(reader: ByteReader, tag: number, { out, length }: Output): number {
  const code = tag >> 2;
  const size = 1 + (code < LONG_LITERAL ? code : reader.unsigned(code - LONG_LITERAL + 1));
  out.set(reader.take(size), length);
  return length + size;
}

function putCopy(reader: ByteReader, tag: number, { out, length }: Output): number {
  const { size, distance } = readCopy(reader, tag);
  if (distance === 0 || distance > length || length + size > out.length)
    throw new RangeError('a Snappy copy out of range');
  // Byte by byte: a copy may overlap what it writes.
  for (let index = length; index < length + size; index += 1) out[index] = out[index - distance] ?? 0;
  return length + size;
}

function readCopy(reader: ByteReader, tag: number): { size: number; distance: number } {
  switch (tag & 3) {
    case 1:
      return { size: 4 + ((tag >> 2) & 7), distance: ((tag >> 5) << 8) | reader.byte() };
    case 2:
      return { size: 1 + (tag >> 2), distance: reader.unsigned(2) };
    default:
      return { size: 1 + (tag >> 2), distance: reader.unsigned(4) };
  }
}
