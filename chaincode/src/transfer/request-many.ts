// SPDX-License-Identifier: Apache-2.0
import { ledgerKey } from '@unionid/domain/ledger';
import { openRequests, requestManyInstruction } from '@unionid/domain/transfer';
import { handle } from '../kernel/handler.js';
import { locateManifest, originOf, putManifest } from '../manifest/open-manifest.js';

/** A union asks for the members of a list, who are of other unions: one signature, one transfer a row. */
export const requestManyHandler = handle(requestManyInstruction, {
  keys: ({ manifestId }) => [ledgerKey.manifest(manifestId)],
  locate: locateManifest,
  apply: (work) => {
    const { state, payload } = work;
    const { manifestId } = payload;
    const existing = state.get(ledgerKey.manifest(manifestId));
    const record = openRequests(payload, originOf(work, requestManyInstruction.type), existing);
    return putManifest(work, manifestId, record);
  },
});
