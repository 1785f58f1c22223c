// SPDX-License-Identifier: Apache-2.0
import { DomainError } from '@unionid/domain/errors';
import { ledgerKey } from '@unionid/domain/ledger';
import { decideInstruction, decideTransfer } from '@unionid/domain/transfer';
import { handle } from '../kernel/handler.js';
import { judgeNow } from '../organisation/judge.js';
import { accountOf, groundOf, putTransfer, transferKeys, transferOf } from './transfer-on-ledger.js';

/** Whoever stands above both sides decides on the old one's objection. */
export const decideHandler = handle(decideInstruction, {
  keys: transferKeys,
  locate: async ({ state, authority, payload: { identityId } }) => {
    const { judge, from, to, v: version } = transferOf({ state }, identityId);
    // Where the judge has succeeded a side that ended, or does not stand above both any more, another judges. Without an objection
    // nobody does; the rule says so to whoever stands above the old side.
    const org = judge === undefined ? from : await judgeNow({ state, authority }, judge, [from, to]);
    const key = ledgerKey.organisation(org);
    await state.read([key]);
    const record = state.get(key);
    if (record === undefined) throw new DomainError('ORGANISATION_UNKNOWN');
    return { org, province: record.province, version, identityId };
  },
  apply: async (work) => {
    const { identityId } = work.payload;
    const ground = await groundOf(work, accountOf(work, work.payload));
    return putTransfer(work, identityId, decideTransfer(work.payload, ground));
  },
});
