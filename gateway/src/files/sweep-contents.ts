// SPDX-License-Identifier: Apache-2.0
import type { FileQueries, GovernanceQueries } from '../read-model/read-model.js';
import { unlessUnreadable } from '../read-model/readable.js';
import { ledgerHour } from '../standing/ledger-now.js';
import type { FileContents } from './file-contents.js';

export interface SweepMeans {
  readonly fileContents: Pick<FileContents, 'sweep'>;
  readonly readModel: Pick<FileQueries, 'hardshipFileVersions'> & Pick<GovernanceQueries, 'clock'>;
}

/**
 * Forgets what was prepared for files and never came to the ledger; answers how many. What any version of a file has said stays:
 * something may have been granted by it.
 */
export async function sweepContents({ fileContents, readModel }: SweepMeans): Promise<number> {
  const hour = await ledgerHour({ readModel });
  if (hour === '') return 0;
  return fileContents.sweep(Date.parse(hour), (fileId) => saidBy(fileId, readModel));
}

/** Digests of all that a file has ever said; undefined where nobody can read one. */
async function saidBy(
  fileId: string,
  readModel: SweepMeans['readModel'],
): Promise<ReadonlySet<string> | undefined> {
  const versions = await readModel.hardshipFileVersions(fileId).catch(unlessUnreadable);
  if (versions === undefined || versions.some(({ record }) => record === undefined)) return undefined;
  return new Set(versions.flatMap(({ record }) => record?.content ?? []));
}
