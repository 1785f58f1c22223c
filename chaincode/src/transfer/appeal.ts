// SPDX-License-Identifier: Apache-2.0
import type { TransferRecord } from '@unionid/domain/ledger';
import { appealedBy, appealInstruction, appealTransfer, type AppealPayload } from '@unionid/domain/transfer';
import { handle, type Transaction } from '../kernel/handler.js';
import { heirOf } from '../organisation/heir-of.js';
import {
  accountOf,
  groundOf,
  judgeOf,
  oldSideOf,
  putTransfer,
  transferKeys,
  transferOf,
} from './transfer-on-ledger.js';

/** The old union appeals against what followed from its silence. */
export const appealHandler = handle(appealInstruction, {
  keys: transferKeys,
  locate: (work) => oldSideOf(work, appealed(work), work.payload.identityId),
  apply: async (work) => {
    const { identityId } = work.payload;
    const moved = appealed(work);
    const ground = await groundOf(work, accountOf(work, work.payload), moved);
    const judge = await judgeOf(work, moved);
    const orgId = await heirOf(work.state, moved.from);
    return putTransfer(work, identityId, appealTransfer(work.payload, judge, { ...ground, orgId }));
  },
});

function appealed(work: Pick<Transaction, 'state'> & { readonly payload: AppealPayload }): TransferRecord {
  const { identityId, account } = accountOf(work, work.payload);
  return appealedBy(work.payload, transferOf(work, identityId), account);
}
