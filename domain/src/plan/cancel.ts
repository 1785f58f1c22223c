// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod/mini';
import { DomainError } from '../errors/index.js';
import { defineInstruction, type PresentationOf } from '../instruction/index.js';
import type { GrantedRecord, LineRecord, PlanRecord } from '../ledger/index.js';
import { assertLine, moveOn } from '../line/index.js';
import { manifestIdField } from '../schema/index.js';
import { SAMPLE } from '../schema/sample.js';
import { without } from './attempt.js';
import type { PlanGround } from './check.js';
import { giveUp } from './give-up.js';
import { PLAN_ERRORS, planStep } from './process.js';

export const CANCEL_REASONS = ['error', 'objection', 'funds', 'expired'] as const;

export const cancelPlanPayload = z.strictObject({ planId: manifestIdField, reason: z.enum(CANCEL_REASONS) });
export type CancelPlanPayload = z.output<typeof cancelPlanPayload>;

export const cancelInstruction = defineInstruction({
  type: 'plan.cancel',
  chaincode: 'benefit',
  payload: cancelPlanPayload,
  grant: 'plan',
  subject: 'plan',
  hasDeadline: true,
  errors: [...PLAN_ERRORS, 'REASON_UNFIT', 'LINE_UNKNOWN', 'LINE_SHORT'],
});

export const cancelPresentation: PresentationOf<typeof cancelInstruction> = {
  words: ({ planId, reason }) => ({
    zh: `撤销发放计划 ${planId}：${REASON_ZH[reason]}`,
    en: `Cancel plan ${planId}: ${reason}`,
  }),
  sample: () => ({ planId: SAMPLE.manifestId, reason: 'error' }),
};

const REASON_ZH: Readonly<Record<CancelPlanPayload['reason'], string>> = {
  error: '编制有误',
  objection: '公示有异议',
  funds: '资金原因',
  expired: '已过期限',
};

export interface CancelGround extends Pick<PlanGround, 'plan' | 'today'> {
  readonly line: LineRecord | undefined;
  /** What the union grants of the class in the window, with this plan once it is locked. */
  readonly total: GrantedRecord | undefined;
}

/** What cancelling writes; the grants of its items are given up by folding. @throws DomainError as the definition lists them */
export function cancelPlan(
  { reason }: Pick<CancelPlanPayload, 'reason'>,
  ground: CancelGround,
): {
  readonly plan: PlanRecord;
  readonly line: LineRecord;
  readonly total: GrantedRecord | undefined;
} {
  const { plan, to } = planStep('cancel', ground);
  const { stands, signed } = plan;
  // The ledger says when it runs out: before, nobody says so in place of the reason that there is.
  if (reason === 'expired' && ground.today <= plan.until) throw new DomainError('REASON_UNFIT');
  return {
    plan: { ...plan, v: plan.v + 1, status: to },
    line: moveOn(assertLine(ground.line), { reserved: -without(stands ?? signed, plan.voided).fen }),
    total: stands === undefined ? ground.total : giveUp(ground.total, stands.fen),
  };
}
