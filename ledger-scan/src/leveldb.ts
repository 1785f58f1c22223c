// SPDX-License-Identifier: Apache-2.0
// A reader of LevelDB's files (google/leveldb doc/table_format.md, doc/log_format.md). The scan must not use a LevelDB
// library: that shows the live records only, and what was overwritten or deleted is still on the disk.
import { ByteReader } from './byte-reader.js';
import { crc32c } from './crc32c.js';
import { unpackSnappy } from './snappy.js';

/** One record, live or superseded. A deletion has no value. */
export interface LevelRecord {
  readonly key: Uint8Array;
  readonly value: Uint8Array;
}

const FOOTER_BYTES = 48;
const MAGIC = '57fb808b247547db';
const SNAPPY = 1;
const BLOCK_TRAILER_BYTES = 5;
/** Sequence number and kind, behind each key of a table. */
const KEY_TRAILER_BYTES = 8;
const LOG_BLOCK_BYTES = 32_768;
const LOG_HEADER_BYTES = 7;
const BATCH_HEADER_BYTES = 12;
const VALUE = 1;

/** Every record of a table (`.ldb`, `.sst`). @throws RangeError if it is no complete table */
export function* readTable(table: Uint8Array): Generator<LevelRecord> {
  const footer = table.subarray(-FOOTER_BYTES);
  if (Buffer.from(footer.subarray(-8)).toString('hex') !== MAGIC) throw new RangeError('no LevelDB table');
  const handles = new ByteReader(footer);
  readHandle(handles);
  for (const { value } of readBlock(table, readHandle(handles))) {
    for (const record of readBlock(table, readHandle(new ByteReader(value)))) {
      yield { key: record.key.subarray(0, -KEY_TRAILER_BYTES), value: record.value };
    }
  }
}

interface Handle {
  readonly offset: number;
  readonly size: number;
}

function readHandle(reader: ByteReader): Handle {
  return { offset: reader.varint(), size: reader.varint() };
}

// Entries share the beginning of their key with the one before; restart points at the end only help a search.
function* readBlock(table: Uint8Array, { offset, size }: Handle): Generator<LevelRecord> {
  const block = unpackBlock(table.subarray(offset, offset + size + BLOCK_TRAILER_BYTES));
  const restarts = new ByteReader(block.subarray(-4)).unsigned(4);
  const reader = new ByteReader(block.subarray(0, block.length - 4 * (restarts + 1)));
  let key: Uint8Array = new Uint8Array();
  while (!reader.isAtEnd) {
    const shared = reader.varint();
    const unshared = reader.varint();
    const valueSize = reader.varint();
    key = Buffer.concat([key.subarray(0, shared), reader.take(unshared)]);
    yield { key, value: reader.take(valueSize) };
  }
}

// Behind a block stand its compression and the checksum of both.
function unpackBlock(stored: Uint8Array): Uint8Array {
  const reader = new ByteReader(stored);
  const content = reader.take(stored.length - BLOCK_TRAILER_BYTES);
  const compression = reader.byte();
  if (crc32c(stored.subarray(0, -4)) !== unmask(reader.unsigned(4))) throw new RangeError('a damaged block');
  return compression === SNAPPY ? unpackSnappy(content) : content;
}

// Stored checksums are rotated by 15 bits and shifted by a constant.
function unmask(masked: number): number {
  const rotated = (masked - 0xa282ead8) >>> 0;
  return ((rotated >>> 17) | (rotated << 15)) >>> 0;
}

/** The payloads of a log file (write-ahead `.log`, or `MANIFEST`), put together across its 32 KiB blocks. */
export function* readLog(log: Uint8Array): Generator<Uint8Array> {
  let fragments: Uint8Array[] = [];
  for (let start = 0; start < log.length; start += LOG_BLOCK_BYTES) {
    for (const { kind, data } of readLogBlock(log.subarray(start, start + LOG_BLOCK_BYTES))) {
      if (kind === 'full' || kind === 'first') fragments = [];
      fragments.push(data);
      if (kind === 'full' || kind === 'last') yield Buffer.concat(fragments);
    }
  }
}

const FRAGMENT_KINDS = [undefined, 'full', 'first', 'middle', 'last'] as const;

interface Fragment {
  readonly kind: 'full' | 'first' | 'middle' | 'last';
  readonly data: Uint8Array;
}

// A log that is being written ends in the middle of a fragment; the raw bytes are searched as well.
function* readLogBlock(block: Uint8Array): Generator<Fragment> {
  let start = 0;
  while (start + LOG_HEADER_BYTES <= block.length) {
    const header = new ByteReader(block.subarray(start + 4, start + LOG_HEADER_BYTES));
    const end = start + LOG_HEADER_BYTES + header.unsigned(2);
    const kind = FRAGMENT_KINDS[header.byte()];
    if (kind === undefined || end > block.length) return;
    yield { kind, data: block.subarray(start + LOG_HEADER_BYTES, end) };
    start = end;
  }
}

/** The records of one payload of a write-ahead log. @throws RangeError if it is damaged */
export function* readBatch(payload: Uint8Array): Generator<LevelRecord> {
  const reader = new ByteReader(payload.subarray(BATCH_HEADER_BYTES));
  while (!reader.isAtEnd) {
    const kind = reader.byte();
    const key = reader.lengthPrefixed();
    yield { key, value: kind === VALUE ? reader.lengthPrefixed() : new Uint8Array() };
  }
}
