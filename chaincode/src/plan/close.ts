// SPDX-License-Identifier: Apache-2.0
import { closeInstruction, closePlan } from '@unionid/domain/plan';
import { handle } from '../kernel/handler.js';
import { ofPlan, planOn, putPlan } from './plan-on-ledger.js';

/** A plan each of whose items is final. */
export const closeHandler = handle(closeInstruction, {
  ...ofPlan,
  apply: ({ state, payload: { planId }, today }) =>
    putPlan(state, planId, closePlan({ plan: planOn(state, planId), today })),
});
