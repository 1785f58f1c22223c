// SPDX-License-Identifier: Apache-2.0
import { batchesOf } from '@unionid/domain/batches';

/** Parameters of one statement stay far below SQLite's 32,766. */
export const BATCH = 500;

/** Cuts a list for statements of bounded length. */
export function batches<T>(items: readonly T[]): Generator<readonly T[]> {
  return batchesOf(items, BATCH);
}
