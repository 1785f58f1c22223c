// SPDX-License-Identifier: Apache-2.0
import { settleClaim, settleInstruction } from '@unionid/domain/claim';
import { keyVersionsOf } from '@unionid/domain/governance';
import { ledgerKey } from '@unionid/domain/ledger';
import { Accounts } from '../accounts/accounts.js';
import { networkOf } from '../governance/network-record.js';
import { handle } from '../kernel/handler.js';
import { claimantOf, claimGround, claimKeys, claimOf, putClaim } from './claim-on-ledger.js';

/** The number goes to its owner's account, which is made; the account that held it keeps identifier and history. */
export const settleHandler = handle(settleInstruction, {
  keys: claimKeys,
  locate: async (work) => {
    const { state, payload } = work;
    const subject = await claimantOf(work, payload);
    const { keys, owner, org } = claimOf(work, payload.identityId);
    await state.read([
      ...[ledgerKey.account(owner), ledgerKey.organisation(org)],
      ...keys.map(ledgerKey.person),
    ]);
    await new Accounts(state).readByPersonKeys(keys);
    return subject;
  },
  apply: (work) => {
    const { state, payload, today } = work;
    const { identityId } = payload;
    const { keys, owner, org } = claimOf(work, identityId);
    const accounts = new Accounts(state);
    const { claim, account } = settleClaim({
      ...claimGround(work, identityId),
      claimed: accounts.find(payload),
      leads: keys.flatMap((key) => accounts.byPersonKey(key) ?? []),
      owner: state.get(ledgerKey.account(owner)),
      org: state.get(ledgerKey.organisation(org)),
      keyVersions: keyVersionsOf(networkOf(state)),
      today,
    });
    accounts.lead(keys, { identityId: owner, account });
    return putClaim(work, identityId, claim);
  },
});
