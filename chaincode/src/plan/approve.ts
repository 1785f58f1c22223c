// SPDX-License-Identifier: Apache-2.0
import { approveInstruction, approvePlan } from '@unionid/domain/plan';
import { handle } from '../kernel/handler.js';
import { ofPlan, personActing, planOn, programmeOf, putPlan, totalKey } from './plan-on-ledger.js';

/** One approval; by what the union grants in the window, splitting included, a plan needs more of them. */
export const approveHandler = handle(approveInstruction, {
  ...ofPlan,
  apply: async (work) => {
    const { state, payload, today } = work;
    const { planId } = payload;
    const plan = planOn(state, planId);
    const programme = await programmeOf(state, plan);
    const total = totalKey(plan);
    await state.read([total]);
    const totalFen = state.get(total)?.fen ?? 0;
    const ground = { plan, programme, totalFen, actor: await personActing(work, planId), today };
    return putPlan(state, planId, approvePlan(payload, ground));
  },
});
