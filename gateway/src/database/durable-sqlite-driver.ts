// SPDX-License-Identifier: Apache-2.0
import {
  SelectQueryNode,
  SqliteDriver,
  type CompiledQuery,
  type DatabaseConnection,
  type Driver,
  type QueryResult,
  type SqliteDatabase,
} from 'kysely';
import { Semaphore } from '../pacing/semaphore.js';
import { LogSync, type DiskFile } from './log-sync.js';

/**
 * Kysely's driver for SQLite whose writes answer once they are on the disk, which is waited for outside of the event loop
 * and after the connection was handed on: what commits in the meantime shares the next write to the disk. SQLite itself
 * runs with `synchronous = normal`, so that only checkpoints wait for the disk (ADR 0023).
 */
export class DurableSqliteDriver implements Driver {
  readonly #inner: SqliteDriver;
  readonly #file: DiskFile;
  readonly #log: LogSync;
  /** There is one connection. */
  readonly #turn = new Semaphore(1);

  constructor({ database, log }: { readonly database: SqliteDatabase; readonly log: DiskFile }) {
    this.#inner = new SqliteDriver({ database });
    this.#file = log;
    this.#log = new LogSync(log);
  }

  init(): Promise<void> {
    return this.#inner.init();
  }

  async acquireConnection(): Promise<DatabaseConnection> {
    const connection = await this.#inner.acquireConnection();
    const lease = new Lease(connection, { turn: this.#turn, log: this.#log });
    await lease.enter();
    return lease;
  }

  async beginTransaction(connection: DatabaseConnection): Promise<void> {
    const lease = leaseOf(connection);
    await this.#inner.beginTransaction(lease.connection);
    lease.isInTransaction = true;
  }

  async commitTransaction(connection: DatabaseConnection): Promise<void> {
    const lease = leaseOf(connection);
    await this.#inner.commitTransaction(lease.connection);
    lease.isInTransaction = false;
    await lease.settle();
  }

  // After a commit that did not reach the disk there is nothing to take back, and the next writer may have begun.
  async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    const lease = leaseOf(connection);
    if (!lease.isInTransaction) return;
    lease.isInTransaction = false;
    await this.#inner.rollbackTransaction(lease.connection);
  }

  releaseConnection(connection: DatabaseConnection): Promise<void> {
    leaseOf(connection).leave();
    return Promise.resolve();
  }

  async destroy(): Promise<void> {
    await this.#inner.destroy();
    await this.#log.idle();
    await this.#file.close();
  }
}

interface Shared {
  readonly turn: Semaphore;
  readonly log: LogSync;
}

/** The connection for as long as somebody has it. */
class Lease implements DatabaseConnection {
  isInTransaction = false;
  readonly connection: DatabaseConnection;
  readonly #shared: Shared;
  #isHeld = false;

  constructor(connection: DatabaseConnection, shared: Shared) {
    this.connection = connection;
    this.#shared = shared;
  }

  async enter(): Promise<void> {
    if (this.#isHeld) return;
    await this.#shared.turn.enter();
    this.#isHeld = true;
  }

  leave(): void {
    if (this.#isHeld) this.#shared.turn.leave();
    this.#isHeld = false;
  }

  /** Hands the connection on, and waits until what was written with it is on the disk. */
  settle(): Promise<void> {
    this.leave();
    return this.#shared.log.synced();
  }

  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    await this.enter();
    const result = await this.connection.executeQuery<R>(query);
    if (!this.isInTransaction && !SelectQueryNode.is(query.query)) await this.settle();
    return result;
  }

  async *streamQuery<R>(query: CompiledQuery, chunkSize: number): AsyncIterableIterator<QueryResult<R>> {
    await this.enter();
    yield* this.connection.streamQuery<R>(query, chunkSize);
  }
}

function leaseOf(connection: DatabaseConnection): Lease {
  if (!(connection instanceof Lease)) throw new TypeError('a connection of another driver');
  return connection;
}
