// SPDX-License-Identifier: Apache-2.0
import { ledgerKey } from '@unionid/domain/ledger';
import { assertOpen } from '@unionid/domain/organisation';
import { assertOldSide, batchInstruction, openBatch } from '@unionid/domain/transfer';
import { handle } from '../kernel/handler.js';
import { originOf, putManifest } from '../manifest/open-manifest.js';

/** Both sides agree on a list of members: the manifest opens with the old side's signature, the second. */
export const batchHandler = handle(batchInstruction, {
  keys: ({ manifestId, from, to }) => [
    ledgerKey.manifest(manifestId),
    ...[from, to].map(ledgerKey.organisation),
  ],
  locate: ({ state, payload: { from, to } }) => {
    const { province } = assertOpen(state.get(ledgerKey.organisation(to)), to);
    const old = assertOldSide(from, state.get(ledgerKey.organisation(from)));
    return { org: to, province, version: 0, old: { org: from, province: old.province } };
  },
  apply: async (work) => {
    const { state, payload, authority } = work;
    const { manifestId, from, to } = payload;
    await authority.readTree([from, to], '');
    const record = openBatch(payload, originOf(work, batchInstruction.type), {
      existing: state.get(ledgerKey.manifest(manifestId)),
      from: state.get(ledgerKey.organisation(from)),
      to: state.get(ledgerKey.organisation(to)),
      overlap: authority.isWithin(from, to) || authority.isWithin(to, from),
    });
    return putManifest(work, manifestId, record);
  },
});
