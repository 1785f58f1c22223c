// SPDX-License-Identifier: Apache-2.0
import { ledgerKey } from '@unionid/domain/ledger';
import { payInstruction, payPlan } from '@unionid/domain/plan';
import { handle } from '../kernel/handler.js';
import { ofPlan, personActing, planOn, programmeOf, putPlan } from './plan-on-ledger.js';

/** An order of a plan goes to the bank, its first or what the bank did not pay of the one before. */
export const payHandler = handle(payInstruction, {
  ...ofPlan,
  keys: ({ planId, lists = [] }) => [
    ledgerKey.plan(planId),
    ...lists.map((manifestId) => ledgerKey.manifest(manifestId)),
  ],
  apply: async (work) => {
    const { state, payload, today } = work;
    const plan = planOn(state, payload.planId);
    const programme = await programmeOf(state, plan);
    const lists = (payload.lists ?? []).map((manifestId) => state.get(ledgerKey.manifest(manifestId)));
    const ground = { plan, programme, lists, actor: await personActing(work, payload.planId), today };
    return putPlan(state, payload.planId, payPlan(payload, ground));
  },
});
