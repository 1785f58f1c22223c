// SPDX-License-Identifier: Apache-2.0
import { DomainError } from '@unionid/domain/errors';

export type TextEncoding = 'utf-8' | 'gb18030';

type Bytes = AsyncIterable<Uint8Array>;

const LINE_FEED = 0x0a;
/** Longer lines are judged in pieces of this many bytes, so that one line without end takes no memory. */
const MAX_LINE_BYTES = 64 * 1_024;

/**
 * Encoding of a text by strict decoding of all of it: UTF-8, else GB 18030. GB 18030 accepts most UTF-8 text as other
 * characters, so a file that changes its encoding on the way would pass with half of its names destroyed: lines that
 * are UTF-8 beyond chance in a file that is not UTF-8 give it away.
 * @throws DomainError FILE_ENCODING_MIXED, FILE_ENCODING_UNKNOWN
 */
export async function detectEncoding(read: () => Bytes): Promise<TextEncoding> {
  const utf8 = await firstFault(read(), 'utf-8');
  if (utf8 === undefined) return 'utf-8';
  const row = await firstUtf8Line(read());
  if (row !== undefined) throw new DomainError('FILE_ENCODING_MIXED', { row });
  const gb18030 = await firstFault(read(), 'gb18030');
  if (gb18030 === undefined) return 'gb18030';
  throw new DomainError('FILE_ENCODING_UNKNOWN');
}

/** Text of bytes, a piece at a time, without a byte order mark. @throws DomainError FILE_ENCODING_UNKNOWN */
export async function* decodeText(bytes: Bytes, encoding: TextEncoding): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding, { fatal: true });
  try {
    for await (const chunk of bytes) yield decoder.decode(chunk, { stream: true });
    yield decoder.decode();
  } catch (cause) {
    if (cause instanceof TypeError) throw new DomainError('FILE_ENCODING_UNKNOWN', {}, { cause });
    throw cause;
  }
}

async function firstFault(bytes: Bytes, encoding: TextEncoding): Promise<unknown> {
  try {
    for await (const text of decodeText(bytes, encoding)) if (text.includes('\u0000')) return 'binary';
    return undefined;
  } catch (error) {
    if (error instanceof DomainError && error.code === 'FILE_ENCODING_UNKNOWN') return error;
    throw error;
  }
}

/** Number of the first line that is UTF-8 beyond chance. */
async function firstUtf8Line(bytes: Bytes): Promise<number | undefined> {
  let number = 0;
  for await (const line of linesOf(bytes)) {
    number += 1;
    if (isSurelyUtf8(line)) return number;
  }
  return undefined;
}

// Chinese text in UTF-8 is runs of three bytes, E4–E9 and two of 80–BF. Text in GB 18030 has those in a row only by a
// rare accident; two in one line, and nothing else above ASCII there, is no accident.
function isSurelyUtf8(line: Buffer): boolean {
  let han = 0;
  for (let at = 0; at < line.length;) {
    const length = sequenceLength(line, at);
    if (length === 0) return false;
    if (length >= 3) han += 1;
    at += length;
  }
  return han >= 2;
}

/** Bytes of the UTF-8 sequence at a position, 0 where there is none. */
function sequenceLength(line: Buffer, at: number): number {
  const lead = line[at] ?? 0;
  if (lead < 0x80) return 1;
  const length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : lead >= 0xc2 ? 2 : 0;
  for (let next = 1; next < length; next += 1) if (((line[at + next] ?? 0) & 0xc0) !== 0x80) return 0;
  return length;
}

async function* linesOf(bytes: Bytes): AsyncGenerator<Buffer> {
  let rest = Buffer.alloc(0);
  for await (const chunk of bytes) {
    rest = Buffer.concat([rest, chunk]);
    for (let end = rest.indexOf(LINE_FEED); end >= 0; end = rest.indexOf(LINE_FEED)) {
      yield rest.subarray(0, end);
      rest = rest.subarray(end + 1);
    }
    if (rest.length > MAX_LINE_BYTES) rest = rest.subarray(0, MAX_LINE_BYTES);
  }
  if (rest.length > 0) yield rest;
}
