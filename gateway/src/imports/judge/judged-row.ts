// SPDX-License-Identifier: Apache-2.0
import type { ReportRow } from '@unionid/domain/api';
import type { ErrorCode, ErrorDetails } from '@unionid/domain/errors';
import type { RowFix, RowWarning } from '@unionid/domain/forms';
import type { ChangeRow } from '@unionid/domain/membership';
import type { OrganisationEntry } from '@unionid/domain/organisation';
import type { MemberEntry } from '@unionid/domain/person';
import type { PlanRow, ResultRow } from '@unionid/domain/plan';
import type { BatchRow, RequestRow } from '@unionid/domain/transfer';
import type { BankAccount, RealNameRecord, SeenRecord } from '../../vault/vault.js';

export type RowOutcome = ReportRow['outcome'];

/** A fault of a row, of its own or by what the ledger says. */
export interface Problem {
  readonly code: ErrorCode;
  readonly column: string;
  readonly details: ErrorDetails;
  /** Place of a character in the cell, 1 for the first. */
  readonly at?: number;
}

/** What there is to say of a row. */
export interface RowNotes {
  readonly problems: readonly Problem[];
  readonly fixes: readonly RowFix[];
  readonly warnings: readonly RowWarning[];
}

export type LedgerEntry =
  MemberEntry | OrganisationEntry | ChangeRow | BatchRow | RequestRow | PlanRow | ResultRow;

/** A row that was read and held against vault, matching and ledger. */
export interface JudgedRow {
  /** Rows of the file; several where several units share one union. The first carries the entry. */
  readonly rows: readonly number[];
  /** Those of them that nobody sees in the spreadsheet. */
  readonly hidden?: readonly number[];
  readonly outcome: RowOutcome;
  readonly notes: RowNotes;
  readonly identityId?: string;
  readonly personKey?: string;
  /** Present on a row that is ready: what goes on the ledger, and what goes into the vault. */
  readonly prepared?: {
    readonly entry: LedgerEntry;
    readonly record: RealNameRecord | undefined;
    /** A record that nobody needs any more, in whose place this one comes. */
    readonly replaces?: SeenRecord;
    /** Number of an account that the entry has the tag of. */
    readonly bankAccount?: BankAccount;
  };
}

export const NO_NOTES: RowNotes = { problems: [], fixes: [], warnings: [] };

/** A column that the file does not have is said once, by the file's header, not on each of a million rows. */
export function relevantWarnings(
  warnings: readonly RowWarning[],
  columns: readonly (string | undefined)[],
): RowWarning[] {
  return warnings.filter(({ code, column }) => code !== 'OPTIONAL_MISSING' || columns.includes(column));
}
