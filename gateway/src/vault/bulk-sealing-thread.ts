// SPDX-License-Identifier: Apache-2.0
// A thread of `BulkSealing`: what it exports is called by name, with what was sent.
import Tinypool from 'tinypool';
import {
  commitmentRoots,
  storeRecords,
  type Committed,
  type StoredRecord,
  type VaultKeys,
} from './record-sealing.js';
import type { RealNameRecord } from './vault.js';

const keys = Tinypool.workerData as VaultKeys;

export function commit(records: readonly Committed[]): readonly string[] {
  return commitmentRoots(records);
}

export function store(records: readonly RealNameRecord[]): readonly StoredRecord[] {
  return storeRecords(keys, records);
}
