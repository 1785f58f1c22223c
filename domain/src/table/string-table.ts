// SPDX-License-Identifier: Apache-2.0
import { encodeUtf8 } from '../encoding/index.js';
import { DomainError } from '../errors/index.js';
import { TABLE_LIMITS } from './table-limits.js';

const BLOCK_BYTES = 1_024 * 1_024;
const OFFSETS_PER_BLOCK = 64 * 1_024;

/**
 * Many texts in little memory: UTF-8 in large blocks instead of millions of string objects. A million rows bring three
 * million texts of some fifteen bytes.
 */
export class StringTable {
  readonly #blocks: Uint8Array[] = [];
  readonly #offsets: Uint32Array[] = [];
  readonly #decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  #bytes = 0;
  #count = 0;

  /** A text of at most a block. @throws DomainError FILE_TOO_COMPLEX beyond the limits */
  add(text: string): void {
    const encoded = encodeUtf8(text);
    const room = this.#roomFor(encoded.length);
    if (this.#count >= TABLE_LIMITS.sharedStrings || room + encoded.length > TABLE_LIMITS.sharedBytes)
      throw new DomainError('FILE_TOO_COMPLEX', { reason: 'shared texts' });
    this.#writeAt(room, encoded);
    this.#bytes = room + encoded.length;
    this.#count += 1;
    this.#setOffset(this.#count * 2 - 2, room);
    this.#setOffset(this.#count * 2 - 1, this.#bytes);
  }

  at(index: number): string | undefined {
    if (!Number.isInteger(index) || index < 0 || index >= this.#count) return undefined;
    const start = this.#offset(index * 2);
    const end = this.#offset(index * 2 + 1);
    const block = this.#blocks[Math.floor(start / BLOCK_BYTES)];
    const base = start - (start % BLOCK_BYTES);
    return block && this.#decoder.decode(block.subarray(start - base, end - base));
  }

  // A text never spans two blocks: Excel's longest cell is a tenth of one.
  #roomFor(length: number): number {
    const left = BLOCK_BYTES - (this.#bytes % BLOCK_BYTES);
    return length <= left ? this.#bytes : this.#bytes + left;
  }

  #writeAt(position: number, bytes: Uint8Array): void {
    const index = Math.floor(position / BLOCK_BYTES);
    const block = (this.#blocks[index] ??= new Uint8Array(BLOCK_BYTES));
    block.set(bytes, position % BLOCK_BYTES);
  }

  #setOffset(index: number, value: number): void {
    const block = (this.#offsets[Math.floor(index / OFFSETS_PER_BLOCK)] ??= new Uint32Array(
      OFFSETS_PER_BLOCK,
    ));
    block[index % OFFSETS_PER_BLOCK] = value;
  }

  #offset(index: number): number {
    return this.#offsets[Math.floor(index / OFFSETS_PER_BLOCK)]?.[index % OFFSETS_PER_BLOCK] ?? 0;
  }
}
