// SPDX-License-Identifier: Apache-2.0
import { DomainError } from '../errors/index.js';
import type { AccountRecord, OrganisationRecord, TransferRecord } from '../ledger/index.js';
import { assertHome } from '../person/account.js';
import { retainedByDissolving } from '../organisation/retained.js';
import type { TransferGround } from './ground.js';
import { isOf } from './is-of.js';
import { moveAccount } from './move-account.js';
import type { TransferStatus } from './process.js';

export interface SwitchGround extends TransferGround {
  /** The union that is to have the member: where it has ended and the member goes back, its heir. */
  readonly orgId: string;
  readonly org: OrganisationRecord | undefined;
  /** Of who goes back to an heir: whether the union that it has the members of, or one between them, was dissolved. */
  readonly isDissolved?: boolean;
  /** Today in China. */
  readonly today: string;
}

/** What a switch, there or back, leaves on the ledger. */
export interface Switched {
  readonly account: AccountRecord;
  readonly transfer: TransferRecord;
}

/**
 * A member goes back to where it came from; 会龄 is unbroken. Within a province the real-name record is where it was; between
 * provinces the old one's, which it has kept, counts again.
 * @throws DomainError TRANSFER_OVERTAKEN, ORGANISATION_UNKNOWN, ORGANISATION_CLOSED
 */
export function moveBack(
  transfer: TransferRecord,
  status: TransferStatus,
  { account, orgId, org, isDissolved = false, today }: SwitchGround,
): Switched {
  assertMayReturn(account, transfer, orgId);
  const { root = account.root } = transfer;
  const { province } = assertHome(org, orgId);
  const moved = moveAccount(account, { org: orgId, province, root, today });
  return {
    // As everybody came to the heir who was there when the union ended (ADR 45).
    account: isDissolved ? retainedByDissolving(moved) : moved,
    transfer: { ...transfer, v: transfer.v + 1, status },
  };
}

/**
 * That what the transfer has moved can still go back: the member is where it brought it, under the name that the old province
 * knows, and the union that would have it is not that very one, as the heir of whoever lost it.
 * @throws DomainError TRANSFER_OVERTAKEN
 */
export function assertMayReturn(account: AccountRecord, transfer: TransferRecord, orgId: string): void {
  if (!mayReturn(account, transfer, orgId)) throw new DomainError('TRANSFER_OVERTAKEN');
}

/** Whether the member is still where a transfer has brought it, under the same name, and not of the union that would have it back. */
export function mayReturn(account: AccountRecord, transfer: TransferRecord, orgId: string): boolean {
  const { tag } = transfer;
  const isThere = isOf(transfer, account, 'to') && account.org !== orgId;
  return isThere && (tag === undefined || account.tag === tag);
}
