// SPDX-License-Identifier: Apache-2.0
import { canonicalJson } from '@unionid/domain/encoding';
import { DomainError, unlessRefused } from '@unionid/domain/errors';
import {
  KEY_PREFIX,
  parseLedgerKey,
  readValue,
  type LedgerKey,
  type LedgerRecords,
  type LedgerType,
} from '@unionid/domain/ledger';
import type { LedgerStub } from './ledger-stub.js';

/**
 * The records of one transaction. Keys are declared and read in one message, rules then work without waiting, and what
 * they wrote leaves in one batch. A key must be read before it is written, so that of two transactions which saw the
 * same state only one is valid (MVCC).
 */
export class StateStore {
  readonly #stub: Pick<LedgerStub, 'records' | 'readStates' | 'readRange' | 'writeStates'>;
  readonly #read = new Map<string, string | undefined>();
  readonly #records = new Map<string, { readonly text: string; readonly record: unknown }>();
  #written = new Map<string, string | undefined>();

  constructor(stub: Pick<LedgerStub, 'records' | 'readStates' | 'readRange' | 'writeStates'>) {
    this.#stub = stub;
  }

  /** Reads those keys that were not read yet, in one message. */
  async read(keys: Iterable<LedgerKey>): Promise<void> {
    // In their order, the peer's database takes each of its index blocks once instead of once a key: in a grown ledger a
    // third of an endorsing peer's work.
    const missing = [...new Set(keys)].filter((key) => !this.#read.has(key)).sort();
    if (missing.length === 0) return;
    const values = await this.#stub.readStates(missing);
    missing.forEach((key, index) => this.#read.set(key, values[index]));
  }

  /** At most `limit` keys of a type that begin with these attributes, read so that they may be written. */
  async readRange<T extends LedgerType>(
    type: T,
    { attributes, limit }: { readonly attributes: readonly string[]; readonly limit: number },
  ): Promise<LedgerKey<T>[]> {
    const found = await this.#stub.readRange(KEY_PREFIX[type], { attributes, limit });
    for (const { key, value } of found) this.#read.set(key, value);
    // The range has keys of this type only.
    return found.map(({ key }) => key as LedgerKey<T>);
  }

  /**
   * The record as this transaction has made it so far.
   * @throws DomainError RECORD_UNREADABLE for what is not of its schema: nobody acts by it, and nothing is decided on it
   */
  get<T extends LedgerType>(key: LedgerKey<T>): LedgerRecords[T] | undefined {
    const text = this.#written.has(key) ? this.#written.get(key) : this.#valueRead(key);
    if (text === undefined) return undefined;
    const known = this.#records.get(key);
    if (known?.text === text) return known.record as LedgerRecords[T];
    const record = readRecord(this.#stub, key, text);
    this.#records.set(key, { text, record });
    return record;
  }

  /**
   * The same of what leads further, where rows are read for before each is judged: nothing where nobody can read it, which `get` refuses
   * to the row then, and to no other.
   */
  readable<T extends LedgerType>(key: LedgerKey<T>): LedgerRecords[T] | undefined {
    return unlessRefused(() => this.get(key));
  }

  has(key: LedgerKey): boolean {
    return (this.#written.has(key) ? this.#written.get(key) : this.#valueRead(key)) !== undefined;
  }

  put<T extends LedgerType>(key: LedgerKey<T>, record: LedgerRecords[T]): void {
    this.#valueRead(key);
    this.#written.set(key, canonicalJson(record));
  }

  /**
   * Writes a part of a record that is new itself: whoever made the part would have made the owner, whose key was read,
   * so the part needs no reading of its own.
   */
  putPart<T extends LedgerType>(
    owner: LedgerKey,
    { key, record }: { readonly key: LedgerKey<T>; readonly record: LedgerRecords[T] },
  ): void {
    this.#valueRead(owner);
    this.#written.set(key, canonicalJson(record));
  }

  /** Deletes a part of a record that was read: only whoever changes that makes or ends the part. */
  deletePart(owner: LedgerKey, key: LedgerKey): void {
    this.#valueRead(owner);
    this.#written.set(key, undefined);
  }

  delete(key: LedgerKey): void {
    this.#valueRead(key);
    this.#written.set(key, undefined);
  }

  /** Forgets what was written: a decision that waits for its second signature was only tried. */
  discardWrites(): void {
    this.#written = new Map();
  }

  /** Sends every write in one batch. */
  async flush(): Promise<void> {
    await this.#stub.writeStates([...this.#written].map(([key, value]) => ({ key, value })));
  }

  #valueRead(key: LedgerKey): string | undefined {
    if (!this.#read.has(key)) throw new TypeError('key was not declared');
    return this.#read.get(key);
  }
}

/** A value as it was written under a key. @throws DomainError RECORD_UNREADABLE for what is not of the key's schema */
export function readRecord<T extends LedgerType>(
  { records }: Pick<LedgerStub, 'records'>,
  key: LedgerKey<T>,
  text: string,
): LedgerRecords[T] {
  // A key of a type was made as one (ledger/keys.ts).
  const type = parseLedgerKey(key)?.type as T;
  const record = readValue(records, type, text);
  if (record === undefined) throw new DomainError('RECORD_UNREADABLE', { type });
  return record;
}
