// SPDX-License-Identifier: Apache-2.0
import { DomainError } from '../errors/index.js';
import type { PlanRecord, PlanStatus } from '../ledger/index.js';

export const PLAN_ACTIONS = [
  ...(['lock', 'check', 'approve', 'publicise', 'pay', 'reconcile', 'close'] as const),
  'cancel',
] as const;
export type PlanAction = (typeof PLAN_ACTIONS)[number];

/** What comes of an action, and by what rule it is there. */
export interface PlanStep {
  readonly to: PlanStatus;
  /** Whether it still goes on once the plan has run out. */
  readonly late?: true;
}

const cancel = { to: 'CANCELLED', late: true } as const;

/** What each status allows (发放计划); what is not named is refused. */
export const PLAN_PROCESS = {
  /** 编制中: the list comes in, and each row that stands is reserved. */
  OPEN: { lock: { to: 'LOCKED' }, cancel },
  /** 已锁定: what stands is fixed. */
  LOCKED: { check: { to: 'CHECKED' }, cancel },
  /** 已复核: it waits for as many approvals as its band asks. */
  CHECKED: { approve: { to: 'APPROVED' }, cancel },
  /** 已批准. */
  APPROVED: { publicise: { to: 'PUBLIC' }, pay: { to: 'PAYING' }, cancel },
  /** 公示中, or shown long enough. */
  PUBLIC: { pay: { to: 'PAYING' }, cancel },
  /** 发放中: the bank has the order, and nothing is given up, or ordered again, until it has answered for each item. */
  PAYING: { pay: { to: 'PAYING' }, reconcile: { to: 'RECONCILED', late: true } },
  /** 已对账: items that the bank did not pay give their grants back. */
  RECONCILED: { close: { to: 'CLOSED', late: true } },
  /** 已结项. */
  CLOSED: {},
  /** 已撤销. */
  CANCELLED: {},
} as const satisfies Record<PlanStatus, Partial<Record<PlanAction, PlanStep>>>;

/** The plan, and where the action leads. @param today in China. @throws DomainError PLAN_UNKNOWN, PLAN_STEP, PLAN_EXPIRED */
export function planStep(
  action: PlanAction,
  { plan, today }: { readonly plan: PlanRecord | undefined; readonly today: string },
): { readonly plan: PlanRecord; readonly to: PlanStatus } {
  if (plan === undefined) throw new DomainError('PLAN_UNKNOWN');
  const steps: Partial<Record<PlanAction, PlanStep>> = PLAN_PROCESS[plan.status];
  const step = steps[action];
  if (step === undefined) throw new DomainError('PLAN_STEP', { action, status: plan.status });
  if (step.late !== true && today > plan.until) throw new DomainError('PLAN_EXPIRED', { until: plan.until });
  return { plan, to: step.to };
}

/** Refusals that each step of a plan can meet. */
export const PLAN_ERRORS = ['PLAN_UNKNOWN', 'PLAN_STEP', 'PLAN_EXPIRED'] as const;
