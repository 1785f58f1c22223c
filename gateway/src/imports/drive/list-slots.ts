// SPDX-License-Identifier: Apache-2.0
import type { RequestRow } from '@unionid/domain/transfer';
import type { ChunkRow, RefusedRow } from '../jobs/job-rows.js';
import type { Job } from '../jobs/job.js';
import type { ImportDependencies } from './import-work.js';

// Lists of requests hold the slots of their rows until it is known here what became of them.

/** On start: those of lists that go on, in whatever they are. */
export async function holdSlots({
  store,
  slots,
}: Pick<ImportDependencies, 'store' | 'slots'>): Promise<void> {
  for (const list of await store.jobs.unfinished('requests')) {
    for (const entry of await store.rows.readyEntries(list)) {
      const { to, identityId, slot } = parseRow(entry);
      slots.hold(slot, { org: to, identityId, list });
    }
  }
}

export interface SettledChunk {
  readonly rows: readonly ChunkRow[];
  readonly refused: readonly RefusedRow[];
  readonly block: number;
}

/** Of a chunk that is on the ledger: slots of rows that it refused are free again, the others' when the block is known here. */
export function settleSlots(
  { importId: list, kind }: Pick<Job, 'importId' | 'kind'>,
  { rows, refused, block }: SettledChunk,
  { slots }: Pick<ImportDependencies, 'slots'>,
): void {
  if (kind !== 'requests') return;
  const refusedAt = new Set(refused.map(({ position }) => position));
  for (const [position, { entry }] of rows.entries()) {
    const { to, identityId } = parseRow(entry);
    slots.decided({ org: to, identityId, list }, refusedAt.has(position) ? undefined : block);
  }
}

function parseRow(entry: string): RequestRow {
  return JSON.parse(entry) as RequestRow;
}
