// SPDX-License-Identifier: Apache-2.0
import { ledgerKey } from '@unionid/domain/ledger';
import { reconcileInstruction, reconcilePlan } from '@unionid/domain/plan';
import { handle } from '../kernel/handler.js';
import { ofPlan, personActing, planOn, putPlan } from './plan-on-ledger.js';

/** The bank has answered for every item: what it paid stays spent, what it did not is on the line again. */
export const reconcileHandler = handle(reconcileInstruction, {
  ...ofPlan,
  keys: ({ planId, lists }) => [
    ledgerKey.plan(planId),
    ...lists.map((manifestId) => ledgerKey.manifest(manifestId)),
  ],
  apply: async (work) => {
    const { state, payload, today } = work;
    const { planId } = payload;
    const plan = planOn(state, planId);
    const line = ledgerKey.line(plan.fund, plan.org);
    await state.read([line]);
    const reconciled = reconcilePlan(payload, {
      ...{ plan, line: state.get(line), actor: await personActing(work, planId), today },
      lists: payload.lists.map((manifestId) => state.get(ledgerKey.manifest(manifestId))),
    });
    state.put(line, reconciled.line);
    return putPlan(state, planId, reconciled.plan);
  },
});
