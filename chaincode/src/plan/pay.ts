// SPDX-License-Identifier: Apache-2.0
import { payInstruction, payPlan } from '@unionid/domain/plan';
import { handle } from '../kernel/handler.js';
import { ofPlan, personActing, planOn, programmeOf, putPlan } from './plan-on-ledger.js';

/** The order of a plan goes to the bank. */
export const payHandler = handle(payInstruction, {
  ...ofPlan,
  apply: async (work) => {
    const { state, payload, today } = work;
    const plan = planOn(state, payload.planId);
    const programme = await programmeOf(state, plan);
    const ground = { plan, programme, actor: await personActing(work, payload.planId), today };
    return putPlan(state, payload.planId, payPlan(payload, ground));
  },
});
