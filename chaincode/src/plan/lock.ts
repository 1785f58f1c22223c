// SPDX-License-Identifier: Apache-2.0
import { ledgerKey } from '@unionid/domain/ledger';
import { lockInstruction, lockPlan } from '@unionid/domain/plan';
import { handle } from '../kernel/handler.js';
import { ofPlan, personActing, planOn, putPlan, totalKey } from './plan-on-ledger.js';

/** What stands of a plan is fixed, and the rest of what was reserved for it is free again. */
export const lockHandler = handle(lockInstruction, {
  ...ofPlan,
  keys: ({ planId }) => [ledgerKey.plan(planId), ledgerKey.manifest(planId)],
  apply: async (work) => {
    const { state, payload, today } = work;
    const { planId } = payload;
    const plan = planOn(state, planId);
    const line = ledgerKey.line(plan.fund, plan.org);
    const total = totalKey(plan);
    await state.read([line, total]);
    const locked = lockPlan(payload, {
      ...{ plan, manifest: state.get(ledgerKey.manifest(planId)), line: state.get(line) },
      ...{ total: state.get(total), actor: await personActing(work, planId), today },
    });
    state.put(line, locked.line);
    state.put(total, locked.total);
    return putPlan(state, planId, locked.plan);
  },
});
