// SPDX-License-Identifier: Apache-2.0
import type {
  ChaincodeName,
  IdentifiedAccount,
  LedgerRecords,
  LedgerType,
  OwnerKind,
} from '@unionid/domain/ledger';
import type { Kysely } from 'kysely';
import type { Dialect } from '../../database/databases.js';
import type { LedgerTransaction } from '../../ledger/ledger.js';
import type { Row, RowChange, TableDefinition, VersionColumns } from './table.js';
import type { UnreadableRecords } from './unreadable-records.js';
import type { Versions } from './versions.js';

/** A record as a valid transaction left it. */
export interface RecordWrite<T extends LedgerType> {
  readonly chaincode: ChaincodeName;
  readonly attributes: readonly string[];
  /** Undefined where it was deleted. */
  readonly record: LedgerRecords[T] | undefined;
  /** The record's JSON, '' where it was deleted. */
  readonly text: string;
  readonly transaction: LedgerTransaction;
}

/** What a projection does to the block in hand. */
export interface BlockRows {
  /** Number of the block. */
  readonly block: number;
  put(table: string, row: Row): void;
  delete(table: string, key: Row): void;
  /** Says that nobody can tell what the record that is being written says. */
  markUnreadable(): void;
  /** Counts the accounts of the block, from 0. */
  nextAccount(): number;
  /** Notes a page of accounts, for what leads into it. */
  notePage(pageId: string, accounts: readonly IdentifiedAccount[]): void;
  /** The accounts of a page of this block or one before it; undefined where there is none, or nobody can read it. */
  page(pageId: string): Promise<readonly IdentifiedAccount[] | undefined>;
  /** Notes an account that the block made or changed. */
  noteAccount(account: IdentifiedAccount): void;
}

/** What a write of a record changes in the tables; a promise only where it has to look something up. */
export type Project<T extends LedgerType> = (write: RecordWrite<T>, rows: BlockRows) => void | Promise<void>;

/** A record type that changes no table. */
export interface ProjectsNothing {
  readonly nothingBecause: string;
}

export type Projection<T extends LedgerType> = Project<T> | ProjectsNothing;

/**
 * Versions in a table of the aggregate's own; undefined for one that is not kept.
 * @param province that the record names as its own; '' where it names none, or nobody can read it
 * @param argument of the transaction
 */
export type ToVersionRow = (
  attributes: readonly string[],
  version: VersionColumns,
  { province, argument }: { readonly province: string; readonly argument: string },
) => { readonly table: string; readonly row: Row } | undefined;

/** Where it stands whose a record is: a table with a column `province`. */
export interface OwnerTable {
  readonly table: string;
  readonly id: string;
}

/** What queries work with. They see what is committed, never half of a block. */
export interface ReadAccess<Tables> {
  readonly db: Kysely<Tables>;
  readonly dialect: Dialect;
  readonly unreadable: UnreadableRecords;
  readonly versions: Versions;
  /** Calls with the rows of each block applied; with undefined where nobody knows what was overwritten. */
  onApplied(listener: (changes: readonly RowChange[] | undefined) => void): void;
}

/**
 * Records that belong together: their tables, what a block changes in them, and the questions they answer.
 * `Sees` is what the questions read: others' tables, too, where they span several aggregates.
 */
export interface Aggregate<
  T extends LedgerType,
  Tables,
  Queries,
  Kinds extends OwnerKind = never,
  Sees = Tables,
> {
  readonly tables: { readonly [N in keyof Tables]: TableDefinition };
  readonly projections: { readonly [R in T]: Projection<R> };
  /** Where the kinds of records stand that others are part of. */
  readonly owners: Readonly<Record<Kinds, OwnerTable>>;
  readonly versionRows?: Readonly<Partial<Record<LedgerType, ToVersionRow>>>;
  readonly open: (access: ReadAccess<Sees>) => Queries;
}
