// SPDX-License-Identifier: Apache-2.0
import { personOf } from '@unionid/domain/decision';
import { DomainError } from '@unionid/domain/errors';
import { ledgerKey, type LedgerKey, type PlanRecord, type ProgrammeRecord } from '@unionid/domain/ledger';
import { isGrantedBy, type PlanActor } from '@unionid/domain/plan';
import { assertProgramme } from '@unionid/domain/programme';
import type { Receipt, Subject, Transaction, Work } from '../kernel/handler.js';
import type { StateStore } from '../kernel/state-store.js';

/** What names a plan. */
export interface OfPlan {
  readonly planId: string;
}

/** What most that is done to a plan has in common: what it reads first, and whose it is. */
export const ofPlan = {
  keys: ({ planId }: OfPlan): readonly LedgerKey[] => [ledgerKey.plan(planId)],
  unions: ({ planId }: OfPlan, { state }: Pick<Transaction, 'state'>): readonly string[] => {
    const plan = state.get(ledgerKey.plan(planId));
    return plan === undefined ? [] : [plan.org];
  },
  locate: ({ state, payload }: Pick<Work, 'state'> & { readonly payload: OfPlan }): Subject => {
    const { org, province, v } = planOn(state, payload.planId);
    return { org, province, version: v };
  },
};

/** A plan that was read. @throws DomainError PLAN_UNKNOWN */
export function planOn(state: StateStore, planId: string): PlanRecord {
  const plan = state.get(ledgerKey.plan(planId));
  if (plan === undefined) throw new DomainError('PLAN_UNKNOWN');
  return plan;
}

/** The programme in the plan's version. @throws DomainError PROGRAMME_UNKNOWN */
export async function programmeOf(state: StateStore, plan: PlanRecord): Promise<ProgrammeRecord> {
  const key = ledgerKey.programme(plan.programme, plan.programmeVersion);
  await state.read([key]);
  return assertProgramme(state.get(key));
}

/** Key of what the plan's union grants of its class in its window. */
export function totalKey({ class: benefitClass, window, org }: PlanRecord): LedgerKey<'granted'> {
  return ledgerKey.granted(benefitClass, window, org);
}

/** Whoever acts on a plan, as a person. @throws DomainError PERSON_UNBOUND */
export async function personActing(
  { state, actor: { record } }: Pick<Work, 'state' | 'actor'>,
  planId: string,
): Promise<PlanActor> {
  const person = personOf(record);
  const plan = planOn(state, planId);
  const household = ledgerKey.household(person);
  await state.read([household]);
  const { file, was = [] } = state.get(household) ?? {};
  const own = file === undefined ? undefined : ledgerKey.hardshipFile(file);
  await state.read(own === undefined ? [] : [own]);
  const members = (own && state.get(own)?.members) ?? [];
  const names = [
    person,
    ...was,
    ...(file === undefined ? [] : [file]),
    ...members.flatMap(({ id }) => id ?? []),
  ];
  // What the plan grants to whoever is of the own household, or was, is no more the person's to check.
  const granted = names.map((name) => ledgerKey.granted(plan.class, plan.window, name));
  await state.read(granted);
  return { person, org: record.org, isPayee: granted.some((key) => isGrantedBy(planId, state.get(key))) };
}

export function putPlan(state: StateStore, planId: string, plan: PlanRecord): Receipt {
  state.put(ledgerKey.plan(planId), plan);
  return { result: { planId, version: plan.v, status: plan.status }, subjects: 1, id: planId };
}
