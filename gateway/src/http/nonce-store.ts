// SPDX-License-Identifier: Apache-2.0
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { DomainError, type SignatureParameters } from '@unionid/domain';
import { openDatabase } from '../database/node-sqlite-dialect.js';

/** Rows kept at the most: at 2,000 requests a second for the 300 s a signature may live. */
const CAPACITY = 600_000;
const SWEEP_EVERY = 5_000;

/**
 * Signed requests seen: each may be used once. A row is needed no longer than its signature is valid, after which the
 * time check refuses the request; it outlives a restart of the process.
 */
export class NonceStore {
  readonly #database: DatabaseSync;
  readonly #insert: StatementSync;
  readonly #sweep: StatementSync;
  readonly #count: StatementSync;
  #size: number;
  #sinceSweep = 0;

  constructor(file: string) {
    this.#database = openDatabase({ file, synchronous: 'normal' });
    this.#database.exec(
      'create table if not exists nonce (name text primary key, expires integer not null) without rowid',
    );
    this.#database.exec('create index if not exists nonce_by_expiry on nonce (expires)');
    this.#insert = this.#database.prepare('insert or ignore into nonce (name, expires) values (?, ?)');
    this.#sweep = this.#database.prepare('delete from nonce where expires < ?');
    this.#count = this.#database.prepare('select count(*) as size from nonce');
    this.#size = this.#countRows();
  }

  /**
   * Uses a request up. Call it only for a request whose signature holds, so that strangers can not fill the store.
   * @throws DomainError REQUEST_REPLAYED, TOO_MANY_REQUESTS where the store is full
   */
  use({ operatorId, keyId, nonce, expires }: SignatureParameters, nowSeconds: number): void {
    this.#makeRoom(nowSeconds);
    const { changes } = this.#insert.run(`${operatorId}#${keyId}#${nonce}`, expires);
    if (Number(changes) === 0) throw new DomainError('REQUEST_REPLAYED');
    this.#size += 1;
  }

  close(): void {
    this.#database.close();
  }

  #makeRoom(nowSeconds: number): void {
    this.#sinceSweep += 1;
    if (this.#sinceSweep >= SWEEP_EVERY || this.#size >= CAPACITY) {
      this.#sweep.run(nowSeconds);
      this.#size = this.#countRows();
      this.#sinceSweep = 0;
    }
    if (this.#size >= CAPACITY) throw new DomainError('TOO_MANY_REQUESTS');
  }

  #countRows(): number {
    return Number(this.#count.get()?.size ?? 0);
  }
}
