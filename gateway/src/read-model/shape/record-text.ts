// SPDX-License-Identifier: Apache-2.0
import { readLedgerValue, type LedgerRecords, type LedgerType } from '@unionid/domain/ledger';
import { unreadableError } from './unreadable-records.js';

/** A record as a row keeps its text. @throws DomainError RECORD_UNREADABLE */
export function recordOf<T extends LedgerType>(type: T, text: string): LedgerRecords[T] {
  const record = readLedgerValue(type, text);
  if (record === undefined) throw unreadableError(type);
  return record;
}
