// SPDX-License-Identifier: Apache-2.0
import { ledgerKey, type LedgerKey } from '@unionid/domain/ledger';
import type { MemberEntry } from '@unionid/domain/person';

/** Keys that decide on an entry, as far as the entry itself tells. */
export function personKeys({ personKey, org }: Pick<MemberEntry, 'personKey' | 'org'>): LedgerKey[] {
  return [ledgerKey.person(personKey), ledgerKey.organisation(org)];
}
