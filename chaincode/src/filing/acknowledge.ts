// SPDX-License-Identifier: Apache-2.0
import { acknowledgeFiling, acknowledgeInstruction } from '@unionid/domain/filing';
import { ledgerKey } from '@unionid/domain/ledger';
import { accountKeys, Accounts } from '../accounts/accounts.js';
import { handle } from '../kernel/handler.js';
import { locateChange } from '../membership/apply-change.js';

/** The receipt stands beside the account, which stays as it is. */
export const acknowledgeHandler = handle(acknowledgeInstruction, {
  keys: (payload) => [...accountKeys(payload), ledgerKey.filing(payload.identityId)],
  locate: locateChange,
  apply: ({ state, payload, today, actor }) => {
    const { identityId, account } = new Accounts(state).find(payload);
    const key = ledgerKey.filing(identityId);
    const filing = acknowledgeFiling(payload, { account, filing: state.get(key), by: actor.record, today });
    state.put(key, filing);
    return { result: { identityId, version: filing.v, since: filing.since }, subjects: 1, id: identityId };
  },
});
