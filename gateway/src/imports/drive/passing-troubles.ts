// SPDX-License-Identifier: Apache-2.0
import type { ErrorCode } from '@unionid/domain/errors';

/** What passes of itself, of the ledger or here: no job ends by it. What nobody can read says neither that it goes on nor that it ends. */
export const PASSING: readonly ErrorCode[] = ['LEDGER_UNAVAILABLE', 'NOT_READY', 'RECORD_UNREADABLE'];

/** What passes of a submission besides: the same bytes are sent again. */
export const PASSING_SUBMISSION: readonly ErrorCode[] = [
  ...PASSING,
  'CONFLICT',
  'OUTCOME_UNKNOWN',
  'MANIFEST_UNKNOWN',
];
