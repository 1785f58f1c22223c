// SPDX-License-Identifier: Apache-2.0
import { asDomainError, DomainError } from '@unionid/domain/errors';
import type { SeenRecord, Vault } from '../vault/vault.js';
import type { PreparationStore } from './preparation-store.js';
import type { PreparationSweeper } from './preparation-sweeper.js';

export interface RoomGround {
  readonly vault: Pick<Vault, 'seen' | 'setAside'>;
  readonly store: PreparationStore;
  readonly sweeper: PreparationSweeper;
}

/**
 * Makes room for a record of an account, which is prepared once at a time; what a list keeps of the person waits for the ledger, and
 * nobody takes its place. Answers the record of a former membership here, which stays until its place is taken.
 * @throws DomainError TRANSFER_OPEN
 */
export async function makeRoom(
  identityId: string,
  { vault, store, sweeper }: RoomGround,
): Promise<SeenRecord | undefined> {
  // By the account and not by the number entered: more than one leads to whoever was led to another.
  const seen = (await vault.seen([identityId])).get(identityId);
  if (seen?.state === 'PENDING' && (await sweeper.isListed(seen))) throw new DomainError('TRANSFER_OPEN');
  const row = await store.find(identityId);
  if (row !== undefined && !(await sweeper.take(row))) throw new DomainError('TRANSFER_OPEN');
  if (seen?.state !== 'PENDING') return seen;
  // What was entered before it is not what the ledger has of the account; what the ledger has stays.
  await whileFree(() => vault.setAside([seen]));
  return undefined;
}

/** @throws DomainError TRANSFER_OPEN where a list has come in between, and keeps what it has of the person */
export async function whileFree(change: () => Promise<void>): Promise<void> {
  try {
    await change();
  } catch (error) {
    if (asDomainError(error)?.code !== 'IDENTITY_ID_TAKEN') throw error;
    throw new DomainError('TRANSFER_OPEN', {}, { cause: error });
  }
}
