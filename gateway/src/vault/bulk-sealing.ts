// SPDX-License-Identifier: Apache-2.0
import { availableParallelism } from 'node:os';
import { Tinypool } from 'tinypool';
import type { RealNameRecord } from './vault.js';
import {
  commitmentRoots,
  storeRecords,
  type Committed,
  type StoredRecord,
  type VaultKeys,
} from './record-sealing.js';

/** Fewer records than this take less time here than on their way to a thread and back. */
const WORTH_A_THREAD = 50;
const MOST_THREADS = 4;
/** A thread without work for so long ends: imports are rare, and it holds memory. */
const IDLE_MS = 60_000;
const THREAD = new URL('./bulk-sealing-thread.js', import.meta.url).href;

/**
 * The hashes and ciphers of many records: half of what reading an import costs. On threads of their own, so that a
 * gateway answers in the meantime, and judges the next rows.
 */
export class BulkSealing {
  readonly #keys: VaultKeys;
  readonly #pool: Tinypool;

  constructor(keys: VaultKeys) {
    this.#keys = keys;
    this.#pool = new Tinypool({
      filename: THREAD,
      workerData: keys,
      minThreads: 0,
      // One core is the event loop's.
      maxThreads: Math.max(1, Math.min(MOST_THREADS, availableParallelism() - 1)),
      idleTimeout: IDLE_MS,
    });
  }

  /** Roots of the records' field commitments, in their order. */
  async commitmentRoots(records: readonly Committed[]): Promise<readonly string[]> {
    if (records.length < WORTH_A_THREAD) return commitmentRoots(records);
    const parts = records.map(({ fields, seed }) => ({ fields, seed }));
    return (await this.#pool.run(parts, { name: 'commit' })) as readonly string[];
  }

  /** What is stored of each record, in their order. */
  async store(records: readonly RealNameRecord[]): Promise<readonly StoredRecord[]> {
    if (records.length < WORTH_A_THREAD) return storeRecords(this.#keys, records);
    return (await this.#pool.run(records, { name: 'store' })) as readonly StoredRecord[];
  }

  close(): Promise<void> {
    return this.#pool.destroy();
  }
}
