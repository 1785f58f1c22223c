// SPDX-License-Identifier: Apache-2.0
import { keyVersionsOf } from '@unionid/domain/governance';
import { ledgerKey } from '@unionid/domain/ledger';
import { isAskedFor } from '@unionid/domain/membership';
import { personKeysOf, rebindAccount, rebindInstruction, type RebindPayload } from '@unionid/domain/person';
import { Accounts } from '../accounts/accounts.js';
import { networkOf } from '../governance/network-record.js';
import { handle } from '../kernel/handler.js';
import { applyChange, locateChange } from '../membership/apply-change.js';
import { transferKeys } from '../transfer/transfer-on-ledger.js';

/** Another document leads to the account; the one before leads there still. */
export const rebindHandler = handle(rebindInstruction, {
  keys: (payload) => [...transferKeys(payload), ...allKeysOf(payload).map(ledgerKey.person)],
  locate: async (work) => {
    await new Accounts(work.state).readByPersonKeys(allKeysOf(work.payload));
    return locateChange(work);
  },
  apply: (work) => {
    const { state, payload } = work;
    const { identityId, replaces = [] } = payload;
    const accounts = new Accounts(state);
    const personKeys = personKeysOf(payload);
    const leadsTo = (key: string): string | undefined => accounts.byPersonKey(key)?.identityId;
    const ground = {
      newer: personKeys.flatMap((key) => leadsTo(key) ?? []),
      former: replaces.map(leadsTo),
      keyVersions: keyVersionsOf(networkOf(state)),
    };
    const { tag: formerTag } = accounts.find(payload).account;
    const receipt = applyChange(work, ({ account, transfer, time }) =>
      rebindAccount(payload, { ...ground, account, isAsked: isAskedFor({ account, transfer, time }) }),
    );
    accounts.rebind(identityId, { personKeys, replaces, formerTag });
    return receipt;
  },
});

function allKeysOf(payload: RebindPayload): readonly string[] {
  return [...personKeysOf(payload), ...(payload.replaces ?? [])];
}
