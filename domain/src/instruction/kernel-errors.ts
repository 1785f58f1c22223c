// SPDX-License-Identifier: Apache-2.0
import type { ErrorCode } from '../errors/index.js';

/** Refusals that every instruction can meet before its own rule, in the order of the kernel's checks (architecture.md §4). */
export const KERNEL_ERRORS = [
  'TOO_LARGE',
  'NOT_CANONICAL',
  'INVALID_REQUEST',
  'UNKNOWN_INSTRUCTION',
  'NOT_BOOTSTRAPPED',
  'WRONG_NETWORK',
  'ACTOR_UNKNOWN',
  'KEY_UNKNOWN',
  'SIGNATURE_INVALID',
  'KEY_REVOKED',
  'OPERATOR_REVOKED',
  'INSTRUCTION_FROM_FUTURE',
  'INSTRUCTION_EXPIRED',
  'INSTRUCTION_LIFETIME',
  'INSTRUCTION_REPLAYED',
  'INSTRUCTION_ID_TAKEN',
  'PROVINCE_UNKNOWN',
  'SUBMITTER_FOREIGN',
  'ADMIN_REQUIRED',
  'PROVINCE_FOREIGN',
  'GRANT_MISSING',
  'OUT_OF_SCOPE',
  'STALE_SUBJECT',
  'OWN_ACCOUNT',
  'PERSON_UNBOUND',
  'SECOND_NOBODY',
  'PROPOSAL_FOREIGN',
  'RECORD_UNREADABLE',
] as const satisfies readonly ErrorCode[];
