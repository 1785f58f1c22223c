// SPDX-License-Identifier: Apache-2.0
import { publiciseInstruction, publicisePlan } from '@unionid/domain/plan';
import { handle } from '../kernel/handler.js';
import { ofPlan, planOn, programmeOf, putPlan } from './plan-on-ledger.js';

/** A plan is shown in public, as long as its programme asks. */
export const publiciseHandler = handle(publiciseInstruction, {
  ...ofPlan,
  apply: async ({ state, payload, today }) => {
    const plan = planOn(state, payload.planId);
    const programme = await programmeOf(state, plan);
    return putPlan(state, payload.planId, publicisePlan(payload, { plan, programme, today }));
  },
});
