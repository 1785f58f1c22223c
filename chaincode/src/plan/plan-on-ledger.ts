// SPDX-License-Identifier: Apache-2.0
import { personOf } from '@unionid/domain/decision';
import { DomainError } from '@unionid/domain/errors';
import { ledgerKey, type LedgerKey, type PlanRecord, type ProgrammeRecord } from '@unionid/domain/ledger';
import { accountsOf, isGrantedBy, type ActingPerson, type PlanActor } from '@unionid/domain/plan';
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

/** Whoever acts, as a person, whichever account was the person's when a record named it. @throws DomainError PERSON_UNBOUND */
export function actingPerson({ actor, authority }: Pick<Work, 'actor' | 'authority'>): ActingPerson {
  return { person: personOf(actor.record), also: authority.formerOf(actor.operatorId) };
}

/** Whoever acts on a plan, as a person. @throws DomainError PERSON_UNBOUND */
export async function personActing(
  { state, actor, authority }: Pick<Work, 'state' | 'actor' | 'authority'>,
  planId: string,
): Promise<PlanActor> {
  const plan = planOn(state, planId);
  const acting = actingPerson({ actor, authority });
  const own = accountsOf(acting);
  const households = own.map((account) => ledgerKey.household(account));
  await state.read(households);
  const files = households.flatMap((key) => state.get(key)?.file ?? []);
  await state.read(files.map((file) => ledgerKey.hardshipFile(file)));
  const members = files.flatMap((file) => state.get(ledgerKey.hardshipFile(file))?.members ?? []);
  const names = [
    ...own,
    ...households.flatMap((key) => state.get(key)?.was ?? []),
    ...files,
    ...members.flatMap(({ id }) => id ?? []),
  ];
  // What the plan grants to whoever is of the own household, or was, is no more the person's to check.
  const granted = names.map((name) => ledgerKey.granted(plan.class, plan.window, name));
  await state.read(granted);
  const { org } = actor.record;
  return { ...acting, org, isPayee: granted.some((key) => isGrantedBy(planId, state.get(key))) };
}

export function putPlan(state: StateStore, planId: string, plan: PlanRecord): Receipt {
  state.put(ledgerKey.plan(planId), plan);
  return { result: { planId, version: plan.v, status: plan.status }, subjects: 1, id: planId };
}
