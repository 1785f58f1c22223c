// SPDX-License-Identifier: Apache-2.0
import { ledgerKey } from '@unionid/domain/ledger';
import { approveInstruction, approveUnmasking } from '@unionid/domain/unmask';
import { handle } from '../kernel/handler.js';
import { actingPerson } from '../plan/plan-on-ledger.js';
import { putUnmask, unmaskKeys, unmaskOn, unmaskUnions } from './unmask-on-ledger.js';

/** 经审 of a union above the audited one approves, twice by two persons. */
export const approveHandler = handle(approveInstruction, {
  keys: unmaskKeys,
  unions: unmaskUnions,
  locate: ({ state, payload: { unmaskId } }) => {
    const { org, province, v } = unmaskOn(state, unmaskId);
    return { org, province, version: v };
  },
  apply: (work) => {
    const { state, payload, today } = work;
    const { unmaskId } = payload;
    const known = state.get(ledgerKey.unmask(unmaskId));
    return putUnmask(state, unmaskId, approveUnmasking(known, { ...actingPerson(work), today }));
  },
});
