// SPDX-License-Identifier: Apache-2.0
import { DomainError } from '@unionid/domain/errors';
import { keyVersionsOf } from '@unionid/domain/governance';
import { ledgerKey } from '@unionid/domain/ledger';
import { assertRekeyed, personKeysOf, rekeyInstruction } from '@unionid/domain/person';
import { Accounts } from '../accounts/accounts.js';
import { networkOf } from '../governance/network-record.js';
import { handle } from '../kernel/handler.js';

/** The newer version of a person's key leads where the older does. */
export const rekeyHandler = handle(rekeyInstruction, {
  keys: ({ org, accounts }) => [
    ledgerKey.organisation(org),
    ...accounts.flatMap(personKeysOf).map(ledgerKey.person),
  ],
  locate: async ({ state, payload: { org, accounts } }) => {
    const union = state.get(ledgerKey.organisation(org));
    if (union === undefined) throw new DomainError('ORGANISATION_UNKNOWN');
    await new Accounts(state).readByPersonKeys(accounts.flatMap(personKeysOf));
    return { org, province: union.province, version: 0 };
  },
  apply: ({ state, payload: { org, accounts: entries } }) => {
    const accounts = new Accounts(state);
    const keyVersions = keyVersionsOf(networkOf(state));
    for (const entry of entries) {
      const { personKey, formerKey } = entry;
      const [newer, former] = [personKey, formerKey].map((key) => accounts.byPersonKey(key));
      assertRekeyed(entry, { org, former, newer, keyVersions });
      accounts.leadTogether([personKey, formerKey]);
    }
    return { result: { accounts: entries.length }, subjects: entries.length };
  },
});
