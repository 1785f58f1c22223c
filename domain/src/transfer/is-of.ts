// SPDX-License-Identifier: Apache-2.0
import type { AccountRecord, TransferRecord } from '../ledger/index.js';

/** What of an account tells whose membership it is, and which of the person's. */
export type Membership = Pick<AccountRecord, 'org' | 'nth'>;

/** Whether a membership is the one that a transfer is about, and with this side of it. */
export function isOf(
  transfer: Pick<TransferRecord, 'from' | 'to' | 'nth'>,
  { org, nth = 1 }: Membership,
  side: 'from' | 'to',
): boolean {
  return org === transfer[side] && nth === (transfer.nth ?? 1);
}
