// SPDX-License-Identifier: Apache-2.0
import { Inflate } from 'fflate';
import { DomainError } from '../errors/index.js';
import { Crc32 } from './crc-32.js';
import type { TableFile } from './table-file.js';
import { TABLE_LIMITS } from './table-limits.js';
import { findContent, readZipDirectory, type ZipEntry } from './zip-directory.js';

const STORED = 0;
const DEFLATED = 8;
/** Packed bytes unpacked at once: a thousand times as much can come out of them. */
const PIECE_BYTES = 4 * 1_024;

/** Parts of a spreadsheet (ECMA-376 part 2, Open Packaging Conventions): a zip whose sizes were checked. */
export class XlsxPackage {
  readonly #file: TableFile;
  readonly #entries: ReadonlyMap<string, ZipEntry>;

  private constructor(file: TableFile, entries: ReadonlyMap<string, ZipEntry>) {
    this.#file = file;
    this.#entries = entries;
  }

  /** @throws DomainError FILE_DAMAGED, FILE_ZIP_BOMB, FILE_MACROS */
  static async open(file: TableFile): Promise<XlsxPackage> {
    const entries = await readZipDirectory(file);
    let total = 0;
    for (const entry of entries) {
      total += entry.bytes;
      assertEntry(entry, total);
    }
    const byName = new Map(entries.map((entry) => [entry.name.toLowerCase(), entry]));
    for (const entry of entries) await findContent(file, entry);
    // Of two parts of one name programs read either (ECMA-376 part 2, 7.3).
    if (byName.size < entries.length) throw new DomainError('FILE_DAMAGED', { reason: 'part names' });
    return new XlsxPackage(file, byName);
  }

  has(name: string): boolean {
    return this.#entries.has(name.toLowerCase());
  }

  /** Bytes of a part; undefined where there is none. Names do not differ by case. @throws DomainError FILE_DAMAGED */
  read(name: string): AsyncGenerator<Uint8Array> | undefined {
    const entry = this.#entries.get(name.toLowerCase());
    return entry && this.#contentOf(entry);
  }

  // No more is taken than the entry declared: its sizes were checked, and a reader counts on them.
  async *#contentOf(entry: ZipEntry): AsyncGenerator<Uint8Array> {
    const start = await findContent(this.#file, entry);
    if (start + entry.packedBytes > this.#file.bytes) throw new DomainError('FILE_DAMAGED');
    const packed = this.#file.read(start, start + entry.packedBytes);
    const sum = new Crc32();
    let bytes = 0;
    for await (const piece of entry.method === STORED ? packed : inflated(packed)) {
      bytes += piece.length;
      if (bytes > entry.bytes) break;
      sum.add(piece);
      yield piece;
    }
    if (bytes !== entry.bytes) throw new DomainError('FILE_DAMAGED', { reason: 'size' });
    if (sum.value !== entry.crc) throw new DomainError('FILE_DAMAGED', { reason: 'checksum' });
  }
}

async function* inflated(packed: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let ready: Uint8Array[] = [];
  const inflate = new Inflate((piece) => {
    ready.push(piece);
  });
  for await (const block of packed)
    for (let at = 0; at < block.length; at += PIECE_BYTES) {
      push(inflate, block.subarray(at, at + PIECE_BYTES));
      yield* ready;
      ready = [];
    }
  push(inflate);
  yield* ready;
}

function push(inflate: Inflate, piece?: Uint8Array): void {
  try {
    inflate.push(piece ?? new Uint8Array(), piece === undefined);
  } catch (cause) {
    throw new DomainError('FILE_DAMAGED', {}, { cause });
  }
}

function assertEntry({ name, isEncrypted, method, bytes, packedBytes }: ZipEntry, total: number): void {
  if (name.toLowerCase().endsWith('vbaproject.bin')) throw new DomainError('FILE_MACROS');
  if (isEncrypted) throw new DomainError('FILE_PASSWORD');
  if (method !== STORED && method !== DEFLATED) throw new DomainError('FILE_DAMAGED', { reason: 'method' });
  const isLarge = bytes > TABLE_LIMITS.zipRatioFromBytes;
  const ratio = bytes / Math.max(packedBytes, 1);
  if (total > TABLE_LIMITS.zipBytes || (isLarge && ratio > TABLE_LIMITS.zipRatio))
    throw new DomainError('FILE_ZIP_BOMB');
}
