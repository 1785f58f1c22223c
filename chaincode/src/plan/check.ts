// SPDX-License-Identifier: Apache-2.0
import { checkInstruction, checkPlan } from '@unionid/domain/plan';
import { handle } from '../kernel/handler.js';
import { ofPlan, personActing, planOn, putPlan } from './plan-on-ledger.js';

/** Somebody other than the maker has looked at what stands. */
export const checkHandler = handle(checkInstruction, {
  ...ofPlan,
  apply: ({ state, payload, actor, today }) => {
    const { planId } = payload;
    const ground = { plan: planOn(state, planId), actor: personActing(actor), today };
    return putPlan(state, planId, checkPlan(payload, ground));
  },
});
