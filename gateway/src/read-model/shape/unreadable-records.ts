// SPDX-License-Identifier: Apache-2.0
import { DomainError } from '@unionid/domain/errors';
import type { LedgerType } from '@unionid/domain/ledger';
import { sql, type Kysely, type RawBuilder } from 'kysely';
import type { RowChange, TableDefinition } from './table.js';

/** Records whose newest value nobody can read: their rows, if any, say what was before it. */
export interface UnreadableTable {
  record_type: string;
  name: string;
  block: number;
}

/** Name of the table, and its definition. */
export const UNREADABLE = 'unreadable';
export const UNREADABLE_TABLE: TableDefinition = {
  key: ['record_type', 'name'],
  create: ({ text, integer, keyed }) => [
    `create table unreadable (record_type ${text} not null, name ${text} not null, block ${integer} not null,
       primary key (record_type, name)) ${keyed}`,
  ],
};

/**
 * Which records can not be read, in memory: there is none unless endorsers altered their contracts, and each question asks.
 * A question about one of them is refused; the answer is neither "no" nor what the record said before.
 */
export class UnreadableRecords {
  readonly #names = new Map<string, Set<string>>();

  async load(db: Kysely<{ unreadable: UnreadableTable }>): Promise<void> {
    this.#names.clear();
    for (const { record_type, name } of await db.selectFrom('unreadable').selectAll().execute())
      this.#of(record_type).add(name);
  }

  /** Takes in what a block changed. */
  apply(changes: readonly RowChange[]): void {
    for (const { table, row, deleted } of changes) {
      if (table !== UNREADABLE) continue;
      const names = this.#of(String(row.record_type));
      if (deleted) names.delete(String(row.name));
      else names.add(String(row.name));
    }
  }

  has(type: LedgerType, name: string): boolean {
    return this.#names.get(type)?.has(name) === true;
  }

  hasAny(type: LedgerType): boolean {
    return (this.#names.get(type)?.size ?? 0) > 0;
  }

  /** Whose the unreadable records of this type are: the first part of their names. */
  ownersOf(type: LedgerType): readonly string[] {
    return [...new Set([...(this.#names.get(type) ?? [])].map((name) => name.split('/')[0] ?? name))];
  }

  /** @throws DomainError RECORD_UNREADABLE */
  assertReadable(type: LedgerType, name: string): void {
    if (this.has(type, name)) throw unreadableError(type);
  }

  /** That each record of this type under an owner can be read. @throws DomainError RECORD_UNREADABLE */
  assertAllReadable(type: LedgerType, owner: string): void {
    for (const name of this.#names.get(type) ?? [])
      if (name.startsWith(`${owner}/`)) throw unreadableError(type);
  }

  /** That no record of this type whose name ends so is unreadable. @throws DomainError RECORD_UNREADABLE */
  assertNoneEndsWith(type: LedgerType, end: string): void {
    for (const name of this.#names.get(type) ?? []) if (name.endsWith(`/${end}`)) throw unreadableError(type);
  }

  #of(type: string): Set<string> {
    const names = this.#names.get(type) ?? new Set();
    this.#names.set(type, names);
    return names;
  }
}

/** The refusal to say anything about a record. */
export function unreadableError(type: LedgerType): DomainError {
  return new DomainError('RECORD_UNREADABLE', { type });
}

/** True of rows whose record can be read: for lists, which leave the others out. */
export function isReadable(type: LedgerType, column: string): RawBuilder<boolean> {
  return sql<boolean>`${sql.ref(column)} not in (select name from unreadable where record_type = ${type})`;
}
