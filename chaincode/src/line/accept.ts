// SPDX-License-Identifier: Apache-2.0
import { ledgerKey } from '@unionid/domain/ledger';
import { acceptAllotment, acceptInstruction } from '@unionid/domain/line';
import { handle } from '../kernel/handler.js';
import { offeredOn, putMovement } from './move-between.js';

/** Whoever was offered money takes it on its line: no union writes another province's record. */
export const acceptHandler = handle(acceptInstruction, {
  keys: ({ allotmentId }) => [ledgerKey.allotment(allotmentId)],
  unions: ({ allotmentId }, { state }) => {
    const allotment = state.get(ledgerKey.allotment(allotmentId));
    return allotment === undefined ? [] : [allotment.to];
  },
  locate: ({ state, payload: { allotmentId } }) => {
    const { to, toProvince, v } = offeredOn(state, allotmentId);
    return { org: to, province: toProvince, version: v };
  },
  apply: async ({ state, payload: { allotmentId } }) => {
    const { fund, to } = offeredOn(state, allotmentId);
    await state.read([ledgerKey.fund(fund), ledgerKey.line(fund, to)]);
    const offered = acceptAllotment({
      allotment: state.get(ledgerKey.allotment(allotmentId)),
      fund: state.get(ledgerKey.fund(fund)),
      line: state.get(ledgerKey.line(fund, to)),
    });
    return putMovement(state, allotmentId, { offered, org: to });
  },
});
