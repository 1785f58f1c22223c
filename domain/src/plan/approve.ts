// SPDX-License-Identifier: Apache-2.0
import { DomainError } from '../errors/index.js';
import { defineInstruction, type PresentationOf } from '../instruction/index.js';
import {
  MOST_APPROVERS,
  type ApprovalBand,
  type PlanApprover,
  type PlanRecord,
  type ProgrammeRecord,
} from '../ledger/index.js';
import { bandOf } from '../programme/index.js';
import type { PlanGround } from './check.js';
import { assertFree } from './duties.js';
import { PLAN_ERRORS, planStep } from './process.js';
import { assertSigned, STANDS_SAMPLE, standsPayload, standsWords, type StandsPayload } from './stands.js';

export const approveInstruction = defineInstruction({
  type: 'plan.approve',
  chaincode: 'benefit',
  payload: standsPayload,
  grant: 'approve',
  relation: 'approves',
  subject: 'plan',
  hasDeadline: true,
  errors: [...PLAN_ERRORS, 'PROGRAMME_UNKNOWN', 'DUTY_TAKEN', 'SAME_UNION', 'PLAN_SUMS'],
});

export const approvePresentation: PresentationOf<typeof approveInstruction> = {
  words: ({ planId, ...signed }) => {
    const { zh, en } = standsWords(signed);
    return { zh: `批准发放计划 ${planId}：${zh}`, en: `Approve plan ${planId}: ${en}` };
  },
  sample: () => STANDS_SAMPLE,
};

export interface ApproveGround extends PlanGround {
  /** In the version of the plan. */
  readonly programme: ProgrammeRecord;
  /** What the union grants of the class in the window, with this plan: splitting a plan does not lower its band. */
  readonly totalFen: number;
}

/**
 * The plan with one approval more; approved once it has those that its band asks for.
 * @throws DomainError as the definition lists them
 */
export function approvePlan(payload: StandsPayload, ground: ApproveGround): PlanRecord {
  const { plan, to } = planStep('approve', ground);
  assertFree(plan, ground.actor);
  assertSigned(payload, plan);
  const { person, org } = ground.actor;
  const approvers = [...(plan.duties.approvers ?? []), { person, org }];
  const band = bandOf(ground.programme, ground.totalFen);
  const isApproved = isEnough(approvers, { band, org: plan.org });
  // The last place is for whom the band still asks, or nobody could approve the plan any more.
  if (!isApproved && approvers.length >= MOST_APPROVERS) throw new DomainError('SAME_UNION');
  const status = isApproved ? to : plan.status;
  return { ...plan, v: plan.v + 1, status, duties: { ...plan.duties, approvers } };
}

/** Whether a band has the approvals that it asks for; `org` is the plan's. */
export function isEnough(
  approvers: readonly PlanApprover[],
  { band, org }: { readonly band: ApprovalBand; readonly org: string },
): boolean {
  const hasOther = band.otherUnion !== true || approvers.some((approver) => approver.org !== org);
  return hasOther && approvers.length >= band.approvers;
}
