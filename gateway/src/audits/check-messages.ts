// SPDX-License-Identifier: Apache-2.0
import type { CheckResult } from '@unionid/domain/audit';
import type { ErrorCode, ErrorDetails } from '@unionid/domain/errors';
import type { PageName } from './audit-source.js';
import type { AskedCheck } from './run-in-parts.js';

/** Which check of what, as of which height. */
export interface NamedCheck extends Pick<AskedCheck, 'code' | 'scope'> {
  readonly height: number;
}

/** What the process that runs a check is told: which, and then the rows that it has asked for. */
export interface CheckOrder {
  readonly check: AskedCheck & Pick<NamedCheck, 'height'>;
}

/** What it says: a question for a page, or its end. */
export type CheckAnswer =
  | { readonly is: 'question'; readonly name: PageName; readonly values: readonly unknown[] }
  | { readonly is: 'done'; readonly ran: RanCheck }
  | { readonly is: 'refused'; readonly code: ErrorCode; readonly details: ErrorDetails };

/** By its digest a finding names a result. */
export interface RanCheck {
  readonly digest: string;
  readonly result: CheckResult;
}
