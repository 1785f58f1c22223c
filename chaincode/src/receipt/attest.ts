// SPDX-License-Identifier: Apache-2.0
import { ledgerKey } from '@unionid/domain/ledger';
import { attestInstruction, attestReceipt } from '@unionid/domain/receipt';
import { handle } from '../kernel/handler.js';
import { itemKeys, itemOn } from '../plan/items-on-ledger.js';
import { ofPlan, personActing, planOn, putPlan } from '../plan/plan-on-ledger.js';

/** Payees have received what was paid: by the bank's statement, or by an agent's word for one of them. */
export const attestHandler = handle(attestInstruction, {
  ...ofPlan,
  keys: ({ planId, agent }) => [
    ledgerKey.plan(planId),
    ...(agent === undefined ? [] : [...itemKeys(planId, agent.item), ledgerKey.receipt(planId, agent.item)]),
  ],
  apply: async (work) => {
    const { state, payload, today } = work;
    const { planId, agent } = payload;
    const ground = { plan: planOn(state, planId), actor: await personActing(work, planId), today };
    if (agent === undefined) {
      const none = { item: undefined, letter: undefined, receipt: undefined };
      return putPlan(state, planId, attestReceipt(payload, { ...ground, ...none }).plan);
    }
    const key = ledgerKey.receipt(planId, agent.item);
    const attested = attestReceipt(payload, {
      ...{ ...ground, ...itemOn(state, planId, agent.item), receipt: state.get(key) },
    });
    if (attested.receipt !== undefined) state.put(key, attested.receipt);
    return putPlan(state, planId, attested.plan);
  },
});
