// SPDX-License-Identifier: Apache-2.0
import type { RealNameRecord } from '../../vault/vault.js';

/** Records of four batches: an operator's client that compares while the file is read is not further behind. */
const KEPT = 2_000;

type Records = ReadonlyMap<string, RealNameRecord>;

/**
 * Records that a job sealed a moment ago and its operator's client is about to compare: opening them again would cost as
 * much as sealing them did. Each is given out once, and none outlives the reading of its file.
 */
export class RecentRecords {
  readonly #jobs = new Map<string, Map<string, RealNameRecord>>();

  /** To be called once they are in the vault. */
  add(importId: string, records: readonly RealNameRecord[]): void {
    const kept = this.#jobs.get(importId) ?? new Map<string, RealNameRecord>();
    this.#jobs.set(importId, kept);
    for (const record of records) kept.set(record.identityId, record);
    for (const identityId of kept.keys()) {
      if (kept.size <= KEPT) return;
      kept.delete(identityId);
    }
  }

  /** All of these, which are then forgotten; undefined where one is missing. */
  take(importId: string, identityIds: readonly string[]): Records | undefined {
    const kept = this.#jobs.get(importId);
    if (kept === undefined || !identityIds.every((identityId) => kept.has(identityId))) return undefined;
    const taken = new Map<string, RealNameRecord>();
    for (const identityId of identityIds) {
      const record = kept.get(identityId);
      if (record !== undefined) taken.set(identityId, record);
      kept.delete(identityId);
    }
    return taken;
  }

  forget(importId: string): void {
    this.#jobs.delete(importId);
  }
}
