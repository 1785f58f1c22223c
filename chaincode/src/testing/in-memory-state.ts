// SPDX-License-Identifier: Apache-2.0
import { splitKey } from '@unionid/domain/ledger';

/** A value and the transaction that wrote it, as `block:position`. */
export interface VersionedValue {
  readonly value: string;
  readonly version: string;
}

export interface HistoryItem {
  readonly transactionId: string;
  readonly time: number;
  readonly value: string | undefined;
}

/** Committed state with history, as a peer keeps it in LevelDB. */
export class InMemoryState {
  readonly #values = new Map<string, VersionedValue>();
  readonly #history = new Map<string, HistoryItem[]>();
  readonly #byFirstAttribute = new Map<string, Set<string>>();

  get(key: string): VersionedValue | undefined {
    return this.#values.get(key);
  }

  /** Oldest first. */
  history(key: string): readonly HistoryItem[] {
    return this.#history.get(key) ?? [];
  }

  /** Keys under a type and at least one attribute, or all of a type, in key order. */
  range(type: string, attributes: readonly string[]): string[] {
    const [first] = attributes;
    const candidates =
      first === undefined ? this.#values.keys() : (this.#byFirstAttribute.get(bucket(type, first)) ?? []);
    const wanted = [...candidates].filter((key) => isUnder(key, type, attributes));
    return wanted.sort((a, b) => (a < b ? -1 : 1));
  }

  put(key: string, item: HistoryItem & { readonly version: string }): void {
    const { value, version, transactionId, time } = item;
    if (value === undefined) this.#values.delete(key);
    else this.#values.set(key, { value, version });
    this.#index(key, value !== undefined);
    const history = this.#history.get(key) ?? [];
    history.push({ transactionId, time, value });
    this.#history.set(key, history);
  }

  /** The same state once more, which changes by itself. */
  fork(): InMemoryState {
    const copy = new InMemoryState();
    for (const [key, value] of this.#values) copy.#values.set(key, value);
    for (const [key, items] of this.#history) copy.#history.set(key, [...items]);
    for (const [name, keys] of this.#byFirstAttribute) copy.#byFirstAttribute.set(name, new Set(keys));
    return copy;
  }

  /** Every key and value, in key order. */
  entries(): [string, string][] {
    const all = [...this.#values].map(([key, { value }]): [string, string] => [key, value]);
    return all.sort(([a], [b]) => (a < b ? -1 : 1));
  }

  // A prefix is looked up among the keys that share its first attribute, so that tests of many rows stay quick.
  #index(key: string, isPresent: boolean): void {
    const parts = splitKey(key);
    const [first] = parts?.attributes ?? [];
    if (parts === undefined || first === undefined) return;
    const name = bucket(parts.type, first);
    const keys = this.#byFirstAttribute.get(name) ?? new Set();
    if (isPresent) keys.add(key);
    else keys.delete(key);
    this.#byFirstAttribute.set(name, keys);
  }
}

function bucket(type: string, first: string): string {
  return `${type} ${first}`;
}

function isUnder(key: string, type: string, attributes: readonly string[]): boolean {
  const parts = splitKey(key);
  return (
    parts?.type === type &&
    parts.attributes.length > attributes.length - 1 &&
    attributes.every((attribute, index) => parts.attributes[index] === attribute)
  );
}
