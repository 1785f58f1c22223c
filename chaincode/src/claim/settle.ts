// SPDX-License-Identifier: Apache-2.0
import { settleClaim, settleInstruction } from '@unionid/domain/claim';
import { keyVersionsOf } from '@unionid/domain/governance';
import { ledgerKey } from '@unionid/domain/ledger';
import { Accounts } from '../accounts/accounts.js';
import { networkOf } from '../governance/network-record.js';
import { handle } from '../kernel/handler.js';
import { heirOf } from '../organisation/heir-of.js';
import { actedGround, claimantOf, claimKeys, claimOf, putClaim } from './claim-on-ledger.js';

/** The number goes to its owner's account, which is made; the account that held it keeps identifier and history. */
export const settleHandler = handle(settleInstruction, {
  keys: claimKeys,
  locate: async (work) => {
    const { state, payload } = work;
    const subject = await claimantOf(work, payload);
    const { keys, owner, org } = claimOf(work, payload.identityId);
    await heirOf(state, org);
    await state.read([ledgerKey.account(owner), ...keys.map(ledgerKey.person)]);
    await new Accounts(state).readByPersonKeys(keys);
    return subject;
  },
  apply: async (work) => {
    const { state, payload, today } = work;
    const { identityId } = payload;
    const { keys, owner, org } = claimOf(work, identityId);
    // Where the union has ended or ends, its heir has what would be its.
    const heir = await heirOf(state, org);
    const accounts = new Accounts(state);
    const { claim, account } = settleClaim({
      ...(await actedGround(work, work.payload)),
      claimed: accounts.find(payload),
      leads: keys.flatMap((key) => accounts.byPersonKey(key) ?? []),
      owner: state.get(ledgerKey.account(owner)),
      ...{ orgId: heir, org: state.get(ledgerKey.organisation(heir)) },
      keyVersions: keyVersionsOf(networkOf(state)),
      today,
    });
    accounts.lead(keys, { identityId: owner, account });
    return putClaim(work, identityId, claim);
  },
});
