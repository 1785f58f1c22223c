// SPDX-License-Identifier: Apache-2.0
import type { PreparedChunk } from '@unionid/domain/api';
import { toBase64url } from '@unionid/domain/encoding';
import { DomainError } from '@unionid/domain/errors';
import type { Vault } from '../../vault/vault.js';
import type { JobStore } from '../jobs/job-store.js';
import { preparedChunks } from '../jobs/job.js';
import type { RecentRecords } from '../jobs/recent-records.js';

export interface ChunkSources {
  readonly store: Pick<JobStore, 'jobs' | 'rows'>;
  readonly recent: RecentRecords;
  readonly vault: Pick<Vault, 'read'>;
}

/** A prepared chunk with what its rows are made of, for the operator's client to compare; undefined where it is not ready. */
export async function readPreparedChunk(
  { store, recent, vault }: ChunkSources,
  importId: string,
  index: number,
): Promise<PreparedChunk | undefined> {
  const job = await store.jobs.find(importId);
  if (job === undefined || index >= preparedChunks(job)) return undefined;
  const rows = await store.rows.ofChunk(importId, index);
  if (rows.length === 0) return undefined;
  const identityIds = rows.map(({ identityId }) => identityId);
  const records = recent.take(importId, identityIds) ?? (await vault.read(identityIds));
  return {
    index,
    rows: rows.map(({ entry }) => JSON.parse(entry) as Record<string, unknown>),
    evidence: rows.map(({ row, identityId }) => {
      const record = records.get(identityId);
      if (record === undefined) throw new DomainError('NOT_FOUND');
      return { row, seed: toBase64url(record.seed), fields: { ...record.fields } };
    }),
  };
}
