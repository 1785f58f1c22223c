// SPDX-License-Identifier: Apache-2.0
import { sql, type CompiledQuery, type Kysely, type Transaction } from 'kysely';
import { batchesOf } from '@unionid/domain/batches';
import { TABLES } from './aggregates.js';
import type { ReadModelTables } from './schema.js';
import type { Row, RowChange } from './shape/table.js';

// Rows of one insert statement; 100 rows of 10 columns stay far below SQLite's 32,766 parameters.
const BATCH = 100;

/** Writes the rows of a block. */
export class ChangeWriter {
  /** Inserts of a whole batch by table: building one takes as long as running it, and a chunk of members has fifteen. */
  readonly #inserts = new Map<string, CompiledQuery>();

  async write(transaction: Transaction<ReadModelTables>, changes: readonly RowChange[]): Promise<void> {
    for (const [table, rows] of Map.groupBy(changes, ({ table }) => table)) {
      for (const change of rows.filter(({ deleted }) => deleted)) await deleteRow(transaction, change);
      const kept = inKeyOrder(table, rows);
      for (const batch of batchesOf(kept, BATCH)) await this.#insert(transaction, table, batch);
    }
  }

  async #insert(
    transaction: Transaction<ReadModelTables>,
    table: string,
    rows: readonly Row[],
  ): Promise<void> {
    const columns = columnsOf(table, rows[0]);
    const query = this.#insertOf(transaction, { table, columns, count: rows.length });
    const parameters = rows.flatMap((row) => columns.map((column) => row[column]));
    await transaction.executeQuery({ ...query, parameters });
  }

  #insertOf(database: Kysely<ReadModelTables>, insert: Insert): CompiledQuery {
    const known = insert.count === BATCH ? this.#inserts.get(insert.table) : undefined;
    if (known !== undefined) return known;
    const query = compileInsert(database, insert);
    if (insert.count === BATCH) this.#inserts.set(insert.table, query);
    return query;
  }
}

// Keys of members are random: in order, those that lie on one page of an index are written one after the other, which
// halves what a block costs once the index has outgrown the cache (docs/benchmarks.md).
function inKeyOrder(table: string, changes: readonly RowChange[]): readonly Row[] {
  const [key = ''] = keyOf(table);
  const keyed = changes.flatMap(({ deleted, row }) => (deleted ? [] : [{ key: String(row[key]), row }]));
  return keyed.sort((a, b) => (a.key < b.key ? -1 : Number(a.key > b.key))).map(({ row }) => row);
}

interface Insert {
  readonly table: string;
  readonly columns: readonly string[];
  /** Rows. */
  readonly count: number;
}

/** Keys first. The rows of a table all have the same columns (project-block.ts). */
function columnsOf(table: string, row: Row = {}): readonly string[] {
  const keys = keyOf(table);
  return [...keys, ...Object.keys(row).filter((column) => !keys.includes(column))];
}

function compileInsert(database: Kysely<ReadModelTables>, { table, columns, count }: Insert): CompiledQuery {
  const keys = keyOf(table);
  const first = TABLES[table]?.first ?? [];
  const kept: readonly string[] = first === 'all' ? columns : keys.concat(first);
  const changed = columns.filter((column) => !kept.includes(column));
  const row = sql`(${sql.join(columns.map(() => sql`${''}`))})`;
  const update =
    first === 'all' || changed.length === 0
      ? sql`do nothing`
      : sql`do update set ${sql.join(changed.map((c) => sql`${sql.ref(c)} = ${sql.ref(`excluded.${c}`)}`))}`;
  return sql`insert into ${sql.table(table)} (${sql.join(columns.map((c) => sql.ref(c)))})
    values ${sql.join(Array.from({ length: count }, () => row))}
    on conflict (${sql.join(keys.map((key) => sql.ref(key)))}) ${update}`.compile(database);
}

async function deleteRow(
  transaction: Transaction<ReadModelTables>,
  { table, row }: RowChange,
): Promise<void> {
  const conditions = keyOf(table).map((key) => sql`${sql.ref(key)} = ${row[key]}`);
  await sql`delete from ${sql.table(table)} where ${sql.join(conditions, sql` and `)}`.execute(transaction);
}

/** Columns that name a row. */
function keyOf(table: string): readonly string[] {
  return TABLES[table]?.key ?? [];
}
