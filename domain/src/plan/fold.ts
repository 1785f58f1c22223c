// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod/mini';
import { DomainError } from '../errors/index.js';
import type { PlanRecord } from '../ledger/index.js';
import { countField, manifestIdField } from '../schema/index.js';

/** Records of 25 items that one call folds at the most. */
export const FOLD_RECORDS = 10;

/** Gives up what a plan did not pay, record by record: unsigned, because the plan's status has decided it. */
export const foldPlanRequest = z.strictObject({ planId: manifestIdField, from: countField });
export const foldPlanResult = z.strictObject({
  planId: manifestIdField,
  folded: countField,
});

/** Which letters a plan gives up as it stands: what is held goes with the rest. @throws DomainError PLAN_UNKNOWN, PLAN_STEP */
export function givenUp(plan: PlanRecord | undefined): string {
  if (plan === undefined) throw new DomainError('PLAN_UNKNOWN');
  if (plan.status === 'CANCELLED') return 'SH';
  if (plan.status === 'RECONCILED') return 'FNH';
  throw new DomainError('PLAN_STEP', { action: 'fold', status: plan.status });
}
