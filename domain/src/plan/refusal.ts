// SPDX-License-Identifier: Apache-2.0
import { refusalOf, type ErrorCode } from '../errors/index.js';
import type { Grant, PlanRecord } from '../ledger/index.js';
import { dutyOf } from './duties.js';
import { planStep, type PlanAction } from './process.js';

/** What whoever acts must be granted. */
const GRANT_OF: Readonly<Record<PlanAction, Grant>> = {
  ...{ lock: 'plan', check: 'check', approve: 'approve', publicise: 'plan' },
  ...{ pay: 'pay', reconcile: 'pay', close: 'plan', cancel: 'plan' },
};
/** What only somebody without a duty in the plan may do. */
const NEW_DUTIES: readonly PlanAction[] = ['check', 'approve', 'pay', 'reconcile'];

/** Why an operator may not act on a plan as it stands, whatever would be said with it; undefined where he may. */
export function planRefusal(
  action: PlanAction,
  {
    plan,
    today,
    operator: { grants, person },
  }: {
    readonly plan: PlanRecord;
    readonly today: string;
    readonly operator: { readonly grants: readonly string[]; readonly person?: string | undefined };
  },
): ErrorCode | undefined {
  const refusal = refusalOf(() => planStep(action, { plan, today }));
  if (refusal !== undefined) return refusal.code;
  if (!grants.includes(GRANT_OF[action])) return 'GRANT_MISSING';
  if (person === undefined)
    return NEW_DUTIES.includes(action) || action === 'lock' ? 'PERSON_UNBOUND' : undefined;
  const duty = dutyOf(plan, person);
  if (action === 'lock') return duty === 'maker' ? undefined : 'DUTY_TAKEN';
  return NEW_DUTIES.includes(action) && duty !== undefined ? 'DUTY_TAKEN' : undefined;
}
