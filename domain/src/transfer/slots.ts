// SPDX-License-Identifier: Apache-2.0
import { DomainError } from '../errors/index.js';
import type { TransferRecord } from '../ledger/index.js';
import { timestampAt } from '../values/timestamp.js';
import { isOpen } from './process.js';
import { transferAt } from './transfer-at.js';

/** How many requests without a code one union may have open at once. */
export const OPEN_REQUESTS = 200;

/**
 * Each open request of a union has a slot of its own, which names the person. A counter would be one record that all of a union's
 * requests write, so that of those in one block all but one fail; slots that differ have nothing in common (ADR 41).
 */
export interface Slot {
  /** The union that asks. */
  readonly to: string;
  readonly slot: number;
}

/** True where a slot whose person's newest transfer this is may be used again. Whoever was asked for once more is in another one. */
export function isSlotFree(inSlot: TransferRecord | undefined, { to, slot }: Slot, time: string): boolean {
  if (inSlot?.to !== to || (inSlot.slot ?? slot) !== slot || inSlot.way === 'code') return true;
  const { status } = transferAt(inSlot, time);
  return !isOpen(status) || status === 'APPEALED' || status === 'RECALLED';
}

/** The slot of a request. @throws DomainError TRANSFER_CAP beyond the last slot, TRANSFER_SLOT_TAKEN */
export function requireSlot(
  { to, slot }: { readonly to: string; readonly slot?: number },
  { inSlot, now }: { readonly inSlot: TransferRecord | undefined; readonly now: number },
): number {
  if (slot === undefined || slot >= OPEN_REQUESTS)
    throw new DomainError('TRANSFER_CAP', { open: OPEN_REQUESTS });
  if (!isSlotFree(inSlot, { to, slot }, timestampAt(now)))
    throw new DomainError('TRANSFER_SLOT_TAKEN', { slot });
  return slot;
}
