// SPDX-License-Identifier: Apache-2.0
import { canonicalJson } from '@unionid/domain/encoding';
import type { LedgerStub } from './ledger-stub.js';

/**
 * The records of one transaction. Keys are declared and read in one message, rules then work without waiting, and what
 * they wrote leaves in one batch. A key must be read before it is written, so that of two transactions which saw the
 * same state only one is valid (MVCC).
 */
export class StateStore {
  readonly #stub: Pick<LedgerStub, 'readStates' | 'writeStates'>;
  readonly #read = new Map<string, string | undefined>();
  readonly #written = new Map<string, string | undefined>();

  constructor(stub: Pick<LedgerStub, 'readStates' | 'writeStates'>) {
    this.#stub = stub;
  }

  /** Reads those keys that were not read yet, in one message. */
  async read(keys: Iterable<string>): Promise<void> {
    // In their order, the peer's database takes each of its index blocks once instead of once a key: in a grown ledger a
    // third of an endorsing peer's work.
    const missing = [...new Set(keys)].filter((key) => !this.#read.has(key)).sort();
    if (missing.length === 0) return;
    const values = await this.#stub.readStates(missing);
    missing.forEach((key, index) => this.#read.set(key, values[index]));
  }

  /** Takes in what a range read found, so that it may be written. */
  note(key: string, value: string): void {
    this.#read.set(key, value);
  }

  /** The record as this transaction has made it so far. The caller knows its shape by the key. */
  // eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- says at the call what is expected
  get<T>(key: string): T | undefined {
    const text = this.#written.has(key) ? this.#written.get(key) : this.#valueRead(key);
    return text === undefined ? undefined : (JSON.parse(text) as T);
  }

  has(key: string): boolean {
    return (this.#written.has(key) ? this.#written.get(key) : this.#valueRead(key)) !== undefined;
  }

  put(key: string, record: unknown): void {
    this.#valueRead(key);
    this.#written.set(key, canonicalJson(record));
  }

  /**
   * Writes a part of a record that is new itself: whoever made the part would have made the owner, whose key was read,
   * so the part needs no reading of its own.
   */
  putPart(owner: string, { key, record }: { readonly key: string; readonly record: unknown }): void {
    this.#valueRead(owner);
    this.#written.set(key, canonicalJson(record));
  }

  delete(key: string): void {
    this.#valueRead(key);
    this.#written.set(key, undefined);
  }

  /** Sends every write in one batch. */
  async flush(): Promise<void> {
    await this.#stub.writeStates([...this.#written].map(([key, value]) => ({ key, value })));
  }

  #valueRead(key: string): string | undefined {
    if (!this.#read.has(key)) throw new TypeError('key was not declared');
    return this.#read.get(key);
  }
}
