// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod/mini';
import { benefitClassField, RECOVER_REASONS } from '../ledger/index.js';
import {
  countField,
  dateField,
  fenField,
  fundIdField,
  identityIdField,
  manifestIdField,
  orgIdField,
} from '../schema/index.js';

/** What was paid to somebody who, as was reported later, was no member any more: to be got back, and nobody's fault. */
export const recoveryView = z.object({
  planId: manifestIdField,
  /** Its row in the plan's list, from 0. */
  item: countField,
  identityId: identityIdField,
  org: orgIdField,
  fund: fundIdField,
  class: benefitClassField,
  fen: fenField,
  /** What was not got back yet. */
  left: fenField,
  /** Day on which the order went to the bank. */
  paidOn: dateField,
  /** As it is recorded once it was got back. */
  reason: z.enum(RECOVER_REASONS),
  /** Since when the membership has ended; of another union's member that union's matter. */
  since: z.optional(dateField),
});
export type RecoveryView = z.output<typeof recoveryView>;
