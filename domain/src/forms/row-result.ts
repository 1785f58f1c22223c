// SPDX-License-Identifier: Apache-2.0
import type { ErrorDetails } from '../errors/domain-error.js';
import type { RowErrorCode } from '../errors/row-codes.js';
import type { FixKind } from '../values/parsed.js';

/** A fault of a row. It names column and rule, never the value. */
export interface RowProblem {
  readonly code: RowErrorCode;
  readonly column: string;
  readonly details: ErrorDetails;
  /** Place of the first character that the rule does not take, 1 for the first, without outer blanks; where the rule knows it. */
  readonly at?: number;
}

/** A lossless repair that was made: which column, what kind. */
export interface RowFix {
  readonly column: string;
  readonly kind: FixKind;
}

/** Something to look at again; the row stands (union-law.md Q03–Q25). */
export type RowWarningCode =
  | 'ROW_HIDDEN'
  | 'OPTIONAL_MISSING'
  | 'NUMBER_MAYBE_ROUNDED'
  | 'NAME_PRIVATE_CHARACTER'
  | 'NAME_MIXED_SCRIPT'
  | 'CREDIT_CODE_DIVISION'
  | 'CREDIT_CODE_BODY'
  | 'UNION_CODE_PREFIX'
  | 'PAST_RETIREMENT'
  | 'RETIRED_NOT_RETAINED'
  | 'MIGRANT_HOUSEHOLD'
  | 'JOIN_DATES_DIFFER'
  | 'MEMBER_AT_UPPER_UNION'
  | 'MEMBERS_EXCEED_HEADCOUNT'
  | 'NO_MEMBERS'
  | 'EMPLOYER_IN_TWO_UNIONS'
  | 'INDEPENDENT_WITH_EMPLOYERS';

export interface RowWarning {
  readonly column: string;
  readonly code: RowWarningCode;
}

/** Outcome of reading one row: the row, or every fault in it. */
export type RowResult<Row> =
  | {
      readonly ok: true;
      readonly row: Row;
      readonly fixes: readonly RowFix[];
      readonly warnings: readonly RowWarning[];
    }
  | {
      readonly ok: false;
      readonly problems: readonly RowProblem[];
      readonly fixes: readonly RowFix[];
      readonly warnings: readonly RowWarning[];
    };
