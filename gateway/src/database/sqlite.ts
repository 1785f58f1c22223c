// SPDX-License-Identifier: Apache-2.0
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import { Kysely, SqliteDialect, type SqliteDatabase, type SqliteStatement } from 'kysely';

/** How a file is opened. */
export interface SqliteOptions {
  /** `full`: a committed row survives a power cut. `normal`: may lose the last ones, fit for what can be rebuilt. */
  readonly durability: 'full' | 'normal';
  readonly readOnly?: boolean;
}

const STATEMENTS_KEPT = 300;

/** Opens a file in WAL mode, so that readers never wait for the writer. */
export function openSqlite(file: string, { durability, readOnly = false }: SqliteOptions): DatabaseSync {
  const database = new DatabaseSync(file, { readOnly, timeout: 5_000 });
  if (!readOnly) database.exec('PRAGMA journal_mode = WAL');
  database.exec(`PRAGMA synchronous = ${durability === 'full' ? 'FULL' : 'NORMAL'}`);
  database.exec('PRAGMA foreign_keys = ON');
  return database;
}

/** Kysely over `node:sqlite`; destroying it closes the database. */
export function newSqliteKysely<T>(database: DatabaseSync): Kysely<T> {
  return new Kysely<T>({ dialect: new SqliteDialect({ database: new NodeSqlite(database) }) });
}

/** `DatabaseSync` in the shape of better-sqlite3 that Kysely's dialect expects, with its statements kept prepared. */
class NodeSqlite implements SqliteDatabase {
  readonly #database: DatabaseSync;
  readonly #statements = new Map<string, SqliteStatement>();

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  prepare(sql: string): SqliteStatement {
    const known = this.#statements.get(sql);
    if (known !== undefined) return known;
    const statement = toKyselyStatement(this.#database.prepare(sql));
    // Texts are few (they hold no values); a burst of odd ones must not grow the map for ever.
    if (this.#statements.size >= STATEMENTS_KEPT) this.#statements.clear();
    this.#statements.set(sql, statement);
    return statement;
  }

  close(): void {
    this.#statements.clear();
    this.#database.close();
  }
}

function toKyselyStatement(statement: StatementSync): SqliteStatement {
  const values = (parameters: readonly unknown[]): SQLInputValue[] => parameters as SQLInputValue[];
  return {
    reader: statement.columns().length > 0,
    all: (parameters) => statement.all(...values(parameters)),
    run: (parameters) => statement.run(...values(parameters)),
    iterate: (parameters) => statement.iterate(...values(parameters)),
  };
}
