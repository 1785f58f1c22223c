// SPDX-License-Identifier: Apache-2.0
import type { Kysely } from 'kysely';
import { Migrator, type Migration } from 'kysely/migration';
import type { ColumnTypes } from './column-types.js';

/** A component's history, by names that sort in the order they are applied. */
export type Migrations = (types: ColumnTypes) => Readonly<Record<string, Migration>>;

export interface MigrateOptions {
  readonly migrations: Readonly<Record<string, Migration>>;
  /** Where the tables and their list of migrations are; undefined where the file is the component's own. */
  readonly schema?: string;
}

/** Brings a database to its newest shape. @throws the failed migration's error */
export async function migrateToLatest<T>(
  database: Kysely<T>,
  { migrations, schema }: MigrateOptions,
): Promise<void> {
  const migrator = new Migrator({
    db: database,
    provider: { getMigrations: () => Promise.resolve({ ...migrations }) },
    ...(schema !== undefined && { migrationTableSchema: schema }),
  });
  const { error } = await migrator.migrateToLatest();
  if (error !== undefined)
    throw error instanceof Error ? error : new Error('migration failed', { cause: error });
}
