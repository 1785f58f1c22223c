// SPDX-License-Identifier: Apache-2.0
import { canonicalJson } from '@unionid/domain/encoding';
import { parseArgument } from '@unionid/domain/instruction';
import { ledgerKey } from '@unionid/domain/ledger';
import { closePlanPayload } from '@unionid/domain/plan';
import { parseWith } from '@unionid/domain/schema';
import type { ContractFunction } from '../kernel/new-contract.js';
import { StateStore } from '../kernel/state-store.js';
import { planOn } from './plan-on-ledger.js';

/** `{planId}` → PlanRecord. @throws DomainError PLAN_UNKNOWN */
export const readPlan: ContractFunction = async (_kernel, stub, argument) => {
  const { planId } = parseWith(closePlanPayload, parseArgument(argument));
  const state = new StateStore(stub);
  await state.read([ledgerKey.plan(planId)]);
  return canonicalJson(planOn(state, planId));
};
