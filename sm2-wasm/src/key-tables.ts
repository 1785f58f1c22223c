// SPDX-License-Identifier: Apache-2.0
import type { CurveQuestion, Sm2Core } from './sm2-core.js';

/** A public key that has passed the gate, and what is known about its use. */
export interface KnownKey {
  /** 65 bytes 04‖x‖y. */
  readonly point: Uint8Array;
  readonly z: Uint8Array;
  uses: number;
  table: number | undefined;
}

/**
 * Building a table costs about what it saves in this many verifications. Whoever sends ever new keys thus never makes
 * verifying more than twice as expensive as without tables.
 */
export const USES_BEFORE_TABLE = 16;

/** The fixed pool of tables: a key that is used often gets the one whose owner was used longest ago. */
export class KeyTables {
  readonly #core: Sm2Core;
  readonly #capacity: number;
  // A Set iterates in insertion order; an owner that is used is inserted again, so the first is the one to evict.
  readonly #owners = new Set<KnownKey>();

  constructor(core: Sm2Core, capacity: number) {
    this.#core = core;
    this.#capacity = capacity;
  }

  verify(question: CurveQuestion, key: KnownKey): boolean {
    const table = this.#tableOf(key);
    return table === undefined
      ? this.#core.verifyByKey(question, key.point)
      : this.#core.verifyByTable(question, table);
  }

  #tableOf(key: KnownKey): number | undefined {
    key.uses += 1;
    if (key.table !== undefined) {
      this.#owners.delete(key);
      this.#owners.add(key);
    } else if (key.uses > USES_BEFORE_TABLE && this.#capacity > 0) {
      key.table = this.#freeTable();
      this.#core.buildTable(key.table, key.point);
      this.#owners.add(key);
    }
    return key.table;
  }

  #freeTable(): number {
    const [oldest] = this.#owners;
    if (oldest?.table === undefined || this.#owners.size < this.#capacity) return this.#owners.size;
    const { table } = oldest;
    this.#owners.delete(oldest);
    oldest.table = undefined;
    oldest.uses = 0;
    return table;
  }
}
