// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod/mini';
import { RECOVER_REASONS } from '../ledger/index.js';
import {
  allotmentIdField,
  countField,
  dateField,
  findingIdField,
  identityIdField,
  instructionIdField,
  manifestIdField,
  operatorIdField,
  orgIdField,
  timestampField,
  unmaskIdField,
} from '../schema/index.js';
import { pageOf } from './page.js';
import { unionNamed } from './union-names.js';

/** What comes when nobody has acted until then. */
export const SILENCES = [
  ...(['AGREED', 'REFUSED', 'RECALLED', 'COMPLETED', 'LAPSED', 'EXPIRED'] as const),
  ...(['UPHELD', 'DISMISSED', 'RUN_OUT'] as const),
] as const;

/** Nothing comes of silence. */
const timeless = {
  /** The union that is to act; the caller's own or one below it. */
  org: orgIdField,
  since: timestampField,
  /** Instruction types by which it is settled. */
  actions: z.array(z.string().check(z.regex(/^[A-Za-z]+\.[A-Za-z]+$/))),
};
/** The audited union, where another one acts. */
const audited = { ...timeless, about: orgIdField };
const common = { ...timeless, until: timestampField, silence: z.enum(SILENCES) };

/** One thing that waits for the caller. */
export const inboxItem = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('transfer'), ...common, identityId: identityIdField }),
  /** A claim on the number of this account. */
  z.object({ kind: z.literal('claim'), ...common, identityId: identityIdField }),
  // An application to join the union.
  z.object({ kind: z.literal('application'), ...common, identityId: identityIdField }),
  /** An expulsion that was filed with the union: it wants a receipt. */
  z.object({ kind: z.literal('filing'), ...timeless, identityId: identityIdField }),
  /** An account whose number a claim took, from when that was opened, and which has none of its own yet. */
  z.object({ kind: z.literal('number'), ...timeless, identityId: identityIdField }),
  /** A finding: to be answered by the audited union, or struck off by an auditor; nothing comes of its day. */
  z.object({ kind: z.literal('finding'), ...audited, due: dateField, findingId: findingIdField }),
  /** A request for a name: to be approved by 经审, or, from then until a day, answered by the payee's union. */
  z.object({ kind: z.literal('unmask'), ...audited, due: z.optional(dateField), unmaskId: unmaskIdField }),
  /** A sample whose plan is reconciled: to be drawn and revealed by a day. */
  z.object({ kind: z.literal('sample'), ...audited, due: dateField, planId: manifestIdField }),
  /** A step of a plan of grants; where the plan can run out, until then. */
  z.object({
    kind: z.literal('plan'),
    ...timeless,
    until: z.optional(timestampField),
    silence: z.optional(z.enum(SILENCES)),
    planId: manifestIdField,
  }),
  /** Money that was offered to the union, or is given back to it: the giver's until it is accepted. */
  z.object({ kind: z.literal('allotment'), ...timeless, allotmentId: allotmentIdField }),
  /** What was paid to somebody whose membership had ended by then. */
  z.object({
    kind: z.literal('recovery'),
    ...timeless,
    planId: manifestIdField,
    item: countField,
    reason: z.enum(RECOVER_REASONS),
  }),
  z.object({
    kind: z.literal('decision'),
    ...common,
    /** Who signed it first, and what it decides. */
    actor: operatorIdField,
    instructionId: instructionIdField,
    type: z.string(),
  }),
]);

/** How long they have been waiting: all of them, not those of the page alone. */
export const inboxCounts = z.object({ upToDay: z.int(), upToWeek: z.int(), longer: z.int() });

/** What waits for the caller, the longest waiting first. */
export const inboxPage = z.object({ ...pageOf(inboxItem).shape, counts: inboxCounts, ...unionNamed });

export type InboxItem = z.output<typeof inboxItem>;
export type InboxCounts = z.output<typeof inboxCounts>;
export type InboxPage = z.output<typeof inboxPage>;
