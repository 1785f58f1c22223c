// SPDX-License-Identifier: Apache-2.0
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Kysely, sql } from 'kysely';
import { SQLITE_COLUMNS } from './column-types.js';
import type { Component, ComponentDatabase, Databases } from './databases.js';
import { migrateToLatest } from './migrate.js';
import { newNodeSqliteDialect } from './node-sqlite-dialect.js';

/** Empties the write-ahead log into the file, so that overwritten pages do not live on in the log. */
const CHECKPOINT = 'pragma wal_checkpoint(truncate)';

/** A file for each component, in one folder that only its owner reads. */
export function newSqliteDatabases(folder: string): Databases {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return {
    open: (component) => openFile(join(folder, `${component.name}.db`), component),
    isReachable: () => Promise.resolve(true),
    onReturn: () => undefined,
    close: () => Promise.resolve(),
  };
}

async function openFile<T>(
  file: string,
  { migrations, synchronous = 'full' }: Component,
): Promise<ComponentDatabase<T>> {
  const connect = (): Kysely<T> => new Kysely({ dialect: newNodeSqliteDialect({ file, synchronous }) });
  const db = connect();
  await migrateToLatest(db, { migrations: migrations(SQLITE_COLUMNS) });
  return {
    dialect: 'sqlite',
    db,
    newReader: connect,
    // What is deleted is overwritten at once (`secure_delete`); only the log has to follow.
    scrub: async () => {
      await sql.raw(CHECKPOINT).execute(db);
    },
    close: () => db.destroy(),
  };
}
