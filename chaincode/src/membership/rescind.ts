// SPDX-License-Identifier: Apache-2.0
import { rescindInstruction, rescindMembership } from '@unionid/domain/membership';
import { Accounts } from '../accounts/accounts.js';
import { heirOf } from '../organisation/heir-of.js';
import { handle } from '../kernel/handler.js';
import { transferKeys } from '../transfer/transfer-on-ledger.js';
import { applyChange, locateChange } from './apply-change.js';

export const rescindHandler = handle(rescindInstruction, {
  keys: transferKeys,
  locate: locateChange,
  apply: async (work) => {
    const { account } = new Accounts(work.state).find(work.payload);
    // The union may have ended since.
    const org = await heirOf(work.state, account.org);
    return applyChange(work, (ground) => ({ ...rescindMembership(work.payload, ground), org }));
  },
});
