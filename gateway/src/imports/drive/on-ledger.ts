// SPDX-License-Identifier: Apache-2.0
import type { Job } from '../jobs/job.js';
import type { ImportDependencies } from './import-work.js';
import { chaincodeOf } from './manifest-calls.js';

/** Where a job's manifest stands: nowhere, on the ledger as it is prepared here, or another under the same identifier. */
export type OnLedger = 'absent' | 'same' | 'other';

/**
 * What the ledger has of a job, as far as its blocks are known here. A job that knows nothing of it is of an older backup: it can
 * not be signed again, and goes on from where the ledger is. @throws DomainError RECORD_UNREADABLE: then nobody knows
 */
export async function standsOnLedger(
  { importId, kind, root }: Pick<Job, 'importId' | 'kind' | 'root'>,
  { readModel }: Pick<ImportDependencies, 'readModel'>,
): Promise<OnLedger> {
  const manifest = await readModel.manifest(importId, chaincodeOf(kind));
  if (manifest === undefined) return 'absent';
  return manifest.root === root ? 'same' : 'other';
}
