// SPDX-License-Identifier: Apache-2.0
import type { AccountRecord } from '../ledger/index.js';

/** Which of the person's memberships begins when somebody joins on this account, the first says nothing; and which accounts have ended for it. */
export function nextMembership({
  nth = 1,
  joined,
  also,
}: AccountRecord): Pick<AccountRecord, 'nth' | 'also'> {
  return { ...(joined !== '' && { nth: nth + 1 }), ...(also !== undefined && { also }) };
}
