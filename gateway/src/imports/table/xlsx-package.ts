// SPDX-License-Identifier: Apache-2.0
import { Readable } from 'node:stream';
import { DomainError } from '@unionid/domain/errors';
import yauzl, { type Entry, type ZipFile } from 'yauzl';
import { IMPORT_LIMITS } from './import-limits.js';
import type { TableFile } from './table-file.js';

/** Parts of a spreadsheet (ECMA-376 part 2, Open Packaging Conventions): a zip whose sizes were checked. */
export class XlsxPackage {
  readonly #zip: ZipFile;
  readonly #entries: ReadonlyMap<string, Entry>;

  private constructor(zip: ZipFile, entries: ReadonlyMap<string, Entry>) {
    this.#zip = zip;
    this.#entries = entries;
  }

  /** @throws DomainError FILE_DAMAGED, FILE_ZIP_BOMB, FILE_MACROS, UNSUPPORTED_MEDIA_TYPE */
  static async open(file: TableFile): Promise<XlsxPackage> {
    const zip = await openZip(file);
    if (zip.entryCount > IMPORT_LIMITS.zipEntries) throw new DomainError('FILE_ZIP_BOMB');
    const entries = new Map<string, Entry>();
    let total = 0;
    for await (const entry of entriesOf(zip)) {
      total += entry.uncompressedSize;
      checkEntry(entry, total);
      entries.set(entry.fileName.toLowerCase(), entry);
    }
    if (!entries.has('xl/workbook.xml')) throw new DomainError('UNSUPPORTED_MEDIA_TYPE');
    return new XlsxPackage(zip, entries);
  }

  /** Bytes of a part; undefined where there is none. Names do not differ by case. */
  async read(name: string): Promise<AsyncIterable<Uint8Array> | undefined> {
    const entry = this.#entries.get(name.toLowerCase());
    if (entry === undefined) return undefined;
    // yauzl fails where more comes out than the entry declared.
    return readable(await this.#zip.openReadStreamPromise(entry));
  }
}

async function* readable(stream: Readable): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of stream) yield chunk as Buffer;
  } catch (cause) {
    throw new DomainError('FILE_DAMAGED', {}, { cause });
  }
}

async function* entriesOf(zip: ZipFile): AsyncGenerator<Entry> {
  try {
    yield* zip.eachEntry();
  } catch (cause) {
    if (cause instanceof DomainError) throw cause;
    throw new DomainError('FILE_DAMAGED', {}, { cause });
  }
}

async function openZip(file: TableFile): Promise<ZipFile> {
  try {
    const options = { lazyEntries: true, autoClose: false };
    return await yauzl.fromRandomAccessReaderPromise(new FileZipReader(file), file.bytes, options);
  } catch (cause) {
    throw new DomainError('FILE_DAMAGED', {}, { cause });
  }
}

function checkEntry(entry: Entry, total: number): void {
  if (/vbaproject\.bin$/i.test(entry.fileName)) throw new DomainError('FILE_MACROS');
  if (entry.isEncrypted()) throw new DomainError('FILE_DAMAGED', { reason: 'encrypted' });
  const isLarge = entry.uncompressedSize > IMPORT_LIMITS.zipRatioFromBytes;
  const ratio = entry.uncompressedSize / Math.max(entry.compressedSize, 1);
  const isBomb = total > IMPORT_LIMITS.zipBytes || (isLarge && ratio > IMPORT_LIMITS.zipRatio);
  if (isBomb) throw new DomainError('FILE_ZIP_BOMB');
}

class FileZipReader extends yauzl.RandomAccessReader {
  readonly #file: TableFile;

  constructor(file: TableFile) {
    super();
    this.#file = file;
  }

  override _readStreamForRange(start: number, end: number): Readable {
    return Readable.from(this.#file.read(start, end), { objectMode: false });
  }
}
