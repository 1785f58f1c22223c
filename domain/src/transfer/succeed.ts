// SPDX-License-Identifier: Apache-2.0
import type { TransferRecord } from '../ledger/index.js';
import { hasMoved, isOpen } from './process.js';
import { withoutBefore } from './before.js';
import { withoutCode } from './ground.js';

/**
 * A transfer of a member whose union ends: its heir stands on that side from now on, and the clock runs on. Undefined where the
 * union is on neither side.
 */
export function succeedIn(
  transfer: TransferRecord,
  { orgId, heir }: { readonly orgId: string; readonly heir: string },
): TransferRecord | undefined {
  const { from, to, before } = transfer;
  if (from !== orgId && to !== orgId) return undefined;
  // Where the heir is whoever lost the member before, it has the member again.
  const kept = before?.from === heir && from === orgId ? withoutBefore(transfer) : transfer;
  const succeeded = {
    ...{ ...kept, v: transfer.v + 1 },
    ...{ from: from === orgId ? heir : from, to: to === orgId ? heir : to },
  };
  return succeeded.from === succeeded.to ? overtaken(succeeded) : succeeded;
}

/** Both sides have become one union: there is nowhere to go, or to go back to. */
function overtaken(transfer: TransferRecord): TransferRecord {
  if (hasMoved(transfer.status)) return { ...transfer, status: 'RETURNED' };
  return { ...withoutCode(transfer), status: isOpen(transfer.status) ? 'CANCELLED' : transfer.status };
}
