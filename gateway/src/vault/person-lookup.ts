// SPDX-License-Identifier: Apache-2.0
import type { CompiledQuery, Kysely } from 'kysely';
import { isNotRevised } from './record-table.js';
import type { KeyTables, RecordTables } from './vault-schema.js';

/** What stands beside a record's key; the tag is null in rows from before there were tags. */
export interface KeyRow {
  readonly wrapped: Uint8Array;
  readonly name_tag: Uint8Array | null;
}

/** Which record a document leads to. */
export interface DocumentRow {
  readonly identity_id: string;
  /** Under which its key is: of a record that a correction made another than the person's. */
  readonly record_id: string;
}

/** The queries of each verification by number, the same whoever it is, compiled once: building a query costs more than running it. */
export class PersonLookup {
  readonly #records: Kysely<RecordTables>;
  readonly #recordKeys: Kysely<KeyTables>;
  readonly #byDocument: CompiledQuery<DocumentRow>;
  readonly #revised: CompiledQuery<DocumentRow>;
  readonly #keyOf: CompiledQuery<KeyRow>;

  constructor(records: Kysely<RecordTables>, recordKeys: Kysely<KeyTables>) {
    this.#records = records;
    this.#recordKeys = recordKeys;
    this.#byDocument = records
      .selectFrom('record')
      .select(['identity_id', 'identity_id as record_id'])
      .where('document_index', '=', new Uint8Array())
      .where(isNotRevised)
      .orderBy('state')
      .orderBy('prepared_at')
      .limit(1)
      .compile();
    this.#revised = records
      .selectFrom('revision')
      .select(['identity_id', 'record_id'])
      .where('document_index', '=', new Uint8Array())
      .where('state', '=', 'ACTIVE')
      .limit(1)
      .compile();
    this.#keyOf = recordKeys
      .selectFrom('record_key')
      .select(['wrapped', 'name_tag'])
      .where('identity_id', '=', '')
      .compile();
  }

  /** The ACTIVE record of a document, else a PENDING one. */
  async byDocument(index: Uint8Array): Promise<DocumentRow | undefined> {
    const [revised] = await first(this.#records, this.#revised, index);
    const [row] = await first(this.#records, this.#byDocument, index);
    return revised ?? row;
  }

  /** Undefined where the key was destroyed. */
  async keyOf(recordId: string): Promise<KeyRow | undefined> {
    const [row] = await first(this.#recordKeys, this.#keyOf, recordId);
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
