// SPDX-License-Identifier: Apache-2.0
import type { DatabaseSync } from 'node:sqlite';
import { DomainError, type SignatureParameters } from '@unionid/domain';
import { openDatabase } from '../database/node-sqlite-dialect.js';

/** Requests remembered at the most, some 40 MB: 1,000 a second for the 300 s a signature may live. */
const CAPACITY = 300_000;
/** How often what is new goes to the file, in milliseconds. */
const FLUSH_MS = 100;
const SWEEP_MS = 10_000;

/**
 * Signed requests seen: each may be used once. One is remembered no longer than its signature is valid, after which the
 * time check refuses it. The file outlives a restart; a killed process forgets its last tenth of a second, of which
 * writes are protected by the ledger's own replay keys.
 */
export class NonceStore {
  readonly #database: DatabaseSync;
  readonly #expiry = new Map<string, number>();
  readonly #timers: readonly NodeJS.Timeout[];
  #unsaved: [name: string, expires: number][] = [];

  constructor(file: string, now: () => number) {
    this.#database = openDatabase({ file, synchronous: 'normal' });
    this.#database.exec(
      'create table if not exists nonce (name text primary key, expires integer not null) without rowid',
    );
    for (const { name, expires } of this.#database.prepare('select name, expires from nonce').all())
      this.#expiry.set(String(name), Number(expires));
    this.#timers = [
      setInterval(() => this.#flush(), FLUSH_MS).unref(),
      setInterval(() => this.#sweep(now()), SWEEP_MS).unref(),
    ];
  }

  /**
   * Uses a request up. Call it only for a request whose signature holds, so that strangers can not fill the store.
   * @throws DomainError REQUEST_REPLAYED, TOO_MANY_REQUESTS where the store is full
   */
  use({ operatorId, keyId, nonce, expires }: SignatureParameters): void {
    const name = `${operatorId}#${keyId}#${nonce}`;
    if (this.#expiry.has(name)) throw new DomainError('REQUEST_REPLAYED');
    if (this.#expiry.size >= CAPACITY) throw new DomainError('TOO_MANY_REQUESTS');
    this.#expiry.set(name, expires);
    this.#unsaved.push([name, expires]);
  }

  close(): void {
    for (const timer of this.#timers) clearInterval(timer);
    this.#flush();
    this.#database.close();
  }

  #flush(): void {
    if (this.#unsaved.length === 0) return;
    const rows = this.#unsaved;
    this.#unsaved = [];
    const insert = this.#database.prepare('insert or ignore into nonce (name, expires) values (?, ?)');
    this.#database.exec('begin');
    for (const row of rows) insert.run(...row);
    this.#database.exec('commit');
  }

  #sweep(now: number): void {
    const seconds = Math.floor(now / 1000);
    for (const [name, expires] of this.#expiry) if (expires < seconds) this.#expiry.delete(name);
    this.#database.prepare('delete from nonce where expires < ?').run(seconds);
  }
}
