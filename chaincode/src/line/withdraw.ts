// SPDX-License-Identifier: Apache-2.0
import { ledgerKey } from '@unionid/domain/ledger';
import { withdrawAllotment, withdrawInstruction } from '@unionid/domain/line';
import { handle } from '../kernel/handler.js';
import { offeredOn, putMovement } from './move-between.js';

/** Whoever offered money takes it back, as long as nobody has accepted it. */
export const withdrawHandler = handle(withdrawInstruction, {
  keys: ({ allotmentId }) => [ledgerKey.allotment(allotmentId)],
  unions: ({ allotmentId }, { state }) => {
    const allotment = state.get(ledgerKey.allotment(allotmentId));
    return allotment === undefined ? [] : [allotment.from];
  },
  locate: ({ state, payload: { allotmentId } }) => {
    const { from, fromProvince, v } = offeredOn(state, allotmentId);
    return { org: from, province: fromProvince, version: v };
  },
  apply: async ({ state, payload: { allotmentId } }) => {
    const { fund, from } = offeredOn(state, allotmentId);
    await state.read([ledgerKey.line(fund, from)]);
    const offered = withdrawAllotment({
      allotment: state.get(ledgerKey.allotment(allotmentId)),
      line: state.get(ledgerKey.line(fund, from)),
    });
    return putMovement(state, allotmentId, { offered, org: from });
  },
});
