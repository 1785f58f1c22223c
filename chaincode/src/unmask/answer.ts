// SPDX-License-Identifier: Apache-2.0
import { ledgerKey } from '@unionid/domain/ledger';
import { answerInstruction, answerUnmasking } from '@unionid/domain/unmask';
import { handle } from '../kernel/handler.js';
import { actingPerson } from '../plan/plan-on-ledger.js';
import { putUnmask, unmaskKeys, unmaskOn, unmaskUnions } from './unmask-on-ledger.js';

/** The payee's union, or one above it in the province whose vault has the name, answers. */
export const answerHandler = handle(answerInstruction, {
  keys: unmaskKeys,
  unions: unmaskUnions,
  locate: ({ state, payload: { unmaskId } }) => {
    const { home, homeProvince, identityId, v } = unmaskOn(state, unmaskId);
    return { org: home, province: homeProvince, version: v, identityId };
  },
  apply: (work) => {
    const { state, payload, today } = work;
    const { unmaskId } = payload;
    const unmask = state.get(ledgerKey.unmask(unmaskId));
    return putUnmask(state, unmaskId, answerUnmasking(payload, { unmask, ...actingPerson(work), today }));
  },
});
