// SPDX-License-Identifier: Apache-2.0
import { ledgerKey } from '@unionid/domain/ledger';
import { releaseInstruction, releaseMember } from '@unionid/domain/transfer';
import { handle } from '../kernel/handler.js';
import { accountOf, groundOf, putTransfer, transferKeys } from './transfer-on-ledger.js';

/** The old union lets a member go: by a code, or in answer to a request. */
export const releaseHandler = handle(releaseInstruction, {
  keys: transferKeys,
  locate: ({ state, payload }) => {
    const { identityId, account } = accountOf({ state }, payload);
    const version = state.get(ledgerKey.transfer(identityId))?.v ?? 0;
    return { org: account.org, province: account.province, version, identityId };
  },
  apply: (work) => {
    const { identityId } = work.payload;
    const ground = groundOf(work, accountOf(work, work.payload));
    return putTransfer(work, identityId, releaseMember(work.payload, ground));
  },
});
