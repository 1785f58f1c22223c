// SPDX-License-Identifier: Apache-2.0
import { canonicalJson } from '@unionid/domain/encoding';
import { parseArgument } from '@unionid/domain/instruction';
import { ledgerKey, type PlanItem } from '@unionid/domain/ledger';
import { FOLD_RECORDS, foldPlanRequest, foldPlanResult, givenUp } from '@unionid/domain/plan';
import { parseWith } from '@unionid/domain/schema';
import type * as z from 'zod/mini';
import { finish } from '../kernel/finish.js';
import type { ContractFunction } from '../kernel/new-contract.js';
import { StateStore } from '../kernel/state-store.js';
import { assertSubmitter } from '../kernel/submitter.js';
import { freeVouchers, giveUpItems } from './give-up-items.js';
import { planOn } from './plan-on-ledger.js';

/**
 * `{planId, from}` → what was given up in ten records of items from the nth on: each grant that a cancelled plan holds, or
 * that the bank did not pay, is its subject's to have again. Unsigned: the plan's status has decided it. Again, it does nothing.
 * @throws DomainError PLAN_UNKNOWN, PLAN_STEP, SUBMITTER_FOREIGN
 */
export const foldPlan: ContractFunction = async (kernel, stub, argument) => {
  const { planId, from } = parseWith(foldPlanRequest, parseArgument(argument));
  const state = new StateStore(stub);
  await state.read([ledgerKey.plan(planId)]);
  const plan = planOn(state, planId);
  const request = { signers: [], unions: [], clock: false, provinces: [plan.province] };
  await state.read(kernel.authority.keys(request));
  const given = givenUp(plan);
  const authority = await kernel.authority.open({ stub, state }, request);
  assertSubmitter(stub.creator, await authority.hostMsp(plan.province));
  const records = Array.from({ length: FOLD_RECORDS }, (_, offset) => from + offset);
  await state.read(records.flatMap((n) => [ledgerKey.items(planId, n), ledgerKey.itemStates(planId, n)]));
  const items = records.flatMap((n) => itemsToFold(state, { planId, n, given }));
  await giveUpItems(state, { planId, plan, items });
  await freeVouchers(state, { planId, plan, items });
  const result: z.output<typeof foldPlanResult> = { planId, folded: items.length };
  if (items.length === 0) return canonicalJson(result);
  state.put(ledgerKey.plan(planId), { ...plan, v: plan.v + 1, folded: (plan.folded ?? 0) + items.length });
  return finish({ type: 'plan.fold', stub, state }, { result, subjects: items.length, id: planId });
};

/** Items of one record that are given up; their letters say so from here on. @param given their letters so far */
function itemsToFold(
  state: StateStore,
  { planId, n, given }: { readonly planId: string; readonly n: number; readonly given: string },
): readonly PlanItem[] {
  const key = ledgerKey.itemStates(planId, n);
  const letters = state.get(key);
  const items = state.get(ledgerKey.items(planId, n))?.items;
  if (letters === undefined || items === undefined) return [];
  const isGiven = (offset: number): boolean => given.includes(letters.charAt(offset));
  const left = items.filter((_item, offset) => isGiven(offset));
  if (left.length > 0) state.put(key, letters.replaceAll(new RegExp(`[${given}]`, 'g'), 'V'));
  return left;
}
