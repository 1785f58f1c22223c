// SPDX-License-Identifier: Apache-2.0
import { personOf } from '@unionid/domain/decision';
import type { Auditor } from '@unionid/domain/finding';
import { ledgerKey, type PlanRecord } from '@unionid/domain/ledger';
import { assertFree } from '@unionid/domain/plan';
import { fundOn } from '../fund/fund-on-ledger.js';
import type { Actor, Subject, Work } from '../kernel/handler.js';
import type { StateStore } from '../kernel/state-store.js';
import { personActing, planOn } from '../plan/plan-on-ledger.js';

/** Whoever audits, as operator and person. @throws DomainError PERSON_UNBOUND */
export function auditorOf({ operatorId, record }: Actor): Auditor {
  return { operatorId, person: personOf(record) };
}

/** That whoever audits a plan has no duty in it and gets nothing by it. @throws DomainError PLAN_UNKNOWN, DUTY_TAKEN, OWN_ACCOUNT */
export async function assertNoPart(
  work: Pick<Work, 'state' | 'actor' | 'authority'>,
  planId: string,
): Promise<void> {
  const { state } = work;
  await state.read([ledgerKey.plan(planId)]);
  assertFree(planOn(state, planId), await personActing(work, planId));
}

/** A plan as an auditor's subject: its union, and where its money comes from. */
export async function auditedPlan(state: StateStore, { org, province, fund }: PlanRecord): Promise<Subject> {
  await state.read([ledgerKey.fund(fund)]);
  return { org, province, version: 0, source: fundOn(state, fund).source };
}
