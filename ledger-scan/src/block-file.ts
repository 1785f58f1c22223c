// SPDX-License-Identifier: Apache-2.0
import { ByteReader } from './byte-reader.js';

/** A block as peers and ordering nodes keep it. */
export interface StoredBlock {
  readonly number: number;
  /** Serialised envelopes. */
  readonly transactions: readonly Uint8Array[];
  readonly metadata: readonly Uint8Array[];
}

/**
 * Blocks of a `blockfile_NNNNNN`: each is a varint length and, not protobuf, header fields, then counted lists of
 * length-prefixed envelopes and metadata (fabric common/ledger/blkstorage/block_serialization.go). A file that is
 * being written may end within a block, which is then left out.
 */
export function* readBlockFile(file: Uint8Array): Generator<StoredBlock> {
  const reader = new ByteReader(file);
  while (!reader.isAtEnd) {
    const block = nextBlock(reader);
    if (block === undefined) return;
    yield parseBlock(block);
  }
}

function nextBlock(reader: ByteReader): Uint8Array | undefined {
  try {
    return reader.lengthPrefixed();
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function parseBlock(bytes: Uint8Array): StoredBlock {
  const reader = new ByteReader(bytes);
  const number = reader.varint();
  // Data hash and the hash before.
  reader.lengthPrefixed();
  reader.lengthPrefixed();
  const transactions = readList(reader);
  return { number, transactions, metadata: readList(reader) };
}

function readList(reader: ByteReader): Uint8Array[] {
  return Array.from({ length: reader.varint() }, () => reader.lengthPrefixed());
}
