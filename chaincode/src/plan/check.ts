// SPDX-License-Identifier: Apache-2.0
import { checkInstruction, checkPlan } from '@unionid/domain/plan';
import { handle } from '../kernel/handler.js';
import { ofPlan, personActing, planOn, putPlan } from './plan-on-ledger.js';

/** Somebody other than the maker has looked at what stands. */
export const checkHandler = handle(checkInstruction, {
  ...ofPlan,
  apply: async (work) => {
    const { state, payload, today } = work;
    const { planId } = payload;
    const ground = { plan: planOn(state, planId), actor: await personActing(work, planId), today };
    return putPlan(state, planId, checkPlan(payload, ground));
  },
});
