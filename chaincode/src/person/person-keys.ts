// SPDX-License-Identifier: Apache-2.0
import { ledgerKey, type LedgerKey } from '@unionid/domain/ledger';
import { personKeysOf, type MemberEntry } from '@unionid/domain/person';

/** Keys that decide on an entry, as far as the entry itself tells. */
export function personKeys(entry: Pick<MemberEntry, 'personKey' | 'formerKey' | 'org'>): LedgerKey[] {
  return [...personKeysOf(entry).map(ledgerKey.person), ledgerKey.organisation(entry.org)];
}
