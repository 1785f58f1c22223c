// SPDX-License-Identifier: Apache-2.0
import { sql, type CompiledQuery, type Kysely } from 'kysely';
import type { ComponentDatabase, Databases, Dialect } from '#src/database/databases.js';

/** What is asked of a database by its readers, to be explained afterwards. */
export interface QueryLog {
  readonly databases: Databases;
  readonly queries: CompiledQuery[];
  /** The plan of each query, a line a step. */
  explain(): Promise<readonly string[]>;
}

/** Databases whose readers write down each query. */
export function recordQueries(databases: Databases): QueryLog {
  const queries: CompiledQuery[] = [];
  let reader: Kysely<unknown> | undefined;
  let dialect: Dialect = 'sqlite';
  const open = async <T>(component: Parameters<Databases['open']>[0]): Promise<ComponentDatabase<T>> => {
    const opened = await databases.open<T>(component);
    dialect = opened.dialect;
    const newReader = (): Kysely<T> => {
      const made = opened.newReader();
      reader = made as unknown as Kysely<unknown>;
      const executor = made.getExecutor();
      const execute = executor.executeQuery.bind(executor);
      executor.executeQuery = (query, ...rest) => {
        queries.push(query);
        return execute(query, ...rest);
      };
      return made;
    };
    return { ...opened, newReader };
  };
  return {
    databases: { ...databases, open },
    queries,
    explain: async () => {
      if (reader === undefined) throw new Error('nothing was opened');
      const plans: string[] = [];
      for (const query of [...queries]) plans.push(...(await explained(reader, dialect, query)));
      return plans;
    },
  };
}

async function explained(
  reader: Kysely<unknown>,
  dialect: Dialect,
  query: CompiledQuery,
): Promise<readonly string[]> {
  if (dialect === 'sqlite') {
    const { rows } = await reader.executeQuery<{ detail: string }>({
      ...query,
      sql: `explain query plan ${query.sql}`,
    });
    return rows.map(({ detail }) => detail);
  }
  return reader.connection().execute(async (connection) => {
    // Of tables this small a server would read all: what is asked is whether it has to.
    await sql`set enable_seqscan = off`.execute(connection);
    const { rows } = await connection.executeQuery<Record<string, string>>({
      ...query,
      sql: `explain ${query.sql}`,
    });
    await sql`reset enable_seqscan`.execute(connection);
    return rows.map((row) => row['QUERY PLAN'] ?? '');
  });
}
