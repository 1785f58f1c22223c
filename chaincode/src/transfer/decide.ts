// SPDX-License-Identifier: Apache-2.0
import { DomainError } from '@unionid/domain/errors';
import { ledgerKey } from '@unionid/domain/ledger';
import { decideInstruction, decideTransfer } from '@unionid/domain/transfer';
import { handle } from '../kernel/handler.js';
import { accountOf, groundOf, judgeOf, putTransfer, transferKeys, transferOf } from './transfer-on-ledger.js';

/** Whoever stands above both sides decides on the old one's objection. */
export const decideHandler = handle(decideInstruction, {
  keys: transferKeys,
  locate: async ({ state, authority, payload: { identityId } }) => {
    const transfer = transferOf({ state }, identityId);
    const { judge, from, to, v: version } = transfer;
    // Where a union that has ended was succeeded by the judge, another judges. Without an objection nobody does; the rule says
    // so to whoever stands above the old side.
    const isSide = judge === from || judge === to;
    const org =
      judge !== undefined && isSide ? await judgeOf({ state, authority }, transfer) : (judge ?? from);
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
