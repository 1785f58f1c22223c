// SPDX-License-Identifier: Apache-2.0

/** The bytes of a handed-in file, wherever they are kept. */
export interface TableFile {
  readonly bytes: number;
  /** Bytes from `start` to before `end`, a block at a time; all of them by default. */
  read(start?: number, end?: number): AsyncGenerator<Uint8Array>;
}
