// SPDX-License-Identifier: Apache-2.0
import { Pool, type PoolClient } from 'pg';
import type { PostgresPool, PostgresPoolClient } from 'kysely';
import { DatabaseUnavailableError } from './database-errors.js';
import { translateError } from './postgres-errors.js';
import type { PostgresOwnership } from './postgres-ownership.js';
import type { PostgresSessions } from './postgres-sessions.js';

export interface PoolOptions {
  readonly sessions: PostgresSessions;
  readonly ownership: PostgresOwnership;
  readonly schema: string;
  readonly connections: number;
}

/** Longer than any sound query takes to free a connection. */
const WAIT_MS = 30_000;
/** Statements that the server keeps prepared on each connection; the texts of a service are few. */
const PREPARED_STATEMENTS = 256;
/** Inserts of many rows have a text for each number of them: not worth keeping. */
const PREPARED_PARAMETERS = 32;

/** Connections of one component, as Kysely wants them: owned, with statements prepared and errors translated. */
export function newPostgresPool(options: PoolOptions): PostgresPool {
  const { sessions, ownership, schema, connections } = options;
  const pool = new Pool({
    ...sessions.clientConfig(schema),
    max: connections,
    idleTimeoutMillis: 0,
    allowExitOnIdle: true,
    connectionTimeoutMillis: WAIT_MS,
    verify: (client, done) => {
      ownership.admit(client).then(
        () => done(),
        (error: unknown) => done(error instanceof Error ? error : new Error(String(error))),
      );
    },
  });
  // A connection that breaks off while nobody uses it: the next query makes a new one. One that is in use tells its
  // query as well as its listeners, and without a listener would end the process.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  const names = new Map<string, string>();
  const known = new WeakMap<PoolClient, PostgresPoolClient>();
  const connect = async (): Promise<PostgresPoolClient> => {
    if (!ownership.isHeld()) throw new DatabaseUnavailableError();
    const client = await pool.connect();
    const adapted = known.get(client) ?? adapt(client, names);
    known.set(client, adapted);
    return adapted;
  };
  return {
    options: {},
    connect: () =>
      connect().catch((error: unknown) => {
        throw translateError(error);
      }),
    end: () => pool.end(),
  };
}

function adapt(client: PoolClient, names: Map<string, string>): PostgresPoolClient {
  return {
    // Kysely has a cursor form too; nothing here asks for it.
    query: (async (text: string, parameters: readonly unknown[]) => {
      const name = nameOf(text, parameters, names);
      try {
        return await client.query({ text, values: [...parameters], ...(name !== undefined && { name }) });
      } catch (error) {
        throw translateError(error);
      }
    }) as unknown as PostgresPoolClient['query'],
    release: (destroy = false) => client.release(destroy),
  };
}

/** Name under which a statement is prepared; undefined for one that is not worth it. */
function nameOf(
  text: string,
  parameters: readonly unknown[],
  names: Map<string, string>,
): string | undefined {
  if (parameters.length === 0 || parameters.length > PREPARED_PARAMETERS) return undefined;
  const known = names.get(text);
  if (known !== undefined || names.size >= PREPARED_STATEMENTS) return known;
  const name = `s${String(names.size)}`;
  names.set(text, name);
  return name;
}
