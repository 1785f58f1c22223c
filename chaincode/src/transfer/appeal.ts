// SPDX-License-Identifier: Apache-2.0
import { appealInstruction, appealTransfer } from '@unionid/domain/transfer';
import { handle } from '../kernel/handler.js';
import { heirOf } from '../organisation/heir-of.js';
import {
  accountOf,
  groundOf,
  judgeOf,
  movedOf,
  oldSideOf,
  putTransfer,
  transferKeys,
} from './transfer-on-ledger.js';

/** The old union appeals against what followed from its silence. */
export const appealHandler = handle(appealInstruction, {
  keys: transferKeys,
  locate: (work) => oldSideOf(work, movedOf(work, work.payload.identityId), work.payload.identityId),
  apply: async (work) => {
    const { identityId } = work.payload;
    const moved = movedOf(work, identityId);
    const ground = await groundOf(work, accountOf(work, work.payload), moved);
    const judge = await judgeOf(work, moved);
    const orgId = await heirOf(work.state, moved.from);
    return putTransfer(work, identityId, appealTransfer(work.payload, judge, { ...ground, orgId }));
  },
});
