// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod/mini';
import { DomainError } from '../errors/index.js';
import { defineInstruction, type PresentationOf } from '../instruction/index.js';
import type { PlanRecord } from '../ledger/index.js';
import { manifestIdField } from '../schema/index.js';
import { SAMPLE } from '../schema/sample.js';
import { heldTogether } from './attempt.js';
import type { PlanGround } from './check.js';
import { PLAN_ERRORS, planStep } from './process.js';

export const closePlanPayload = z.strictObject({ planId: manifestIdField });
export type ClosePlanPayload = z.output<typeof closePlanPayload>;

export const closeInstruction = defineInstruction({
  type: 'plan.close',
  chaincode: 'benefit',
  payload: closePlanPayload,
  grant: 'plan',
  subject: 'plan',
  errors: [...PLAN_ERRORS, 'PLAN_INCOMPLETE'],
});

export const closePresentation: PresentationOf<typeof closeInstruction> = {
  words: ({ planId }) => ({ zh: `发放计划 ${planId} 结项`, en: `Close plan ${planId}` }),
  sample: () => ({ planId: SAMPLE.manifestId }),
};

/** The plan once each of its items is final: paid, or given up. @throws DomainError as the definition lists them */
export function closePlan(ground: Pick<PlanGround, 'plan' | 'today'>): PlanRecord {
  const { plan, to } = planStep('close', ground);
  const missing = heldTogether(plan).items - (plan.paid?.items ?? 0) - (plan.folded ?? 0);
  if (missing > 0) throw new DomainError('PLAN_INCOMPLETE', { missing });
  return { ...plan, v: plan.v + 1, status: to };
}
