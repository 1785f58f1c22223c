// SPDX-License-Identifier: Apache-2.0
import { Kysely, PostgresDialect, sql } from 'kysely';
import type { Logger } from 'pino';
import { POSTGRES_COLUMNS } from './column-types.js';
import { DatabaseStartError, DatabaseUnavailableError } from './database-errors.js';
import type { Component, ComponentDatabase, Databases } from './databases.js';
import { migrateToLatest } from './migrate.js';
import { PostgresOwnership } from './postgres-ownership.js';
import { newPostgresPool } from './postgres-pool.js';
import { PostgresSessions } from './postgres-sessions.js';
import type { PostgresSettings } from './postgres-settings.js';

/** Connections of a component: of each kind, and made only when they are needed. */
const CONNECTIONS = 4;

/** A schema for each component, in one database that belongs to this gateway alone. @throws DatabaseStartError */
export async function openPostgresDatabases(settings: PostgresSettings, log: Logger): Promise<Databases> {
  const { client, place, patienceMs = 0 } = settings;
  const sessions = new PostgresSessions(client);
  const ownership = new PostgresOwnership({ sessions, log, place, patienceMs });
  await ownership.take().catch((error: unknown) => {
    throw toStartError(error, place);
  });
  const connect = <T>(schema: string): Kysely<T> =>
    new Kysely({
      dialect: new PostgresDialect({
        pool: newPostgresPool({ sessions, ownership, schema, connections: CONNECTIONS }),
      }),
    });
  return {
    open: (component) => openSchema(component, connect),
    isReachable: () => ownership.isAlive(),
    onReturn: (listener) => ownership.onReturn(listener),
    close: () => ownership.release(),
  };
}

async function openSchema<T>(
  { name, migrations }: Component,
  connect: <U>(schema: string) => Kysely<U>,
): Promise<ComponentDatabase<T>> {
  const schema = name.replaceAll('-', '_');
  const db = connect<T>(schema);
  await migrateToLatest(db, { migrations: migrations(POSTGRES_COLUMNS), schema });
  return {
    dialect: 'postgres',
    db,
    newReader: () => connect<T>(schema),
    // Frees the places of deleted rows to be overwritten; what that means and does not is in SECURITY.md.
    scrub: async (...tables) => {
      for (const table of tables) await sql`vacuum ${sql.table(table)}`.execute(db);
    },
    close: () => db.destroy(),
  };
}

function toStartError(error: unknown, place: string): unknown {
  if (error instanceof DatabaseUnavailableError)
    return new DatabaseStartError(
      `连不上数据库 The database can not be reached: ${place} (${reasonOf(error.cause)})`,
    );
  const { code, message } = error as { readonly code?: unknown; readonly message?: string };
  // 28: wrong user or password; 3D000: no such database; 42501: not allowed to make a schema.
  if (typeof code === 'string' && /^(28|3D000|42501)/.test(code))
    return new DatabaseStartError(`数据库拒绝访问 The database refuses: ${place}: ${String(message)}`);
  return error;
}

function reasonOf(cause: unknown): string {
  if (cause instanceof AggregateError) return reasonOf(cause.errors[0]);
  const { code, message } = (cause ?? {}) as { readonly code?: string; readonly message?: string };
  return code ?? message ?? 'no answer';
}
