// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import { open, rm, type FileHandle } from 'node:fs/promises';
import { encodeUtf8, toBase64url } from '@unionid/domain/encoding';
import { DomainError } from '@unionid/domain/errors';
import { openSm4, SEAL_OVERHEAD_BYTES } from '@unionid/domain/sm';
import { sealWithFreshIv } from '@unionid/domain/signing';

/** Plain bytes of one sealed block: what is held in memory at once. */
const BLOCK_BYTES = 64 * 1_024;
const SEALED_BLOCK_BYTES = BLOCK_BYTES + SEAL_OVERHEAD_BYTES;

export interface SpoolKey {
  /** File of the spool. */
  readonly file: string;
  /** 32 bytes, of this spool only: with it goes the content, whatever the disk keeps. */
  readonly key: Uint8Array;
}

/** What was taken in. */
export interface Spooled {
  /** Plain bytes. */
  readonly bytes: number;
  /** SM3 of the plain bytes, base64url. */
  readonly digest: string;
}

/** Writes a stream to the disk as sealed blocks, readable for the owner only; an uploaded file is full of real names. */
export async function writeSpool(
  { file, key }: SpoolKey,
  content: AsyncIterable<Uint8Array>,
  maxBytes: number,
): Promise<Spooled> {
  const handle = await open(file, 'wx', 0o600);
  const writer = new BlockWriter(handle, key);
  const digest = createHash('sm3');
  let bytes = 0;
  try {
    for await (const chunk of content) {
      bytes += chunk.length;
      if (bytes > maxBytes) throw new DomainError('TOO_LARGE', { limit: maxBytes });
      digest.update(chunk);
      await writer.write(chunk);
    }
    await writer.end();
    await handle.sync();
  } finally {
    await handle.close();
  }
  return { bytes, digest: toBase64url(new Uint8Array(digest.digest())) };
}

/** Removes a spool; its key is destroyed with the job's row. */
export async function removeSpool(file: string): Promise<void> {
  await rm(file, { force: true });
}

class BlockWriter {
  readonly #handle: FileHandle;
  readonly #key: Uint8Array;
  readonly #block = Buffer.alloc(BLOCK_BYTES);
  #filled = 0;
  #index = 0;

  constructor(handle: FileHandle, key: Uint8Array) {
    this.#handle = handle;
    this.#key = key;
  }

  async write(chunk: Uint8Array): Promise<void> {
    for (let from = 0; from < chunk.length;) {
      // Not before more comes: the last block is marked.
      if (this.#filled === BLOCK_BYTES) await this.#flush('more');
      const part = chunk.subarray(from, from + BLOCK_BYTES - this.#filled);
      this.#block.set(part, this.#filled);
      this.#filled += part.length;
      from += part.length;
    }
  }

  async end(): Promise<void> {
    await this.#flush('last');
    this.#block.fill(0);
  }

  async #flush(follows: Follows): Promise<void> {
    const plaintext = this.#block.subarray(0, this.#filled);
    const sealed = sealWithFreshIv({ key: this.#key, plaintext, aad: blockName(this.#index, follows) });
    await this.#handle.writev([sealed]);
    this.#index += 1;
    this.#filled = 0;
  }
}

/** Random access to a spool's plain bytes. */
export class SpoolReader {
  readonly #handle: FileHandle;
  readonly #key: Uint8Array;
  readonly bytes: number;
  readonly #blocks: number;
  // A zip's directory is read in many small pieces of one block.
  #last: { readonly index: number; readonly block: Uint8Array } | undefined;

  private constructor(handle: FileHandle, key: Uint8Array, size: number) {
    this.#handle = handle;
    this.#key = key;
    this.#blocks = Math.ceil(size / SEALED_BLOCK_BYTES);
    this.bytes = size - this.#blocks * SEAL_OVERHEAD_BYTES;
  }

  /** @throws DomainError FILE_GONE where there is no spool, or not the end of one */
  static async open({ file, key }: SpoolKey): Promise<SpoolReader> {
    const handle = await open(file, 'r').catch((error: unknown) => {
      throw (error as NodeJS.ErrnoException).code === 'ENOENT' ? new DomainError('FILE_GONE') : error;
    });
    const { size } = await handle.stat();
    const reader = new SpoolReader(handle, key, size);
    try {
      // A disk that was restored in part may end anywhere, at the end of a block and of a row, too.
      await reader.#readBlock(reader.#blocks - 1);
    } catch (error) {
      await handle.close();
      throw error;
    }
    return reader;
  }

  /** Bytes from `start` to before `end`, a block at a time. @throws DomainError FILE_GONE where they are not those that were written */
  async *read(start = 0, end = this.bytes): AsyncGenerator<Uint8Array> {
    for (let index = Math.floor(start / BLOCK_BYTES); index * BLOCK_BYTES < end; index += 1) {
      const block = await this.#readBlock(index);
      const offset = index * BLOCK_BYTES;
      yield block.subarray(Math.max(start - offset, 0), Math.min(end - offset, block.length));
    }
  }

  close(): Promise<void> {
    return this.#handle.close();
  }

  async #readBlock(index: number): Promise<Uint8Array> {
    if (this.#last?.index === index) return this.#last.block;
    const block = await this.#openBlock(index);
    this.#last = { index, block };
    return block;
  }

  async #openBlock(index: number): Promise<Uint8Array> {
    if (index < 0) throw new DomainError('FILE_GONE');
    const sealed = Buffer.alloc(SEALED_BLOCK_BYTES);
    const { bytesRead } = await this.#handle.read(sealed, 0, SEALED_BLOCK_BYTES, index * SEALED_BLOCK_BYTES);
    const aad = blockName(index, index === this.#blocks - 1 ? 'last' : 'more');
    try {
      return openSm4({ key: this.#key, sealed: sealed.subarray(0, bytesRead), aad });
    } catch (error) {
      // Its key is of this spool only, and opened by another: it is the file that is another.
      if (error instanceof DomainError && error.code === 'DECRYPTION_FAILED')
        throw new DomainError('FILE_GONE');
      throw error;
    }
  }
}

/** Whether another block follows. */
type Follows = 'more' | 'last';

// Blocks can not change places unseen, nor be missing at the end.
function blockName(index: number, follows: Follows): Uint8Array {
  return encodeUtf8(`block ${String(index)} ${follows}`);
}
