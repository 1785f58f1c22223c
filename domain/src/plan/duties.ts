// SPDX-License-Identifier: Apache-2.0
import { DomainError } from '../errors/index.js';
import type { GrantedRecord, PlanRecord } from '../ledger/index.js';

/** What one person does in a plan. */
export type Duty = 'maker' | 'checker' | 'approver' | 'payer';

/** A person by its accounts: whoever was entered twice is one person, by the account that has ended as by the one that stands (ADR 66). */
export interface ActingPerson {
  /** identityId of the person behind the operator. */
  readonly person: string;
  /** Accounts that have ended for it. */
  readonly also?: readonly string[] | undefined;
}

/** Every account of one person. */
export function accountsOf({ person, also = [] }: ActingPerson): readonly string[] {
  return [person, ...also];
}

/** Whether a person is one of those that a record names. */
export function isAmong(actor: ActingPerson, named: readonly (string | undefined)[]): boolean {
  return accountsOf(actor).some((account) => named.includes(account));
}

/** Whoever acts in a plan. */
export interface PlanActor extends ActingPerson {
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
export function dutyOf({ duties }: Pick<PlanRecord, 'duties'>, actor: ActingPerson): Duty | undefined {
  const { maker, second, checker, approvers = [], payer } = duties;
  if (isAmong(actor, [maker, second])) return 'maker';
  if (isAmong(actor, [checker])) return 'checker';
  const approved = approvers.map(({ person }) => person);
  if (isAmong(actor, approved)) return 'approver';
  return isAmong(actor, [payer]) ? 'payer' : undefined;
}

/** That a person gets nothing by the plan and has no duty in it yet: each is another's. @throws DomainError OWN_ACCOUNT, DUTY_TAKEN */
export function assertFree(
  plan: Pick<PlanRecord, 'duties'>,
  actor: ActingPerson & Pick<PlanActor, 'isPayee'>,
): void {
  if (actor.isPayee) throw new DomainError('OWN_ACCOUNT');
  const duty = dutyOf(plan, actor);
  if (duty !== undefined) throw new DomainError('DUTY_TAKEN', { duty });
}

/** That a person is the one who has made the plan. @throws DomainError DUTY_TAKEN */
export function assertMaker({ duties }: Pick<PlanRecord, 'duties'>, actor: ActingPerson): void {
  if (!isAmong(actor, [duties.maker])) throw new DomainError('DUTY_TAKEN', { duty: 'maker' });
}
