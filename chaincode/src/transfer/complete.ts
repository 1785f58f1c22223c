// SPDX-License-Identifier: Apache-2.0
import { ledgerKey } from '@unionid/domain/ledger';
import { assertOpen } from '@unionid/domain/organisation';
import { completeInstruction, completeTransfer } from '@unionid/domain/transfer';
import { Accounts } from '../accounts/accounts.js';
import { handle } from '../kernel/handler.js';
import { accountOf, groundOf, putTransfer, transferKeys, transferOf } from './transfer-on-ledger.js';

/** The switch: the account leaves one union and is the other's, in one transaction. */
export const completeHandler = handle(completeInstruction, {
  keys: transferKeys,
  locate: async ({ state, payload: { identityId } }) => {
    const { to, v: version } = transferOf({ state }, identityId);
    const key = ledgerKey.organisation(to);
    await state.read([key]);
    const { province } = assertOpen(state.get(key), to);
    return { org: to, province, version, identityId };
  },
  apply: (work) => {
    const { state, payload, today } = work;
    const found = accountOf(work, payload);
    const { to } = transferOf(work, payload.identityId);
    const org = state.get(ledgerKey.organisation(to));
    const { account, transfer } = completeTransfer({ ...groundOf(work, found), org, today });
    new Accounts(state).change(found, account);
    return putTransfer(work, payload.identityId, transfer);
  },
});
