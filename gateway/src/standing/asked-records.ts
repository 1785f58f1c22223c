// SPDX-License-Identifier: Apache-2.0
import type { TransferRecord } from '@unionid/domain/ledger';
import { isOpen, transferAt } from '@unionid/domain/transfer';
import { isUnreadable } from '../read-model/readable.js';
import type { BlockHeight, TransferQueries } from '../read-model/read-model.js';

// Records of members whom a list has asked for: they wait, PENDING, for what becomes of their transfers.

/** Groups of the vault that they stand in begin with it. */
export const ASKED = 'asked/';

/** The group of those who were asked for by a chunk of this block. */
export function askedGroup(block: number): string {
  return `${ASKED}${String(block)}`;
}

export interface AskedGround {
  readonly readModel: Pick<TransferQueries, 'transfer'> & Pick<BlockHeight, 'height'>;
  /** The gateway's own. */
  readonly province: string;
  /** RFC 3339. */
  readonly time: string;
}

/**
 * Whether such a record waits still: its block is not projected here yet, or the member may come into this province. One of whose
 * transfer nobody can read waits, too.
 */
export async function isAsked(
  { identityId, group }: { readonly identityId: string; readonly group: string },
  { readModel, province, time }: AskedGround,
): Promise<boolean> {
  const block = Number(group.slice(ASKED.length));
  if ((await readModel.height()) <= block) return true;
  try {
    const known = await readModel.transfer(identityId);
    return known !== undefined && isToCome(known.transfer, { province, time });
  } catch (error) {
    if (!isUnreadable(error)) throw error;
    return true;
  }
}

/** One that was released once more is asked for by nobody, or by another province. */
export function isToCome(
  transfer: TransferRecord,
  { province, time }: { readonly province: string; readonly time: string },
): boolean {
  return transfer.toProvince === province && isOpen(transferAt(transfer, time).status);
}
