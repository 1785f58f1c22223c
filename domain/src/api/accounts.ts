// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod/mini';
import { HOSTINGS, MEMBERSHIP_STATES } from '../ledger/index.js';
import { MEMBERSHIP_ACTIONS } from '../membership/index.js';
import {
  digestField,
  identityIdField,
  operatorIdField,
  orgIdField,
  placeField,
  provinceCodeField,
  timestampField,
  versionField,
} from '../schema/index.js';

export const accountView = z.object({
  identityId: identityIdField,
  did: z.string(),
  state: z.enum(MEMBERSHIP_STATES),
  province: provinceCodeField,
  org: orgIdField,
  joined: z.string(),
  since: z.string(),
  level: z.int(),
  version: versionField,
  /** Page and slot where it stands since its bulk load; '' once it has a record of its own. Instructions name it. */
  place: placeField,
  /** True where a claim took its number, until it has its own again (members correct); said of the account as it stands now. */
  numberless: z.optional(z.literal(true)),
  /** Of a duplicate that has ended: the account of the same person that stands (ADR 66). */
  into: z.optional(identityIdField),
  /** Of that one: the accounts that have ended for it. Told of one account, not in lists. */
  also: z.optional(z.readonly(z.array(identityIdField))),
  /** Another union that serves the member from one day to another; the membership stays. */
  hosted: z.optional(
    z.object({ org: orgIdField, kind: z.enum(HOSTINGS), on: z.string(), until: z.string() }),
  ),
});

/** What may be done about a membership as it stands. */
export const accountActions = z.object({
  identityId: identityIdField,
  actions: z.array(
    z.object({
      action: z.enum(MEMBERSHIP_ACTIONS),
      allowed: z.boolean(),
      /** Why not; its texts say what to do instead. */
      code: z.optional(z.string()),
      /** Whether another person has to confirm it: always, where it counts from more than thirty days ago, or never. */
      second: z.enum(['always', 'late', 'never']),
    }),
  ),
});

/** One change of an account, newest last. */
export const historyEntry = z.object({
  block: z.int(),
  transactionId: z.string(),
  time: timestampField,
  type: z.string(),
  actor: z.string(),
  /** What was decided, in words made from the signed instruction or from the row of a list; none of a row of an import of members. */
  words: z.optional(z.object({ zh: z.string(), en: z.string() })),
  /** Operators who signed it: two where it takes two. */
  signers: z.optional(z.array(operatorIdField)),
  /** SM3 of the document behind it. */
  evidence: z.optional(digestField),
  account: z.optional(accountView),
  /** True where nobody can read what the ledger says since then. */
  unreadable: z.optional(z.literal(true)),
});

export type AccountActions = z.output<typeof accountActions>;
export type AccountView = z.output<typeof accountView>;
export type HistoryEntry = z.output<typeof historyEntry>;
