// SPDX-License-Identifier: Apache-2.0
import { closeSync, openSync } from 'node:fs';
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import { setImmediate } from 'node:timers/promises';
import { SqliteDialect, type Driver, type SqliteDatabase, type SqliteStatement } from 'kysely';

export interface NodeSqliteOptions {
  /** Absolute path. A new file is for its owner only. */
  readonly file: string;
  /**
   * `full` (default): a committed transaction survives a power cut. `normal`: it survives a crash of the process; for
   * what can be rebuilt, such as the read model.
   */
  readonly synchronous?: Synchronous;
}

type Synchronous = 'full' | 'normal';

/** The longest that questions one after the other keep the process to themselves. */
const BREATH_MS = 20;

/** Statements kept compiled; the texts of a service are few. */
const CACHED_STATEMENTS = 256;

/** Kysely on Node's own SQLite: no native add-on to build. */
export function newNodeSqliteDialect({ file, synchronous = 'full' }: NodeSqliteOptions): SqliteDialect {
  return new BreathingDialect({ database: adapt(openDatabase(file, synchronous)) });
}

/**
 * Lets whoever waits for the process come in between two questions: SQLite answers at once, so that a job which asks page after page
 * would else keep everybody from the process until its end.
 */
class BreathingDialect extends SqliteDialect {
  override createDriver(): Driver {
    const driver = super.createDriver();
    const acquire = driver.acquireConnection.bind(driver);
    let breathed = performance.now();
    driver.acquireConnection = async (options) => {
      if (performance.now() - breathed >= BREATH_MS) {
        await setImmediate();
        breathed = performance.now();
      }
      return acquire(options);
    };
    return driver;
  }
}

/** Opens a database file as every store of the gateway wants it. */
function openDatabase(file: string, synchronous: Synchronous): DatabaseSync {
  // SQLite gives the log files the mode of the main file, and an empty file is an empty database.
  closeSync(openSync(file, 'a', 0o600));
  const database = new DatabaseSync(file);
  database.exec('pragma journal_mode = wal');
  database.exec(`pragma synchronous = ${synchronous}`);
  // What is deleted is overwritten, not only unlinked.
  database.exec('pragma secure_delete = on');
  database.exec('pragma foreign_keys = on');
  database.exec('pragma busy_timeout = 5000');
  // 16 MB of pages and of log: rows under random keys touch a page each, and a bulk import writes it anew at every
  // checkpoint (a fifth of what a block costs with SQLite's 2 MB and 4 MB).
  database.exec('pragma cache_size = -16384');
  database.exec('pragma wal_autocheckpoint = 4096');
  return database;
}

// Kysely speaks the interface of better-sqlite3: parameters as one array, and `reader` tells whether rows come back.
function adapt(database: DatabaseSync): SqliteDatabase {
  const statements = new Map<string, SqliteStatement>();
  return {
    close: () => {
      statements.clear();
      database.close();
    },
    prepare: (sql) => {
      const known = statements.get(sql);
      if (known !== undefined) return known;
      const statement = adaptStatement(database.prepare(sql));
      if (statements.size >= CACHED_STATEMENTS) statements.clear();
      statements.set(sql, statement);
      return statement;
    },
  };
}

function adaptStatement(statement: StatementSync): SqliteStatement {
  return {
    reader: statement.columns().length > 0,
    all: (parameters) => statement.all(...toInputs(parameters)),
    run: (parameters) => statement.run(...toInputs(parameters)),
    iterate: (parameters) => statement.iterate(...toInputs(parameters)),
  };
}

function toInputs(parameters: readonly unknown[]): SQLInputValue[] {
  return parameters as SQLInputValue[];
}
