// SPDX-License-Identifier: Apache-2.0
import { DomainError } from '../errors/index.js';

export type TextEncoding = 'utf-8' | 'gb18030' | 'utf-16le' | 'utf-16be';

type Bytes = AsyncIterable<Uint8Array>;

const LINE_FEED = 0x0a;
/** Comma, tab, semicolon, quotation mark, CR. */
const CELL_ENDS: ReadonlySet<number> = new Set([0x2c, 0x09, 0x3b, 0x22, 0x0d]);
/** Of a longer line this many bytes of its beginning are judged, and its end, so that one without end takes no memory. */
const MAX_LINE_BYTES = 64 * 1_024;
/** A stray NUL is a fault of its row; one in so many characters is no text. */
const CHARACTERS_PER_NUL = 32;

/**
 * Encoding of a text by strict decoding of all of it: UTF-8, else GB 18030; UTF-16 where its mark says so. GB 18030 accepts
 * most UTF-8 text as other characters, so a file that changes its encoding on the way would pass with half of its names
 * destroyed: lines that are UTF-8 beyond chance in a file that is not UTF-8 give it away.
 * @throws DomainError FILE_ENCODING_MIXED, FILE_ENCODING_UNKNOWN
 */
export async function detectEncoding(read: () => Bytes): Promise<TextEncoding> {
  const marked = await markOf(read());
  if (marked !== undefined) return marked;
  const asUtf8 = await judge(read(), 'utf-8');
  if (asUtf8 === 'text') return 'utf-8';
  const row = asUtf8 === 'other' ? await firstUtf8Line(read()) : undefined;
  if (row !== undefined) throw new DomainError('FILE_ENCODING_MIXED', { row });
  if (asUtf8 === 'other' && (await judge(read(), 'gb18030')) === 'text') return 'gb18030';
  throw new DomainError('FILE_ENCODING_UNKNOWN');
}

/** Text of bytes, a piece at a time, without a byte order mark. @throws DomainError FILE_ENCODING_UNKNOWN */
export async function* decodeText(bytes: Bytes, encoding: TextEncoding): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding, { fatal: true });
  for await (const chunk of bytes) yield decode(decoder, chunk);
  yield decode(decoder);
}

function decode(decoder: InstanceType<typeof TextDecoder>, chunk?: Uint8Array): string {
  try {
    return decoder.decode(chunk, { stream: chunk !== undefined });
  } catch (cause) {
    throw new DomainError('FILE_ENCODING_UNKNOWN', {}, { cause });
  }
}

// What spreadsheets save as "Unicode text".
async function markOf(bytes: Bytes): Promise<TextEncoding | undefined> {
  for await (const [first, second] of bytes) {
    if (first === 0xff && second === 0xfe) return 'utf-16le';
    return first === 0xfe && second === 0xff ? 'utf-16be' : undefined;
  }
  return undefined;
}

/** Whether bytes are of an encoding: `nuls` where they are, but no text. */
async function judge(bytes: Bytes, encoding: TextEncoding): Promise<'text' | 'nuls' | 'other'> {
  let characters = 0;
  let nuls = 0;
  // Programs that write a block at a time leave NULs behind the text.
  let last = 0;
  try {
    for await (const text of decodeText(bytes, encoding)) {
      const pieces = text.split('\u0000');
      const behind =
        pieces.length -
        1 -
        Math.max(
          pieces.findLastIndex((piece) => piece !== ''),
          0,
        );
      characters += text.length;
      nuls += pieces.length - 1;
      last = behind === text.length ? last + behind : behind;
    }
  } catch (error) {
    if (error instanceof DomainError && error.code === 'FILE_ENCODING_UNKNOWN') return 'other';
    throw error;
  }
  return (nuls - last) * CHARACTERS_PER_NUL <= characters ? 'text' : 'nuls';
}

/** Number of the first line that is UTF-8 beyond chance. */
async function firstUtf8Line(bytes: Bytes): Promise<number | undefined> {
  let number = 0;
  for await (const line of linesOf(bytes)) {
    number += 1;
    if (isSurelyUtf8(line) || cellsOf(line).some(isSurelyUtf8)) return number;
  }
  return undefined;
}

// Chinese text in UTF-8 is runs of three bytes, E4–E9 and two of 80–BF. Text in GB 18030 has those in a row only by a
// rare accident; two in one line or cell, and nothing else above ASCII there, is no accident.
function isSurelyUtf8(line: Uint8Array): boolean {
  let han = 0;
  for (let at = 0; at < line.length;) {
    const length = sequenceLength(line, at);
    if (length === 0) return false;
    if (length >= 3) han += 1;
    at += length;
  }
  return han >= 2;
}

// None of these bytes is part of another character in either encoding.
function cellsOf(line: Uint8Array): readonly Uint8Array[] {
  const cells: Uint8Array[] = [];
  let start = 0;
  line.forEach((byte, at) => {
    if (!CELL_ENDS.has(byte)) return;
    cells.push(line.subarray(start, at));
    start = at + 1;
  });
  return [...cells, line.subarray(start)];
}

/** Bytes of the UTF-8 sequence at a position, 0 where there is none. */
function sequenceLength(line: Uint8Array, at: number): number {
  const lead = line[at] ?? 0;
  if (lead < 0x80) return 1;
  const length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : lead >= 0xc2 ? 2 : 0;
  for (let next = 1; next < length; next += 1) if (((line[at + next] ?? 0) & 0xc0) !== 0x80) return 0;
  return length;
}

async function* linesOf(bytes: Bytes): AsyncGenerator<Uint8Array> {
  let rest: Uint8Array = new Uint8Array();
  for await (const chunk of bytes) {
    let text = joined(rest, chunk);
    for (let end = text.indexOf(LINE_FEED); end >= 0; end = text.indexOf(LINE_FEED)) {
      yield text.subarray(0, end);
      text = text.subarray(end + 1);
    }
    rest = text.subarray(0, MAX_LINE_BYTES);
  }
  if (rest.length > 0) yield rest;
}

function joined(one: Uint8Array, other: Uint8Array): Uint8Array {
  const both = new Uint8Array(one.length + other.length);
  both.set(one);
  both.set(other, one.length);
  return both;
}
