// SPDX-License-Identifier: Apache-2.0
import type { PreparedChunk, RootedRecord } from '@unionid/domain/api';
import { toBase64url } from '@unionid/domain/encoding';
import { DomainError } from '@unionid/domain/errors';
import { isNaming } from '@unionid/domain/forms';
import { isId } from '@unionid/domain/ids';
import { openFields, rootOfOpening } from '@unionid/domain/privacy';
import type { RealNameRecord, Vault } from '../../vault/vault.js';
import { IMPORT_JOB_KINDS, type ImportJobKind } from '../drive/import-job-kinds.js';
import type { ChunkRow } from '../jobs/job-rows.js';
import type { JobStore } from '../jobs/job-store.js';
import { preparedChunks } from '../jobs/job.js';
import type { RecentRecords } from '../jobs/recent-records.js';

export interface ChunkSources {
  readonly store: Pick<JobStore, 'jobs' | 'rows'>;
  readonly recent: RecentRecords;
  readonly vault: Pick<Vault, 'read' | 'states'>;
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
  const shown = { index, rows: rows.map(({ entry }) => JSON.parse(entry) as Record<string, unknown>) };
  const kind: ImportJobKind = IMPORT_JOB_KINDS[job.kind];
  if (kind.isWithoutRecords === true)
    return { ...shown, evidence: rows.map(({ row }) => ({ row, record: { is: 'none' } })) };
  const identityIds = rows.map(({ identityId }) => identityId);
  const records = recent.take(importId, identityIds) ?? (await vault.read(identityIds));
  const states = await vault.states(identityIds);
  const isStanding = ({ identityId }: ChunkRow): boolean =>
    !kind.bringsRealNames ||
    // The contact of a union comes with its list, and names nobody by a number.
    (isId('identity', identityId) && states.get(identityId) === 'ACTIVE');
  return {
    ...shown,
    evidence: rows.map((row) => ({
      row: row.row,
      record: isStanding(row) ? standing(recordOf(row, records), row) : entered(recordOf(row, records)),
    })),
  };
}

function recordOf({ identityId }: ChunkRow, records: ReadonlyMap<string, RealNameRecord>): RealNameRecord {
  const record = records.get(identityId);
  if (record === undefined) throw new DomainError('NOT_FOUND');
  return record;
}

function entered({ fields, seed }: RealNameRecord): RootedRecord {
  return { is: 'entered', fields: { ...fields }, seed: toBase64url(seed) };
}

/**
 * A record that was there before, of which the file has no more than whom it names: no more is shown.
 * @throws DomainError STALE_SUBJECT where it is not the one any more that the row names
 */
function standing({ fields, seed }: RealNameRecord, { entry }: ChunkRow): RootedRecord {
  const opening = openFields(fields, seed, isNaming);
  const { root } = JSON.parse(entry) as { readonly root?: string };
  if (rootOfOpening(opening) !== root) throw new DomainError('STALE_SUBJECT');
  return { is: 'standing', opening: [...opening] };
}
