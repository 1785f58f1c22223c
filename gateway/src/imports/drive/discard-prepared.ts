// SPDX-License-Identifier: Apache-2.0
import { asDomainError, DomainError } from '@unionid/domain/errors';
import { discardUnlisted } from '../../standing/discard-unlisted.js';
import type { PendingRecord } from '../../vault/vault.js';
import type { Job } from '../jobs/job.js';
import { groupOf, type ImportDependencies } from './import-work.js';

/** Records discarded at a time. */
const DISCARD_BATCH = 500;
/** How long the blocks of the own peer are waited for. */
const CATCH_UP_MS = 5_000;

type Discarding = Pick<ImportDependencies, 'vault' | 'readModel' | 'ledger'>;

/** Destroys what a job prepared and nobody signed, but for what the ledger has: then the job is of an older backup. */
export async function discardPrepared(work: Discarding, { importId, actor }: Job): Promise<void> {
  await discard(work, {
    province: actor.province,
    groupPrefix: `${groupOf(importId)}/`,
    isWanted: () => true,
  });
}

/** Destroys what a crash left of a batch that was not finished. */
export async function discardBatch(work: Discarding, { importId, actor, batches }: Job): Promise<void> {
  const wanted = batchGroup(importId, batches);
  const isWanted = ({ group }: PendingRecord): boolean => group === wanted;
  await discard(work, { province: actor.province, groupPrefix: wanted, isWanted });
}

/** Vault group of a batch. */
export function batchGroup(importId: string, batch: number): string {
  return `${groupOf(importId)}/${String(batch)}`;
}

/**
 * What the own peer has is known here: else what stands on the ledger would be taken for unsigned.
 * @throws DomainError LEDGER_UNAVAILABLE, NOT_READY
 */
export async function assertCaughtUp({ readModel, ledger }: Omit<Discarding, 'vault'>): Promise<void> {
  const height = await ledger.height();
  try {
    await readModel.waitForHeight(height, CATCH_UP_MS);
  } catch (error) {
    if (asDomainError(error)?.code !== 'HEIGHT_NOT_REACHED') throw error;
    // Nobody asked for a height: whatever waits for it goes on later.
    throw new DomainError('NOT_READY', {}, { cause: error });
  }
}

interface Wanted {
  readonly province: string;
  readonly groupPrefix: string;
  readonly isWanted: (record: PendingRecord) => boolean;
}

async function discard(work: Discarding, { province, groupPrefix, isWanted }: Wanted): Promise<void> {
  const { vault, readModel } = work;
  // What can not be judged stays, and is passed over.
  for (let after: string | undefined; ;) {
    const search = { groupPrefix, limit: DISCARD_BATCH, ...(after !== undefined && { after }) };
    const found = await vault.pending(search);
    after = found.at(-1)?.identityId;
    if (after === undefined) return;
    const wanted = found.filter(isWanted);
    if (wanted.length === 0) continue;
    await assertCaughtUp(work);
    const identityIds = wanted.map(({ identityId }) => identityId);
    await discardUnlisted(identityIds, { vault, readModel, province, groupPrefix });
  }
}
