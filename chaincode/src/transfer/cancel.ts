// SPDX-License-Identifier: Apache-2.0
import { cancelInstruction, cancelTransfer } from '@unionid/domain/transfer';
import { handle } from '../kernel/handler.js';
import { accountOf, groundOf, putTransfer, transferKeys, transferOf } from './transfer-on-ledger.js';

/** Whoever set a transfer going takes it back: the old union its release, the new one its request. */
export const cancelHandler = handle(cancelInstruction, {
  keys: transferKeys,
  locate: ({ state, payload: { identityId } }) => {
    const { to, toProvince, from, fromProvince, v: version } = transferOf({ state }, identityId);
    return to === ''
      ? { org: from, province: fromProvince, version, identityId }
      : { org: to, province: toProvince, version, identityId };
  },
  apply: (work) => {
    const { identityId } = work.payload;
    const ground = groundOf(work, accountOf(work, work.payload));
    return putTransfer(work, identityId, cancelTransfer(transferOf(work, identityId), ground));
  },
});
