// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod/mini';
import { heldSince, withoutHosting, type AccountRecord, type Closing } from '../ledger/index.js';
import { retainedByDissolving } from './retained.js';
import { countField, orgIdField } from '../schema/index.js';

/** Members that one transaction carries to the heir: with their indexes and transfers some 500 keys. */
export const FOLD_MEMBERS = 100;

/** What is asked of the contract; nobody signs it, because it decides nothing. */
export const foldRequest = z.strictObject({ orgId: orgIdField });

/** What it answers: how many members it carried, how many keys of the index went, and whether none is left. */
export const foldResult = z.object({
  orgId: orgIdField,
  carried: countField,
  folded: countField,
  empty: z.boolean(),
});

/**
 * A member of a union that ends, as the heir has it: never in no union. One whose union was dissolved keeps the membership
 * (工会法 §13), and 会龄 is unbroken.
 */
export function inheritedAccount(
  account: AccountRecord,
  { heir, ground, on }: Pick<Closing, 'heir' | 'ground' | 'on'>,
): AccountRecord {
  const since = on > account.since ? on : account.since;
  const carried = {
    ...withoutHosting(account),
    v: account.v + 1,
    org: heir,
    since,
    here: since,
    ...heldSince(account),
  };
  return ground === 'dissolved' ? retainedByDissolving(carried) : carried;
}
