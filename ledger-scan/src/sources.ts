// SPDX-License-Identifier: Apache-2.0
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { readBlockFile } from './block-file.js';
import { escapedStringsOf } from './json-strings.js';
import { readBatch, readLog, readTable, type LevelRecord } from './leveldb.js';
import { readSqliteCells } from './sqlite-rows.js';

/** Bytes to search, with the place inside their source where a finding points to. */
export interface Piece {
  readonly place: string;
  readonly bytes: Uint8Array;
}

/** Something that is read whole: a file, or the text of an endpoint. */
export interface Source {
  readonly name: string;
  pieces(): Iterable<Piece>;
}

/** Place of the bytes as they lie in the file; every other place was decoded. */
export const RAW = 'raw';

/** Every regular file below a folder, each raw, by its name, and decoded by what it is. Names are relative to it. */
export function filesUnder(root: string): Source[] {
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((file) => ({ name: relative(root, file), pieces: () => piecesOf(root, file) }));
}

/** A text that is no file, such as an answer of a metrics endpoint. */
export function textSource(name: string, text: string): Source {
  return { name, pieces: () => [{ place: RAW, bytes: Buffer.from(text) }] };
}

function* piecesOf(root: string, file: string): Generator<Piece> {
  const bytes = readFileSync(file);
  yield { place: 'file name', bytes: Buffer.from(relative(root, file)) };
  yield { place: RAW, bytes: withoutPadding(bytes) };
  yield* DECODERS[kindOf(file, bytes)](bytes, file);
}

// Write-ahead logs are files of 16 or 64 MB from the beginning, most of it zeros, in which nothing is to be found.
function withoutPadding(bytes: Uint8Array): Uint8Array {
  let end = bytes.length;
  while (end > 0 && bytes[end - 1] === 0) end -= 1;
  return bytes.subarray(0, end);
}

type Decoder = (bytes: Uint8Array, file: string) => Iterable<Piece>;

// Each throws a RangeError, or its library's own error, where a file is damaged or incomplete.
const DECODERS = {
  blocks: blockPieces,
  table: (bytes) => recordPieces('table', readTable(bytes)),
  log: (bytes) => recordPieces('log', recordsOfLog(bytes)),
  manifest: manifestPieces,
  sqlite: (_bytes, file) => readSqliteCells(file),
  gzip: (bytes) => [{ place: 'unpacked', bytes: gunzipSync(bytes) }],
  other: () => [],
} satisfies Record<string, Decoder>;

type FileKind = keyof typeof DECODERS;

const BY_NAME: readonly (readonly [RegExp, FileKind])[] = [
  [/^blockfile_\d+$/, 'blocks'],
  [/^\d+\.(?:ldb|sst)$/, 'table'],
  [/^MANIFEST-\d+$/, 'manifest'],
];
const BY_BEGINNING: readonly (readonly [string, FileKind])[] = [
  ['53514c69746520666f726d6174203300', 'sqlite'],
  ['1f8b08', 'gzip'],
];

function kindOf(file: string, bytes: Uint8Array): FileKind {
  const name = basename(file);
  const byName = BY_NAME.find(([pattern]) => pattern.test(name));
  if (byName !== undefined) return byName[1];
  if (isLevelLog(file)) return 'log';
  const beginning = Buffer.from(bytes.subarray(0, 16)).toString('hex');
  return BY_BEGINNING.find(([magic]) => beginning.startsWith(magic))?.[1] ?? 'other';
}

// Other programs write logs of that name too; only LevelDB has a CURRENT beside it.
function isLevelLog(file: string): boolean {
  return /^\d+\.log$/.test(basename(file)) && existsSync(join(dirname(file), 'CURRENT'));
}

function* blockPieces(file: Uint8Array): Generator<Piece> {
  for (const { number, transactions, metadata } of readBlockFile(file)) {
    for (const [index, bytes] of transactions.entries()) {
      const place = `block ${number} transaction ${index}`;
      yield { place, bytes };
      for (const text of escapedStringsOf(bytes))
        yield { place: `${place} unescaped`, bytes: Buffer.from(text) };
    }
    for (const bytes of metadata) yield { place: `block ${number} metadata`, bytes };
  }
}

function* recordPieces(kind: string, records: Iterable<LevelRecord>): Generator<Piece> {
  let index = 0;
  for (const { key, value } of records) {
    yield { place: `${kind} record ${index} key`, bytes: key };
    yield { place: `${kind} record ${index} value`, bytes: value };
    for (const text of escapedStringsOf(value))
      yield { place: `${kind} record ${index} value unescaped`, bytes: Buffer.from(text) };
    index += 1;
  }
}

function* recordsOfLog(log: Uint8Array): Generator<LevelRecord> {
  for (const payload of readLog(log)) yield* readBatch(payload);
}

function* manifestPieces(manifest: Uint8Array): Generator<Piece> {
  for (const bytes of readLog(manifest)) yield { place: 'manifest record', bytes };
}
