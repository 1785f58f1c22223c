// SPDX-License-Identifier: Apache-2.0
import { provenChunkOf } from '@unionid/domain/manifest';
import { changeByRow, changeChunk, changeInstruction, type ChangeRow } from '@unionid/domain/membership';
import { Accounts } from '../accounts/accounts.js';
import type { RowHandler } from '../manifest/execute-chunk.js';
import { transferKeys } from '../transfer/transfer-on-ledger.js';
import { applyChange } from './apply-change.js';

/** Changes of memberships as rows of a chunk, each by the rule of its own instruction. */
export const changeRows: RowHandler<ChangeRow> = {
  definition: changeInstruction,
  schema: provenChunkOf(changeChunk),
  home: (payload, { state }) => new Accounts(state).find(payload).account.org,
  // Whoever dies or retires while the union ends is not left out.
  takesEnded: true,
  keys: transferKeys,
  once: ({ identityId }) => identityId,
  about: ({ identityId }) => identityId,
  open: ({ state, now, today }) => ({
    put: (payload) => {
      applyChange({ state, now, today, payload }, (ground) => changeByRow(payload, ground));
    },
    end: () => undefined,
  }),
};
