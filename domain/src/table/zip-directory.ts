// SPDX-License-Identifier: Apache-2.0
import { DomainError } from '../errors/index.js';
import { readBytes, type TableFile } from './table-file.js';
import { TABLE_LIMITS } from './table-limits.js';

/** An entry of a zip as its central directory tells. */
export interface ZipEntry {
  readonly name: string;
  /** As it is written. */
  readonly nameBytes: Uint8Array;
  readonly isEncrypted: boolean;
  /** 0 stored, 8 deflated. */
  readonly method: number;
  readonly packedBytes: number;
  readonly bytes: number;
  /** CRC-32 of its content. */
  readonly crc: number;
  /** Of its local header. */
  readonly offset: number;
}

// PKWARE APPNOTE 6.3.10: signatures and fixed lengths of sections 4.3.12, 4.3.14, 4.3.15 and 4.3.16.
const END = 0x06054b50;
const END_BYTES = 22;
const MAX_COMMENT_BYTES = 0xffff;
const END_64 = 0x06064b50;
const END_64_BYTES = 56;
const LOCATOR_64 = 0x07064b50;
const LOCATOR_64_BYTES = 20;
const CENTRAL = 0x02014b50;
const CENTRAL_BYTES = 46;
const LOCAL = 0x04034b50;
const LOCAL_BYTES = 30;
const EXTRA_64 = 0x0001;
/** Bits of the general purpose flags (4.4.4). */
const ENCRYPTED = 1;
const SIZES_BEHIND = 8;
/** What stands where the true value is in the 64-bit field. */
const IN_64 = 0xffff_ffff;
const IN_64_COUNT = 0xffff;

const UTF_8 = new TextDecoder('utf-8');

interface Directory {
  readonly entries: number;
  readonly bytes: number;
  readonly offset: number;
}

/** Entries of a zip by its central directory, which alone says what is in it. @throws DomainError FILE_DAMAGED, FILE_ZIP_BOMB */
export async function readZipDirectory(file: TableFile): Promise<readonly ZipEntry[]> {
  const { entries: count, bytes, offset } = await findDirectory(file);
  if (count > TABLE_LIMITS.zipEntries || bytes > TABLE_LIMITS.directoryBytes)
    throw new DomainError('FILE_ZIP_BOMB');
  const directory = viewOf(await readBytes(file, offset, offset + bytes));
  if (directory.byteLength !== bytes) throw damaged();
  const entries: ZipEntry[] = [];
  let at = 0;
  while (entries.length < count) {
    if (at + CENTRAL_BYTES > bytes || directory.getUint32(at, true) !== CENTRAL) throw damaged();
    const length = CENTRAL_BYTES + sumOf(directory, at, [28, 30, 32]);
    if (at + length > bytes) throw damaged();
    entries.push(readEntry(directory, at));
    at += length;
  }
  // Programs that go by its length would find more than was counted.
  if (at + 4 <= bytes && directory.getUint32(at, true) === CENTRAL) throw damaged();
  return entries;
}

/**
 * Where the packed bytes of an entry begin. Its local header says what the directory says: programs go by the one or the other.
 * @throws DomainError FILE_DAMAGED
 */
export async function findContent(file: TableFile, entry: ZipEntry): Promise<number> {
  const { offset, nameBytes } = entry;
  const read = await readBytes(file, offset, offset + LOCAL_BYTES + nameBytes.length);
  const header = viewOf(read);
  if (header.byteLength < LOCAL_BYTES || header.getUint32(0, true) !== LOCAL) throw damaged();
  if (!isSameName(header, read, nameBytes) || !isSameContent(header, entry))
    throw new DomainError('FILE_DAMAGED', { reason: 'local header' });
  return offset + LOCAL_BYTES + sumOf(header, 0, [26, 28]);
}

function isSameName(header: DataView, read: Uint8Array, nameBytes: Uint8Array): boolean {
  const name = read.subarray(LOCAL_BYTES);
  return (
    header.getUint16(26, true) === nameBytes.length &&
    name.length === nameBytes.length &&
    nameBytes.every((byte, at) => name[at] === byte)
  );
}

/** Sizes and checksum stand behind the content where it was written before they were known (APPNOTE 4.4.4, bit 3). */
function isSameContent(
  header: DataView,
  { method, isEncrypted, crc, packedBytes, bytes }: ZipEntry,
): boolean {
  const flags = header.getUint16(6, true);
  const isSame = (at: number, value: number): boolean => {
    const said = header.getUint32(at, true);
    return said === value || said === IN_64 || ((flags & SIZES_BEHIND) !== 0 && said === 0);
  };
  return (
    header.getUint16(8, true) === method &&
    ((flags & ENCRYPTED) !== 0) === isEncrypted &&
    isSame(14, crc) &&
    isSame(18, packedBytes) &&
    isSame(22, bytes)
  );
}

/** Some programs count from the end of the file to the directory, others from its beginning: both must come to the same one. */
async function findDirectory(file: TableFile): Promise<Directory> {
  const start = Math.max(0, file.bytes - END_BYTES - MAX_COMMENT_BYTES - LOCATOR_64_BYTES);
  const tail = viewOf(await readBytes(file, start, file.bytes));
  const at = findEnd(tail);
  const directory = {
    entries: tail.getUint16(at + 10, true),
    bytes: tail.getUint32(at + 12, true),
    offset: tail.getUint32(at + 16, true),
  };
  const locator = at - LOCATOR_64_BYTES;
  const is64 = locator >= 0 && tail.getUint32(locator, true) === LOCATOR_64;
  if (!is64) return endingAt(start + at, directory);
  const offset64 = numberOf(tail, locator + 8);
  const directory64 = await readDirectory64(file, { offset: offset64, end: start + locator });
  if (!isSaidTwice(directory, directory64)) throw otherDirectory();
  return endingAt(offset64, directory64);
}

/** A comment, which is last in the file, may hold what looks like such a record. @throws DomainError FILE_DAMAGED where there is none */
function findEnd(tail: DataView): number {
  for (let at = tail.byteLength - END_BYTES; at >= 0; at -= 1)
    if (
      tail.getUint32(at, true) === END &&
      at + END_BYTES + tail.getUint16(at + 20, true) === tail.byteLength
    )
      return at;
  throw damaged();
}

async function readDirectory64(
  file: TableFile,
  { offset, end: endsAt }: { readonly offset: number; readonly end: number },
): Promise<Directory> {
  const end = viewOf(await readBytes(file, offset, offset + END_64_BYTES));
  if (end.byteLength < END_64_BYTES || end.getUint32(0, true) !== END_64) throw damaged();
  // Its length without signature and length (APPNOTE 4.3.14).
  if (offset + numberOf(end, 4) + 12 !== endsAt) throw otherDirectory();
  return { entries: numberOf(end, 32), bytes: numberOf(end, 40), offset: numberOf(end, 48) };
}

/** Whether the narrower record says the same, as far as its fields are wide enough. */
function isSaidTwice(directory: Directory, directory64: Directory): boolean {
  const isSame = (field: keyof Directory, wider: number): boolean =>
    directory[field] === wider || directory[field] === directory64[field];
  return isSame('entries', IN_64_COUNT) && isSame('bytes', IN_64) && isSame('offset', IN_64);
}

function endingAt(end: number, directory: Directory): Directory {
  if (directory.offset + directory.bytes !== end) throw otherDirectory();
  return directory;
}

function otherDirectory(): DomainError {
  return new DomainError('FILE_DAMAGED', { reason: 'directory' });
}

function readEntry(directory: DataView, at: number): ZipEntry {
  const nameLength = directory.getUint16(at + 28, true);
  const nameAt = at + CENTRAL_BYTES;
  const nameBytes = new Uint8Array(directory.buffer, directory.byteOffset + nameAt, nameLength);
  const [bytes = 0, packedBytes = 0, offset = 0] = wideFields(
    directory,
    { at: nameAt + nameLength, length: directory.getUint16(at + 30, true) },
    [24, 20, 42].map((field) => directory.getUint32(at + field, true)),
  );
  return {
    // Some writers use the separators of their own file system.
    name: UTF_8.decode(nameBytes).replaceAll('\\', '/'),
    nameBytes,
    isEncrypted: (directory.getUint16(at + 8, true) & ENCRYPTED) !== 0,
    crc: directory.getUint32(at + 16, true),
    method: directory.getUint16(at + 10, true),
    ...{ bytes, packedBytes, offset },
  };
}

/** Fields of an entry, those that do not fit into 32 bits from its extra field (APPNOTE 4.5.3). */
function wideFields(
  directory: DataView,
  { at, length }: { readonly at: number; readonly length: number },
  fields: readonly number[],
): readonly number[] {
  if (!fields.includes(IN_64)) return fields;
  for (let extra = at; extra + 4 <= at + length;) {
    const end = extra + 4 + directory.getUint16(extra + 2, true);
    if (directory.getUint16(extra, true) !== EXTRA_64) {
      extra = end;
      continue;
    }
    let next = extra + 4;
    return fields.map((field) => {
      if (field !== IN_64) return field;
      next += 8;
      if (next > Math.min(end, at + length)) throw damaged();
      return numberOf(directory, next - 8);
    });
  }
  return fields;
}

/** @throws DomainError FILE_DAMAGED for a number that no file is as large as */
function numberOf(view: DataView, at: number): number {
  const value = Number(view.getBigUint64(at, true));
  if (!Number.isSafeInteger(value)) throw damaged();
  return value;
}

function sumOf(view: DataView, at: number, fields: readonly number[]): number {
  return fields.reduce((sum, field) => sum + view.getUint16(at + field, true), 0);
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function damaged(): DomainError {
  return new DomainError('FILE_DAMAGED');
}
