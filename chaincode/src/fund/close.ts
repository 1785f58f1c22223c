// SPDX-License-Identifier: Apache-2.0
import { closeFund, closeInstruction } from '@unionid/domain/fund';
import { ledgerKey } from '@unionid/domain/ledger';
import { assertLine } from '@unionid/domain/line';
import { handle } from '../kernel/handler.js';
import { fundOn } from './fund-on-ledger.js';

/** As many as a peer gives of one range; lines beyond would be missing in the sum, which then is refused. */
const MOST_LINES = 100_000;

/** A fund of which nothing is left to be paid. */
export const closeHandler = handle(closeInstruction, {
  keys: ({ fundId }) => [ledgerKey.fund(fundId)],
  unions: ({ fundId }, { state }) => {
    const fund = state.get(ledgerKey.fund(fundId));
    return fund === undefined ? [] : [fund.org];
  },
  locate: ({ state, payload: { fundId } }) => {
    const { org, province, v } = fundOn(state, fundId);
    return { org, province, version: v };
  },
  apply: async ({ state, payload }) => {
    const { fundId } = payload;
    const fund = fundOn(state, fundId);
    // Ranges are read again when the transaction is validated: a line that comes or changes meanwhile makes it invalid.
    const keys = await state.readRange('line', { attributes: [fundId], limit: MOST_LINES });
    const lines = keys.map((key) => assertLine(state.get(key)));
    const own = keys.find((key) => key === ledgerKey.line(fundId, fund.org));
    const closed = closeFund(payload, { fund, own: assertLine(own && state.get(own)), lines });
    state.put(ledgerKey.fund(fundId), closed);
    return { result: { fundId, version: closed.v, left: payload.left }, subjects: 1, id: fundId };
  },
});
