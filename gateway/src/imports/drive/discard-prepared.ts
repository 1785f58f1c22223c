// SPDX-License-Identifier: Apache-2.0
import type { PendingRecord, Vault } from '../../vault/vault.js';
import { groupOf } from './import-work.js';

/** Records discarded at a time. */
const DISCARD_BATCH = 500;

type Discarding = Pick<Vault, 'pending' | 'discard'>;

/** Destroys what a job prepared. Only while nothing of it is signed: then nothing can be on its way. */
export function discardPrepared(vault: Discarding, importId: string): Promise<void> {
  return discard(vault, `${groupOf(importId)}/`, () => true);
}

/** Destroys what a crash left of a batch that was not finished. */
export function discardBatch(vault: Discarding, importId: string, batch: number): Promise<void> {
  const wanted = batchGroup(importId, batch);
  return discard(vault, wanted, ({ group }) => group === wanted);
}

/** Vault group of a batch. */
export function batchGroup(importId: string, batch: number): string {
  return `${groupOf(importId)}/${String(batch)}`;
}

async function discard(
  vault: Discarding,
  groupPrefix: string,
  isWanted: (record: PendingRecord) => boolean,
): Promise<void> {
  for (;;) {
    const found = (await vault.pending({ groupPrefix, limit: DISCARD_BATCH })).filter(isWanted);
    if (found.length === 0) return;
    await vault.discard(found.map(({ identityId }) => identityId));
  }
}
