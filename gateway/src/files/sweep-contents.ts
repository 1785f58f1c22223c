// SPDX-License-Identifier: Apache-2.0
import type { DecisionQueries, FileQueries, GovernanceQueries } from '../read-model/read-model.js';
import { unlessUnreadable } from '../read-model/readable.js';
import { ledgerHour } from '../standing/ledger-now.js';
import type { FileContents } from './file-contents.js';

export interface SweepMeans {
  readonly fileContents: Pick<FileContents, 'sweep'>;
  readonly readModel: Pick<FileQueries, 'hardshipFileVersions'> &
    Pick<DecisionQueries, 'waitingContents'> &
    Pick<GovernanceQueries, 'clock'>;
}

/**
 * Forgets what was prepared for files and never came to the ledger; answers how many. What any version of a file has said stays:
 * something may have been granted by it; and so does what a decision would have it say, as long as that can be confirmed.
 */
export async function sweepContents({ fileContents, readModel }: SweepMeans): Promise<number> {
  const hour = await ledgerHour({ readModel });
  if (hour === '') return 0;
  return fileContents.sweep(Date.parse(hour), (fileId) => saidBy(fileId, hour, readModel));
}

/** Digests of all that a file has ever said, or may say once somebody has confirmed it; undefined where nobody can read one. */
async function saidBy(
  fileId: string,
  hour: string,
  readModel: SweepMeans['readModel'],
): Promise<ReadonlySet<string> | undefined> {
  const versions = await readModel.hardshipFileVersions(fileId).catch(unlessUnreadable);
  if (versions === undefined || versions.some(({ record }) => record === undefined)) return undefined;
  const waiting = await readModel.waitingContents(fileId, hour);
  return new Set([...versions.flatMap(({ record }) => record?.content ?? []), ...waiting]);
}
