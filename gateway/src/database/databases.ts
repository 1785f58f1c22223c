// SPDX-License-Identifier: Apache-2.0
import type { Kysely } from 'kysely';
import type { Migrations } from './migrate.js';

/** A part of the gateway that keeps tables of its own; none reads another's. */
export interface Component {
  /** Names its file or its schema. */
  readonly name: ComponentName;
  readonly migrations: Migrations;
  /**
   * `full` (default): a committed transaction survives a power cut. `normal`: it survives a crash of the process; for
   * what can be rebuilt or may be lost. PostgreSQL writes everything through.
   */
  readonly synchronous?: 'full' | 'normal';
}

export type ComponentName =
  | 'read-model'
  | 'outbox'
  | 'vault'
  | 'vault-keys'
  | 'preparations'
  | 'imports'
  | 'journal'
  | 'files'
  | 'matching'
  | 'nonces';

export type Dialect = 'sqlite' | 'postgres';

/** The tables of one component, at their newest shape. */
export interface ComponentDatabase<T> {
  readonly dialect: Dialect;
  readonly db: Kysely<T>;
  /** Reads beside the writer: sees what is committed and never waits for a write. The caller destroys it. */
  newReader(): Kysely<T>;
  /** After deleting what must not be found again: takes it out of the files as far as the database can (SECURITY.md). */
  scrub(...tables: readonly (keyof T & string)[]): Promise<void>;
  close(): Promise<void>;
}

/** Where a gateway keeps its data. */
export interface Databases {
  /** @throws DatabaseUnavailableError, here and in any query */
  open<T>(component: Component): Promise<ComponentDatabase<T>>;
  /** False while nothing can be read or written. */
  isReachable(): Promise<boolean>;
  /** Calls when the database is back after it could not be reached. */
  onReturn(listener: () => void): void;
  /** After every component is closed. */
  close(): Promise<void>;
}
