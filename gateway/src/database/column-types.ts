// SPDX-License-Identifier: Apache-2.0

/** What the two databases spell differently in a table's definition; all else in a migration is said once. */
export interface ColumnTypes {
  /** Compared and sorted by code points, whatever the machine's language. */
  readonly text: string;
  /** Whole numbers to 2^53. */
  readonly integer: string;
  readonly bytes: string;
  /** A primary key that the database counts up by itself. */
  readonly counter: string;
  /** Ends a table that is found by its primary key only. */
  readonly keyed: string;
}

export const SQLITE_COLUMNS: ColumnTypes = {
  ...{ text: 'text', integer: 'integer', bytes: 'blob' },
  counter: 'integer primary key',
  keyed: 'without rowid',
};

// SQLite compares text as bytes; PostgreSQL does so only where it is told to, and pages go on from a key in that order.
export const POSTGRES_COLUMNS: ColumnTypes = {
  ...{ text: 'text collate "C"', integer: 'bigint', bytes: 'bytea' },
  counter: 'bigint generated always as identity primary key',
  keyed: '',
};
