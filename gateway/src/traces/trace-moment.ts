// SPDX-License-Identifier: Apache-2.0
import type { ReadModel } from '../read-model/read-model.js';

/** How long a block that others have seen already may still be on its way to this gateway. */
const WAIT_MS = 2_000;

/** Up to which block a question looks. */
export interface Moment {
  /** Number of the last block that counts. */
  readonly asOf: number;
  readonly blockHash: string;
}

/** The block asked for, or the newest applied. @throws DomainError HEIGHT_NOT_REACHED */
export async function momentOf(readModel: ReadModel, asOf: number | undefined): Promise<Moment> {
  const block = asOf ?? (await readModel.height()) - 1;
  await readModel.waitForHeight(block + 1, WAIT_MS);
  return { asOf: block, blockHash: (await readModel.blockHash(block)) ?? '' };
}
