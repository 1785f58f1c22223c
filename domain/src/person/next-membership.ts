// SPDX-License-Identifier: Apache-2.0
import type { AccountRecord } from '../ledger/index.js';

/** Which of the person's memberships begins when somebody joins on this account; the first says nothing. */
export function nextMembership({ nth = 1, joined }: AccountRecord): Pick<AccountRecord, 'nth'> {
  return joined === '' ? {} : { nth: nth + 1 };
}
