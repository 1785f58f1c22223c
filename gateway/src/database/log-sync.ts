// SPDX-License-Identifier: Apache-2.0
import { close, fdatasync, open } from 'node:fs';
import { promisify } from 'node:util';

const openFile = promisify(open);
const writeToDisk = promisify(fdatasync);
const closeFile = promisify(close);

/** A file on a disk. */
export interface DiskFile {
  /** Resolves when all that was written to it is on the disk. */
  writeThrough(): Promise<void>;
  close(): Promise<void>;
}

/**
 * One write to the disk for all who wait for one: a disk takes a millisecond or two for one, and no longer for what thirty
 * wrote.
 */
export class LogSync {
  readonly #file: Pick<DiskFile, 'writeThrough'>;
  #running: Promise<void> = Promise.resolve();
  #next: Promise<void> | undefined;

  constructor(file: Pick<DiskFile, 'writeThrough'>) {
    this.#file = file;
  }

  /**
   * Resolves when what was written before the call is on the disk.
   * @throws what writing through threw; from then on every call does, because the system takes what it could not write
   * for written, and a log is worth nothing behind a gap. Opening the database again reads what is there.
   */
  synced(): Promise<void> {
    // The one that runs may have begun before the caller wrote; the next one serves everybody who comes until it starts.
    this.#next ??= this.#running.then(() => {
      this.#next = undefined;
      this.#running = this.#file.writeThrough();
      return this.#running;
    });
    return this.#next;
  }

  /** Resolves when nothing is being written, whatever came of it. */
  async idle(): Promise<void> {
    await (this.#next ?? this.#running).catch(() => undefined);
  }
}

/** SQLite's write-ahead log: it appears with the first write, and is the same file as long as a connection is open. */
export class WriteAheadLog implements DiskFile {
  readonly #path: string;
  #descriptor: Promise<number> | undefined;

  constructor(database: string) {
    this.#path = `${database}-wal`;
  }

  async writeThrough(): Promise<void> {
    this.#descriptor ??= openFile(this.#path, 'r+');
    await writeToDisk(await this.#descriptor);
  }

  async close(): Promise<void> {
    const descriptor = await this.#descriptor?.catch(() => undefined);
    if (descriptor !== undefined) await closeFile(descriptor);
  }
}
