// SPDX-License-Identifier: Apache-2.0
import { DomainError } from '../errors/index.js';
import type { PlanRecord } from '../ledger/index.js';

/** What one person does in a plan. */
export type Duty = 'maker' | 'checker' | 'approver' | 'payer';

/** Whoever acts in a plan. */
export interface PlanActor {
  /** identityId of the person behind the operator. */
  readonly person: string;
  /** Union of the operator. */
  readonly org: string;
}

/** The duty that a person has in a plan already. */
export function dutyOf({ duties }: Pick<PlanRecord, 'duties'>, person: string): Duty | undefined {
  const { maker, checker, approvers = [], payer } = duties;
  if (person === maker) return 'maker';
  if (person === checker) return 'checker';
  if (approvers.some((approver) => approver.person === person)) return 'approver';
  return person === payer ? 'payer' : undefined;
}

/** That a person has no duty in the plan yet: each is another's. @throws DomainError DUTY_TAKEN */
export function assertFree(plan: Pick<PlanRecord, 'duties'>, { person }: PlanActor): void {
  const duty = dutyOf(plan, person);
  if (duty !== undefined) throw new DomainError('DUTY_TAKEN', { duty });
}

/** That a person is the one who has made the plan. @throws DomainError DUTY_TAKEN */
export function assertMaker({ duties }: Pick<PlanRecord, 'duties'>, { person }: PlanActor): void {
  if (duties.maker !== person) throw new DomainError('DUTY_TAKEN', { duty: 'maker' });
}
