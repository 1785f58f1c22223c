// SPDX-License-Identifier: Apache-2.0
import { ledgerKey } from '@unionid/domain/ledger';
import { requestInstruction, requestUnmasking } from '@unionid/domain/unmask';
import { assertNoPart, auditedPlan, auditorOf } from '../finding/audited.js';
import { fundOn } from '../fund/fund-on-ledger.js';
import { handle } from '../kernel/handler.js';
import { itemKeys, itemOn } from '../plan/items-on-ledger.js';
import { ofPlan, planOn } from '../plan/plan-on-ledger.js';
import { putUnmask } from './unmask-on-ledger.js';

/** An auditor asks whom an item paid. */
export const requestHandler = handle(requestInstruction, {
  keys: ({ unmaskId, planId, item }) => [
    ledgerKey.unmask(unmaskId),
    ledgerKey.plan(planId),
    ...itemKeys(planId, item),
  ],
  members: ({ identityId, place }) => [{ identityId, place }],
  unions: ofPlan.unions,
  locate: ({ state, payload: { planId } }) => auditedPlan(state, planOn(state, planId)),
  apply: async (work) => {
    const { state, authority, payload, actor, today } = work;
    const { unmaskId, planId, item, identityId } = payload;
    await assertNoPart(work, planId);
    const plan = planOn(state, planId);
    const unmask = requestUnmasking(payload, {
      existing: state.get(ledgerKey.unmask(unmaskId)),
      ...{ plan, fund: fundOn(state, plan.fund) },
      ...itemOn(state, planId, item),
      ...{ member: authority.member(identityId), auditor: auditorOf(actor), today },
    });
    return putUnmask(state, unmaskId, unmask);
  },
});
