// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod/mini';
import { DomainError } from '../errors/index.js';
import { yuan } from '../fund/words.js';
import { defineInstruction, type PresentationOf } from '../instruction/index.js';
import type { PlanRecord, ProgrammeRecord } from '../ledger/index.js';
import { digestField } from '../schema/index.js';
import { SAMPLE } from '../schema/sample.js';
import type { PlanGround } from './check.js';
import { assertFree } from './duties.js';
import { PLAN_ERRORS, planStep } from './process.js';
import { assertStands, STANDS_SAMPLE, standsPayload } from './stands.js';

export const payPayload = z.strictObject({
  ...standsPayload.shape,
  /** SM3 of the payment order as it goes to the bank. */
  order: digestField,
});
export type PayPayload = z.output<typeof payPayload>;

export const payInstruction = defineInstruction({
  type: 'plan.pay',
  chaincode: 'benefit',
  payload: payPayload,
  grant: 'pay',
  subject: 'plan',
  hasDeadline: true,
  errors: [
    ...PLAN_ERRORS,
    'PROGRAMME_UNKNOWN',
    'DUTY_TAKEN',
    'PLAN_SUMS',
    'PUBLICITY_SHORT',
    'PUBLICITY_OPEN',
  ],
});

export const payPresentation: PresentationOf<typeof payInstruction> = {
  words: ({ planId, stands: { items, fen } }) => ({
    zh: `支付发放计划 ${planId}：${items} 笔，共 ${yuan(fen)} 元`,
    en: `Pay plan ${planId}: ${items} items, CNY ${yuan(fen)} in all`,
  }),
  sample: () => ({ ...STANDS_SAMPLE, order: SAMPLE.digest }),
};

export interface PayGround extends PlanGround {
  readonly programme: ProgrammeRecord;
}

/** The plan once its order goes to the bank. @throws DomainError as the definition lists them */
export function payPlan({ stands, order }: PayPayload, ground: PayGround): PlanRecord {
  const { plan, to } = planStep('pay', ground);
  assertFree(plan, ground.actor);
  assertStands(stands, plan.stands);
  assertPublicised(plan, ground);
  return {
    ...plan,
    v: plan.v + 1,
    status: to,
    order,
    duties: { ...plan.duties, payer: ground.actor.person },
  };
}

function assertPublicised(
  { publicity }: PlanRecord,
  { programme: { publicDays }, today }: Pick<PayGround, 'programme' | 'today'>,
): void {
  if (publicDays === 0) return;
  if (publicity === undefined) throw new DomainError('PUBLICITY_SHORT', { publicDays });
  if (today <= publicity.until) throw new DomainError('PUBLICITY_OPEN', { until: publicity.until });
}
