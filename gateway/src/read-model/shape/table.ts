// SPDX-License-Identifier: Apache-2.0
import type { ColumnTypes } from '../../database/column-types.js';

export type Row = Readonly<Record<string, string | number>>;

/** A row by its table, or its key alone where it is to be deleted. */
export interface RowChange {
  readonly table: string;
  readonly row: Row;
  readonly deleted: boolean;
}

/** A table that blocks write to. */
export interface TableDefinition {
  /** Columns that name a row: another write of the same row replaces it. */
  readonly key: readonly string[];
  /** Columns that stay as a row's first write made them; `all` where nothing of a row is ever replaced. */
  readonly first?: readonly string[] | 'all';
  readonly create: (types: ColumnTypes) => readonly string[];
}

/** Which transaction brought a version about, and whose decision it carries out. */
export interface Cause {
  readonly block: number;
  readonly position: number;
  readonly transaction_id: string;
  readonly time: string;
  /** Type of the instruction, or the contract's function where there is none. */
  readonly type: string;
  readonly actor: string;
  /** By which key it was signed, '' where it was not. */
  readonly key_id: string;
  /** Version of the chaincode by whose rules it was decided, '' where the block does not say. */
  readonly contract: string;
}

/** A version: its cause, and its record as it stands on the ledger, '' where it was deleted. */
export interface VersionColumns extends Cause {
  readonly record: string;
}

/** One of a key's attributes. */
export function attributeOf(attributes: readonly string[], index: number): string {
  return attributes[index] ?? '';
}

/** PostgreSQL takes no U+0000 in a text, and what an altered contract writes must not stop the block. */
export function storable(text: string): string {
  return text.replaceAll('\u0000', '\ufffd');
}
