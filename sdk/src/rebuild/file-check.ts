// SPDX-License-Identifier: Apache-2.0
import type { Payee } from '@unionid/domain/bank';
import type { PreparedChunk } from '@unionid/domain/api';
import type { CoveredUnit } from '@unionid/domain/forms';
import type { ChangeRow } from '@unionid/domain/membership';
import type { OrganisationEntry } from '@unionid/domain/organisation';
import type { MemberEntry } from '@unionid/domain/person';
import type { PlanRow, ResultRow } from '@unionid/domain/plan';
import type { Fields } from '@unionid/domain/privacy';
import type { BatchRow, RequestRow } from '@unionid/domain/transfer';

/** A row of a prepared chunk. */
export type LedgerRow =
  MemberEntry | OrganisationEntry | ChangeRow | BatchRow | RequestRow | PlanRow | ResultRow;

/** What the gateway shows of the record behind a row, or that there is none. */
type ShownRecord = PreparedChunk['evidence'][number]['record'];

/**
 * What a prepared row is compared by: the row of the file that the gateway says it is, what its record is, and what is shown of it.
 * How much is compared goes by what the record is, never by what is shown: of one that the file brings every field counts.
 */
export interface Evidence extends Pick<ShownRecord, 'is'> {
  readonly row: number;
  readonly fields: Fields;
}

/** A union as it is registered. */
export interface RegisteredUnion {
  readonly name: string;
  readonly creditCode: string;
  readonly level: number;
  /** The units it covers; asked for only where a file names a unit instead of its union, or a row says for which a person works. */
  readonly employers: () => Promise<readonly CoveredUnit[]>;
}

/** Tells a registered union by its identifier. */
export type UnionSource = (orgId: string) => Promise<RegisteredUnion>;

/** Compares prepared rows with the operator's own file: every member of a row, or what follows from it. */
export interface FileCheck {
  /** What a row's record may be: one that the file brings, whole, or one that stands and names its person; or that rows have none. */
  readonly records: readonly ShownRecord['is'][];
  /** What differs, or undefined where the row is the file's. A row of the file stands for one prepared row only. */
  differenceOf(row: LedgerRow, evidence: Evidence): string | undefined;
  /** Of a list of payees: whom a row pays as the file says it, once it was compared. */
  payeeOf?(row: LedgerRow): Payee | undefined;
  /** How many rows of the file a prepared row stands for, once it was compared. */
  rowsOf(row: LedgerRow): number;
  /** After the last row: what differs in the unions that rows named, which only the ledger tells. */
  differenceOfUnions(unions: UnionSource): Promise<string | undefined>;
}

/**
 * How each member of a ledger row is compared. A row that grows stops this from compiling until somebody said how.
 */
export type RowChecks<Row, Own> = { readonly [Field in keyof Row]-?: (row: Row, own: Own) => boolean };

/** Name of the first member that differs. */
export function firstDifference<Row, Own>(
  checks: RowChecks<Row, Own>,
  row: Row,
  own: Own,
): string | undefined {
  const fields = Object.keys(checks) as (keyof Row & string)[];
  return fields.find((field) => !checks[field](row, own));
}
