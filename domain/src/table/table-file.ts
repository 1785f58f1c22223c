// SPDX-License-Identifier: Apache-2.0

/** The bytes of a file, wherever they are kept. */
export interface TableFile {
  readonly bytes: number;
  /** Bytes from `start` to before `end`, a block at a time; all of them by default. */
  read(start?: number, end?: number): AsyncIterable<Uint8Array>;
}

const BLOCK_BYTES = 64 * 1_024;

/** A file that is in memory as a whole. */
export function memoryFile(content: Uint8Array): TableFile {
  return {
    bytes: content.length,
    async *read(start = 0, end = content.length) {
      for (let at = start; at < end; at += BLOCK_BYTES)
        yield await Promise.resolve(content.subarray(at, Math.min(at + BLOCK_BYTES, end)));
    },
  };
}

/** Bytes of a short part of a file; fewer where it ends before. */
export async function readBytes(file: TableFile, start: number, end: number): Promise<Uint8Array> {
  const last = Math.min(end, file.bytes);
  const bytes = new Uint8Array(Math.max(last - start, 0));
  let at = 0;
  for await (const block of file.read(start, last)) {
    bytes.set(block, at);
    at += block.length;
  }
  return bytes;
}
