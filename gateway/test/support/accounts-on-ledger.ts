// SPDX-License-Identifier: Apache-2.0
import type { TestLedger } from '@unionid/chaincode/testing';
import {
  accountsOf,
  splitKey,
  type AccountPageRecord,
  type AccountRecord,
  type IdentifiedAccount,
} from '@unionid/domain/ledger';

/** Every account, whether it has a record of its own or stands in a page; none of them has changed since its page. */
export function accountsOnLedger({ ledger }: TestLedger): IdentifiedAccount[] {
  return ledger.entries().flatMap(([key, value]): readonly IdentifiedAccount[] => {
    const { type, attributes: [identityId = ''] = [] } = splitKey(key) ?? {};
    if (type === 'ap') return accountsOf(JSON.parse(value) as AccountPageRecord);
    return type === 'a' ? [{ identityId, account: JSON.parse(value) as AccountRecord }] : [];
  });
}
