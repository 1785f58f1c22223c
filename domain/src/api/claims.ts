// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod/mini';
import { CLAIM_ACTIONS } from '../claim/index.js';
import { CLAIM_KINDS, CLAIM_STATUSES, CLAIM_WAYS } from '../ledger/index.js';
import {
  digestField,
  identityIdField,
  orgIdField,
  provinceCodeField,
  timestampField,
  versionField,
} from '../schema/index.js';

const status = z.enum(CLAIM_STATUSES);
const way = z.enum(CLAIM_WAYS);

/** A claim on the number of an account as it stands now, and what becomes of it if nobody does anything more. */
export const claimView = z.object({
  /** The account that the number led to when the claim was opened. */
  identityId: identityIdField,
  version: versionField,
  status,
  way,
  kind: z.enum(CLAIM_KINDS),
  /** The true owner's account, which settling the claim makes, or which is there already. */
  owner: identityIdField,
  /** Where it is there: a correction of it, or of a duplicate its end, settles the claim. */
  onto: z.boolean(),
  /** Whether the numbers of both accounts change places then. */
  exchange: z.boolean(),
  /** The union where the true owner stands. */
  org: orgIdField,
  province: provinceCodeField,
  /** The union that has the account now. */
  holder: orgIdField,
  holderProvince: provinceCodeField,
  asked: timestampField,
  due: timestampField,
  /** SM3 of the document that was seen, and of the one behind a contest. */
  evidence: digestField,
  contest: z.optional(z.object({ digest: digestField, until: timestampField })),
  /** The union that decides where the claim is contested. */
  judge: z.optional(orgIdField),
  /** Where the account stands: instructions name it. */
  place: z.string(),
  /** Whether a number leads to it; one that a claim took it from waits for its own. */
  hasNumber: z.boolean(),
  futures: z.array(z.object({ status, way, at: timestampField })),
  /** What the caller may do now; `code` says why not. */
  actions: z.array(
    z.object({ action: z.enum(CLAIM_ACTIONS), allowed: z.boolean(), code: z.optional(z.string()) }),
  ),
});

/** What the caller's unions have to do with the claims that are listed: they have opened them, have the account, or judge. */
export const claimSide = z.enum(['claimant', 'holder', 'judge']);

export type ClaimView = z.output<typeof claimView>;
