// SPDX-License-Identifier: Apache-2.0
import { withdrawClaim, withdrawInstruction } from '@unionid/domain/claim';
import { handle } from '../kernel/handler.js';
import { actedGround, claimantOf, claimKeys, putClaim } from './claim-on-ledger.js';

/** The union that opened a claim takes it back. */
export const withdrawHandler = handle(withdrawInstruction, {
  keys: claimKeys,
  locate: (work) => claimantOf(work, work.payload),
  apply: async (work) => {
    const { identityId } = work.payload;
    return putClaim(work, identityId, withdrawClaim(await actedGround(work, work.payload)));
  },
});
