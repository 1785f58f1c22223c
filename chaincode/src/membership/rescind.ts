// SPDX-License-Identifier: Apache-2.0
import { rescindInstruction, rescindMembership } from '@unionid/domain/membership';
import { Accounts } from '../accounts/accounts.js';
import { heirOf } from '../organisation/heir-of.js';
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
    // The union may have ended since: whoever has its members has this one, and is in its place in the transfer.
    const heir = await heirOf(state, account.org);
    if (heir === account.org) return applyChange(work, (ground) => rescindMembership(payload, ground));
    const receipt = applyChange(work, (ground) => {
      const after = rescindMembership(payload, ground);
      return { ...after, org: heir, here: after.since };
    });
    succeedOnLedger(state, identityId, { orgId: account.org, heir });
    return receipt;
  },
});
