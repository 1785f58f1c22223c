// SPDX-License-Identifier: Apache-2.0
import { ledgerKey } from '@unionid/domain/ledger';
import { undoInstruction, undoTransfer } from '@unionid/domain/transfer';
import { answeringFor, heirOf, heritageOf } from '../organisation/heir-of.js';
import { handle } from '../kernel/handler.js';
import { accountOf, groundOf, movedOf, putSwitch, transferKeys } from './transfer-on-ledger.js';

/** The new union gives back whom it took over. */
export const undoHandler = handle(undoInstruction, {
  keys: transferKeys,
  locate: async ({ state, payload: { identityId } }) => {
    const { from, to, toProvince, v: version } = movedOf({ state }, identityId);
    await heirOf(state, from);
    return { org: await answeringFor(state, to), province: toProvince, version, identityId };
  },
  apply: async (work) => {
    const { state, payload, today } = work;
    const found = accountOf(work, payload);
    const moved = movedOf(work, payload.identityId);
    const heritage = await heritageOf(state, moved.from);
    const orgId = heritage?.heir ?? moved.from;
    const org = state.get(ledgerKey.organisation(orgId));
    const ground = await groundOf(work, found, moved);
    const isDissolved = heritage?.ground === 'dissolved';
    return putSwitch(work, found, undoTransfer({ ...ground, orgId, org, isDissolved, today }));
  },
});
