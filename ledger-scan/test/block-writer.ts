// SPDX-License-Identifier: Apache-2.0
// The other direction of src/block-file.ts and json-strings.ts, for files made by a test.

export interface WrittenBlock {
  readonly number: number;
  readonly transactions: readonly Uint8Array[];
  readonly metadata: readonly Uint8Array[];
}

/** A block file as Fabric writes it. */
export function blockFile(blocks: readonly WrittenBlock[]): Buffer {
  return Buffer.concat(
    blocks.map(({ number, transactions, metadata }) => {
      const hashes = [prefixed(Buffer.alloc(32, 2)), prefixed(Buffer.alloc(32, 3))];
      return prefixed(Buffer.concat([varint(number), ...hashes, list(transactions), list(metadata)]));
    }),
  );
}

/** A protobuf message of one length-delimited field. */
export function message(field: number, content: Uint8Array): Buffer {
  return Buffer.concat([varint(field * 8 + 2), prefixed(content)]);
}

function list(items: readonly Uint8Array[]): Buffer {
  return Buffer.concat([varint(items.length), ...items.map(prefixed)]);
}

function prefixed(bytes: Uint8Array): Buffer {
  return Buffer.concat([varint(bytes.length), bytes]);
}

function varint(value: number): Buffer {
  return value < 128
    ? Buffer.of(value)
    : Buffer.concat([Buffer.of((value % 128) + 128), varint(Math.floor(value / 128))]);
}
