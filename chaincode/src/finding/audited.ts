// SPDX-License-Identifier: Apache-2.0
import { personOf } from '@unionid/domain/decision';
import { DomainError } from '@unionid/domain/errors';
import type { Auditor } from '@unionid/domain/finding';
import { ledgerKey, type FundRecord, type PlanRecord } from '@unionid/domain/ledger';
import type { Actor, Subject } from '../kernel/handler.js';
import type { StateStore } from '../kernel/state-store.js';

/** Whoever audits, as operator and person. @throws DomainError PERSON_UNBOUND */
export function auditorOf({ operatorId, record }: Actor): Auditor {
  return { operatorId, person: personOf(record) };
}

/** A fund that was read. @throws DomainError FUND_UNKNOWN */
export function fundOn(state: StateStore, fundId: string): FundRecord {
  const fund = state.get(ledgerKey.fund(fundId));
  if (fund === undefined) throw new DomainError('FUND_UNKNOWN');
  return fund;
}

/** A plan as an auditor's subject: its union, and where its money comes from. */
export async function auditedPlan(state: StateStore, { org, province, fund }: PlanRecord): Promise<Subject> {
  await state.read([ledgerKey.fund(fund)]);
  return { org, province, version: 0, source: fundOn(state, fund).source };
}
