// SPDX-License-Identifier: Apache-2.0
import { ledgerKey } from '@unionid/domain/ledger';
import { cancelInstruction, cancelPlan } from '@unionid/domain/plan';
import { handle } from '../kernel/handler.js';
import { ofPlan, planOn, putPlan, totalKey } from './plan-on-ledger.js';

/** A plan that nobody pays: its money is free at once, its grants as they are folded. */
export const cancelHandler = handle(cancelInstruction, {
  ...ofPlan,
  apply: async ({ state, payload, today }) => {
    const { planId } = payload;
    const plan = planOn(state, planId);
    const line = ledgerKey.line(plan.fund, plan.org);
    const total = totalKey(plan);
    await state.read([line, total]);
    const cancelled = cancelPlan(payload, { plan, today, line: state.get(line), total: state.get(total) });
    state.put(line, cancelled.line);
    if (cancelled.total === undefined) state.delete(total);
    else state.put(total, cancelled.total);
    return putPlan(state, planId, cancelled.plan);
  },
});
