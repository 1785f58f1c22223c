// SPDX-License-Identifier: Apache-2.0
import { readLedgerValue, type LedgerRecords, type LedgerType } from '@unionid/domain/ledger';
import type { Kysely } from 'kysely';
import { batches } from '../../database/batches.js';
import type { TableDefinition, VersionColumns } from './table.js';
import { unreadableError } from './unreadable-records.js';

/** Every version of the records that LEDGER keeps by version, but for accounts (ADR 26). */
export interface VersionTable extends VersionColumns {
  record_type: string;
  name: string;
}

/** Name of the table, and its definition. */
export const VERSION = 'version';
export const VERSION_TABLE: TableDefinition = {
  key: ['record_type', 'name', 'block', 'position'],
  create: (types) => [
    `create table version (record_type ${types.text} not null, name ${types.text} not null, ${versionColumns(types)},
       primary key (record_type, name, block, position))`,
  ],
};

/** Columns of a table of versions. */
export function versionColumns({
  text,
  integer,
}: {
  readonly text: string;
  readonly integer: string;
}): string {
  return `block ${integer} not null, position ${integer} not null, transaction_id ${text} not null, time ${text} not null,
     type ${text} not null, actor ${text} not null, key_id ${text} not null, contract ${text} not null, record ${text} not null`;
}

/** A version of a record with what brought it about; without `record` where it was deleted. */
export interface RecordVersion<T extends LedgerType> {
  readonly block: number;
  readonly transactionId: string;
  readonly time: string;
  readonly type: string;
  readonly actor: string;
  /** By which key it was signed, '' where it was not. */
  readonly keyId: string;
  /** Version of the chaincode by whose rules it was decided. */
  readonly contract: string;
  readonly record?: LedgerRecords[T];
}

/** Records as of a block. */
export class Versions {
  readonly #db: Kysely<{ version: VersionTable }>;

  constructor(db: Kysely<{ version: VersionTable }>) {
    this.#db = db;
  }

  /**
   * The version in force once `block` was applied; undefined where there was none yet.
   * @throws DomainError RECORD_UNREADABLE
   */
  async asOf<T extends LedgerType>(
    type: T,
    name: string,
    block: number,
  ): Promise<RecordVersion<T> | undefined> {
    const row = await this.#db
      .selectFrom('version')
      .selectAll()
      .where('record_type', '=', type)
      .where('name', '=', name)
      .where('block', '<=', block)
      .orderBy('block', 'desc')
      .orderBy('position', 'desc')
      .executeTakeFirst();
    return row === undefined ? undefined : toRecordVersion(type, row);
  }

  /** Of each of these the version in force then: whatever was deleted, or nobody can read, is left out. */
  async newestOf<T extends LedgerType>(
    type: T,
    names: readonly string[],
    block: number,
  ): Promise<ReadonlyMap<string, LedgerRecords[T]>> {
    const texts = new Map<string, string>();
    for (const batch of batches([...new Set(names)])) {
      const rows = await this.#db
        .selectFrom('version')
        .select(['name', 'record'])
        .where('record_type', '=', type)
        .where('name', 'in', batch)
        .where('block', '<=', block)
        .orderBy('name')
        .orderBy('block')
        .orderBy('position')
        .execute();
      for (const { name, record } of rows) texts.set(name, record);
    }
    const found = new Map<string, LedgerRecords[T]>();
    for (const [name, text] of texts) {
      const record = text === '' ? undefined : readLedgerValue(type, text);
      if (record !== undefined) found.set(name, record);
    }
    return found;
  }

  /** Every version up to `block`, oldest first. @throws DomainError RECORD_UNREADABLE */
  async upTo<T extends LedgerType>(
    type: T,
    name: string,
    block: number,
  ): Promise<readonly RecordVersion<T>[]> {
    const rows = await this.#db
      .selectFrom('version')
      .selectAll()
      .where('record_type', '=', type)
      .where('name', '=', name)
      .where('block', '<=', block)
      .orderBy('block')
      .orderBy('position')
      .execute();
    return rows.map((row) => toRecordVersion(type, row));
  }
}

/** Reads a row of versions. @throws DomainError RECORD_UNREADABLE */
function toRecordVersion<T extends LedgerType>(type: T, row: VersionColumns): RecordVersion<T> {
  const { block, transaction_id: transactionId, time, actor, key_id: keyId, contract } = row;
  const version = { block, transactionId, time, type: row.type, actor, keyId, contract };
  if (row.record === '') return version;
  const record = readLedgerValue(type, row.record);
  if (record === undefined) throw unreadableError(type);
  return { ...version, record };
}
