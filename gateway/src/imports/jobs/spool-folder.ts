// SPDX-License-Identifier: Apache-2.0
import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { removeSpool } from './spool.js';

/** The folder of the uploaded files while they are being read. */
export class SpoolFolder {
  readonly #folder: string;

  private constructor(folder: string) {
    this.#folder = folder;
  }

  static async open(folder: string): Promise<SpoolFolder> {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    return new SpoolFolder(folder);
  }

  fileOf(importId: string): string {
    return join(this.#folder, `${importId}.spool`);
  }

  async remove(importId: string): Promise<void> {
    await removeSpool(this.fileOf(importId));
  }

  /** Removes files of jobs that a crash cut off before they were written down, or after they were read. */
  async removeAllBut(importIds: readonly string[]): Promise<void> {
    const kept = new Set(importIds.map((importId) => this.fileOf(importId)));
    for (const name of await readdir(this.#folder)) {
      const file = join(this.#folder, name);
      if (!kept.has(file)) await removeSpool(file);
    }
  }
}
