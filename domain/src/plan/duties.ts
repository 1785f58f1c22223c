// SPDX-License-Identifier: Apache-2.0
import { DomainError } from '../errors/index.js';
import type { GrantedRecord, PlanRecord } from '../ledger/index.js';

/** What one person does in a plan. */
export type Duty = 'maker' | 'checker' | 'approver' | 'payer';

/** Whoever acts in a plan. */
export interface PlanActor {
  /** identityId of the person behind the operator. */
  readonly person: string;
  /** Union of the operator. */
  readonly org: string;
  /** Whether the plan grants that person something. */
  readonly isPayee: boolean;
}

/** Whether a plan stands among what a person or household was granted of its class in its window. */
export function isGrantedBy(planId: string, granted: GrantedRecord | undefined): boolean {
  return granted !== undefined && plansOf(granted).includes(planId);
}

/** One for each grant that the record knows of, the newest last. */
export function plansOf({ before = [], plan }: Pick<GrantedRecord, 'before' | 'plan'>): readonly string[] {
  return [...before, plan];
}

/** The duty that a person has in a plan already. */
export function dutyOf({ duties }: Pick<PlanRecord, 'duties'>, person: string): Duty | undefined {
  const { maker, second, checker, approvers = [], payer } = duties;
  if (person === maker || person === second) return 'maker';
  if (person === checker) return 'checker';
  if (approvers.some((approver) => approver.person === person)) return 'approver';
  return person === payer ? 'payer' : undefined;
}

/** That a person gets nothing by the plan and has no duty in it yet: each is another's. @throws DomainError OWN_ACCOUNT, DUTY_TAKEN */
export function assertFree(plan: Pick<PlanRecord, 'duties'>, { person, isPayee }: PlanActor): void {
  if (isPayee) throw new DomainError('OWN_ACCOUNT');
  const duty = dutyOf(plan, person);
  if (duty !== undefined) throw new DomainError('DUTY_TAKEN', { duty });
}

/** That a person is the one who has made the plan. @throws DomainError DUTY_TAKEN */
export function assertMaker({ duties }: Pick<PlanRecord, 'duties'>, { person }: PlanActor): void {
  if (duties.maker !== person) throw new DomainError('DUTY_TAKEN', { duty: 'maker' });
}
