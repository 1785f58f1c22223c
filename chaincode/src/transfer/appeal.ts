// SPDX-License-Identifier: Apache-2.0
import { appealInstruction, appealTransfer } from '@unionid/domain/transfer';
import { handle } from '../kernel/handler.js';
import { accountOf, groundOf, judgeOf, oldSideOf, putTransfer, transferKeys } from './transfer-on-ledger.js';

/** The old union appeals against what followed from its silence. */
export const appealHandler = handle(appealInstruction, {
  keys: transferKeys,
  locate: (work) => oldSideOf(work, work.payload.identityId),
  apply: async (work) => {
    const { identityId } = work.payload;
    const ground = await groundOf(work, accountOf(work, work.payload));
    const judge = await judgeOf(work, identityId);
    return putTransfer(work, identityId, appealTransfer(work.payload, judge, ground));
  },
});
