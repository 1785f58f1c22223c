// SPDX-License-Identifier: Apache-2.0
import { ledgerKey } from '@unionid/domain/ledger';
import { releaseInstruction, releaseMember } from '@unionid/domain/transfer';
import { handle } from '../kernel/handler.js';
import { newestRuleKeys, newestRules, sidesOf } from './rules-on-ledger.js';
import { accountOf, actorsOf, putTransfer, standingGroundOf, transferKeys } from './transfer-on-ledger.js';

/** The old union lets a member go: by a code, or in answer to a request. */
export const releaseHandler = handle(releaseInstruction, {
  keys: transferKeys,
  locate: ({ state, payload }) => {
    const { identityId, account } = accountOf({ state }, payload);
    const version = state.get(ledgerKey.transfer(identityId))?.v ?? 0;
    return { org: account.org, province: account.province, version, identityId };
  },
  apply: async (work) => {
    const { state, payload } = work;
    const ground = standingGroundOf(work, accountOf(work, payload));
    const sides = sidesOf(work, { fromProvince: ground.account.province, toProvince: '' });
    await state.read(newestRuleKeys(sides));
    const actors = await actorsOf(work, payload.identityId);
    const transfer = releaseMember(payload, { ...ground, rules: newestRules(state, sides), actors });
    return putTransfer(work, payload.identityId, transfer);
  },
});
