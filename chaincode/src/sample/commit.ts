// SPDX-License-Identifier: Apache-2.0
import { ledgerKey } from '@unionid/domain/ledger';
import { commitInstruction, commitSample } from '@unionid/domain/sample';
import { assertNoPart, auditedPlan, auditorOf } from '../finding/audited.js';
import { fundOn } from '../fund/fund-on-ledger.js';
import { handle } from '../kernel/handler.js';
import { ofPlan, planOn } from '../plan/plan-on-ledger.js';
import { putSample } from './sample-on-ledger.js';

/** An auditor promises a sample while the plan is still being made. */
export const commitHandler = handle(commitInstruction, {
  keys: ({ planId }) => [ledgerKey.plan(planId), ledgerKey.sample(planId)],
  unions: ofPlan.unions,
  locate: ({ state, payload: { planId } }) => auditedPlan(state, planOn(state, planId)),
  apply: async (work) => {
    const { state, payload, actor, today } = work;
    const { planId } = payload;
    await assertNoPart(work, planId);
    const plan = planOn(state, planId);
    const sample = commitSample(payload, {
      ...{ existing: state.get(ledgerKey.sample(planId)), plan, fund: fundOn(state, plan.fund) },
      ...{ auditor: auditorOf(actor), today },
    });
    return putSample(state, planId, sample);
  },
});
