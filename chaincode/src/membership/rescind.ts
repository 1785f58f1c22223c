// SPDX-License-Identifier: Apache-2.0
import { rescindInstruction, rescindMembership } from '@unionid/domain/membership';
import { inheritedAccount } from '@unionid/domain/organisation';
import { isHeld } from '@unionid/domain/person';
import { Accounts } from '../accounts/accounts.js';
import { heritageOf } from '../organisation/heir-of.js';
import { handle } from '../kernel/handler.js';
import { transferKeys } from '../transfer/transfer-on-ledger.js';
import { succeedOnLedger } from '../organisation/succeed-on-ledger.js';
import { applyChange, locateChange } from './apply-change.js';

export const rescindHandler = handle(rescindInstruction, {
  keys: transferKeys,
  locate: locateChange,
  apply: async (work) => {
    const { state, payload } = work;
    const { identityId, account } = new Accounts(state).find(payload);
    // The union may have ended since: whoever has its members has this one, as it would have had it, and is in its place in the transfer.
    const heritage = await heritageOf(state, account.org);
    const receipt = applyChange(work, (ground) => {
      const after = rescindMembership(payload, ground);
      // An end that stays is the days' of before, as of everybody who had left.
      if (heritage === undefined || !isHeld(after.state)) return after;
      return { ...inheritedAccount(after, heritage), v: after.v };
    });
    if (heritage !== undefined)
      succeedOnLedger(state, identityId, { orgId: account.org, heir: heritage.heir });
    return receipt;
  },
});
