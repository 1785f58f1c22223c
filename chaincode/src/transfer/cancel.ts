// SPDX-License-Identifier: Apache-2.0
import { cancelInstruction, cancelTransfer } from '@unionid/domain/transfer';
import { heirOf } from '../organisation/heir-of.js';
import { handle } from '../kernel/handler.js';
import {
  accountOf,
  actorsOf,
  oldSideOf,
  putTransfer,
  standingGroundOf,
  standingOf,
  transferKeys,
  transferOf,
} from './transfer-on-ledger.js';

/** Whoever set a transfer going takes it back: the old union its release or its appeal, the new one its request. */
export const cancelHandler = handle(cancelInstruction, {
  keys: transferKeys,
  locate: async ({ state, now, payload }) => {
    const { identityId } = payload;
    const standing = standingOf({ state, now }, payload);
    const { status, to, toProvince, v: version } = standing;
    const isOfOld = to === '' || status === 'APPEALED' || status === 'RECALLED';
    return isOfOld
      ? oldSideOf({ state }, standing, identityId)
      : { org: await heirOf(state, to), province: toProvince, version, identityId };
  },
  apply: async (work) => {
    const { identityId } = work.payload;
    const actors = await actorsOf(work, identityId);
    const ground = { ...standingGroundOf(work, accountOf(work, work.payload)), actors };
    return putTransfer(work, identityId, cancelTransfer(transferOf(work, identityId), ground));
  },
});
