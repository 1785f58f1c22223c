// SPDX-License-Identifier: Apache-2.0
import type { CompiledQuery, Kysely } from 'kysely';
import type { KeyTables, RecordTables } from './vault-schema.js';

/** What stands beside a record's key; the tag is null in rows from before there were tags. */
export interface KeyRow {
  readonly wrapped: Uint8Array;
  readonly name_tag: Uint8Array | null;
}

/** The two queries of each verification by number, compiled once: building a query costs more than running it. */
export class PersonLookup {
  readonly #records: Kysely<RecordTables>;
  readonly #recordKeys: Kysely<KeyTables>;
  readonly #byDocument: CompiledQuery<{ identity_id: string }>;
  readonly #keyOf: CompiledQuery<KeyRow>;

  constructor(records: Kysely<RecordTables>, recordKeys: Kysely<KeyTables>) {
    this.#records = records;
    this.#recordKeys = recordKeys;
    this.#byDocument = records
      .selectFrom('record')
      .select('identity_id')
      .where('document_index', '=', new Uint8Array())
      .orderBy('state')
      .orderBy('prepared_at')
      .limit(1)
      .compile();
    this.#keyOf = recordKeys
      .selectFrom('record_key')
      .select(['wrapped', 'name_tag'])
      .where('identity_id', '=', '')
      .compile();
  }

  /** The ACTIVE record of a document, else a PENDING one. */
  async byDocument(index: Uint8Array): Promise<string | undefined> {
    const [row] = await first(this.#records, this.#byDocument, index);
    return row?.identity_id;
  }

  /** Undefined where the key was destroyed. */
  async keyOf(identityId: string): Promise<KeyRow | undefined> {
    const [row] = await first(this.#recordKeys, this.#keyOf, identityId);
    return row;
  }
}

// The first parameter is what is looked for; those behind it, such as a limit, are the query's own.
async function first<T, R>(
  database: Kysely<T>,
  query: CompiledQuery<R>,
  value: string | Uint8Array,
): Promise<readonly R[]> {
  const { rows } = await database.executeQuery<R>({
    ...query,
    parameters: [value, ...query.parameters.slice(1)],
  });
  return rows;
}
