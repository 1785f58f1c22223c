// SPDX-License-Identifier: Apache-2.0
import type { AccountRecord, ApplicationRecord } from '../ledger/index.js';
import { isHeld } from '../person/index.js';
import type { ApplicationStatus } from './process.js';

/**
 * An application at a time: the first approval closes the person's others, and nobody's stays open for ever.
 * @param account the applicant's, as it stands
 * @param time RFC 3339 in UTC
 */
export function applicationAt(
  {
    status,
    lapsesAt,
    since,
    joined,
    nth,
  }: Pick<ApplicationRecord, 'status' | 'lapsesAt' | 'since' | 'joined' | 'nth'>,
  account: Pick<AccountRecord, 'state' | 'since' | 'joined' | 'nth'>,
  time: string,
): ApplicationStatus {
  if (status !== 'APPLIED') return status;
  // A member, or one who has been a member and has ended it since.
  const isSame = account.since === since && account.joined === joined && account.nth === nth;
  if (isHeld(account.state) || !isSame) return 'OVERTAKEN';
  return time < lapsesAt ? status : 'LAPSED';
}
