// SPDX-License-Identifier: Apache-2.0
import type { CompiledQuery, Kysely, KyselyPlugin } from 'kysely';
import type { ComponentDatabase, Databases } from '#src/database/databases.js';

/** Databases that write down what is asked of them: text of a compiled statement, kind of any other. */
export function recordStatements(databases: Databases): {
  readonly databases: Databases;
  readonly statements: string[];
} {
  const statements: string[] = [];
  const open = async <T>(component: Parameters<Databases['open']>[0]): Promise<ComponentDatabase<T>> => {
    const opened = await databases.open<T>(component);
    return { ...opened, db: recorded(opened.db, statements) };
  };
  return { databases: { ...databases, open }, statements };
}

function recorded<T>(db: Kysely<T>, statements: string[]): Kysely<T> {
  const plugin: KyselyPlugin = {
    transformQuery: ({ node }) => {
      statements.push(node.kind);
      return node;
    },
    transformResult: ({ result }) => Promise.resolve(result),
  };
  const target = db.withPlugin(plugin);
  return new Proxy(target, {
    get: (_, property) => {
      if (property === 'executeQuery')
        return (query: CompiledQuery) => {
          statements.push(query.sql);
          return target.executeQuery(query);
        };
      const value: unknown = Reflect.get(target, property, target);
      return typeof value === 'function' ? (value.bind(target) as unknown) : value;
    },
  });
}
