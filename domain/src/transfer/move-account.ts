// SPDX-License-Identifier: Apache-2.0
import { heldSince, withoutHosting, type AccountRecord, type UnionOfProvince } from '../ledger/index.js';

/**
 * The account of a member who has changed unions; 会龄 is unbroken. Within a province the real-name record stays, also as it was
 * corrected meanwhile, and with it the root; between provinces the receiving one's counts.
 */
export function moveAccount(
  account: AccountRecord,
  { org, province, root, today }: UnionOfProvince & { readonly root: string; readonly today: string },
): AccountRecord {
  // Clocks differ by some minutes: a day never goes back.
  const since = today > account.since ? today : account.since;
  return {
    ...{ ...withoutHosting(account), v: account.v + 1, org, province, since, here: since },
    ...heldSince(account),
    root: province === account.province ? account.root : root,
  };
}
