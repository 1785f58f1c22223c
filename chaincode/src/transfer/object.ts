// SPDX-License-Identifier: Apache-2.0
import { objectInstruction, objectToTransfer } from '@unionid/domain/transfer';
import { handle } from '../kernel/handler.js';
import {
  accountOf,
  groundOf,
  judgeOf,
  oldSideOf,
  putTransfer,
  transferKeys,
  transferOf,
} from './transfer-on-ledger.js';

/** The old union objects, on a ground of the closed list. */
export const objectHandler = handle(objectInstruction, {
  keys: transferKeys,
  locate: (work) => oldSideOf(work, transferOf(work, work.payload.identityId), work.payload.identityId),
  apply: async (work) => {
    const { identityId } = work.payload;
    const ground = await groundOf(work, accountOf(work, work.payload));
    const judge = await judgeOf(work, transferOf(work, identityId));
    return putTransfer(work, identityId, objectToTransfer(work.payload, judge, ground));
  },
});
