// SPDX-License-Identifier: Apache-2.0
import { defineInstruction, type PresentationOf } from '../instruction/index.js';
import type { PlanRecord } from '../ledger/index.js';
import { assertFree, type PlanActor } from './duties.js';
import { PLAN_ERRORS, planStep } from './process.js';
import { assertSigned, STANDS_SAMPLE, standsPayload, standsWords, type StandsPayload } from './stands.js';

export const checkInstruction = defineInstruction({
  type: 'plan.check',
  chaincode: 'benefit',
  payload: standsPayload,
  grant: 'check',
  subject: 'plan',
  hasDeadline: true,
  errors: [...PLAN_ERRORS, 'DUTY_TAKEN', 'PLAN_SUMS'],
});

export const checkPresentation: PresentationOf<typeof checkInstruction> = {
  words: ({ planId, ...signed }) => {
    const { zh, en } = standsWords(signed);
    return { zh: `复核发放计划 ${planId}：${zh}`, en: `Check plan ${planId}: ${en}` };
  },
  sample: () => STANDS_SAMPLE,
};

/** What whoever acts on a plan after its maker works with. */
export interface PlanGround {
  readonly plan: PlanRecord | undefined;
  readonly actor: PlanActor;
  /** In China, by the ledger clock or later. */
  readonly today: string;
}

/** The plan as somebody other than its maker has checked it. @throws DomainError as the definition lists them */
export function checkPlan(payload: StandsPayload, ground: PlanGround): PlanRecord {
  const { plan, to } = planStep('check', ground);
  assertFree(plan, ground.actor);
  assertSigned(payload, plan);
  const duties = { ...plan.duties, checker: ground.actor.person };
  return { ...plan, v: plan.v + 1, status: to, duties };
}
