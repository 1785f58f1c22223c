// SPDX-License-Identifier: Apache-2.0
import { refusalOf, type ErrorCode } from '../errors/index.js';
import type { InstructionDefinition } from '../instruction/index.js';
import { NATIONAL_CODE, type PlanRecord } from '../ledger/index.js';
import { approveInstruction } from './approve.js';
import { cancelInstruction } from './cancel.js';
import { checkInstruction } from './check.js';
import { closeInstruction } from './close.js';
import { dutyOf } from './duties.js';
import { lockInstruction } from './lock.js';
import { payInstruction } from './pay.js';
import { planStep, type PlanAction } from './process.js';
import { publiciseInstruction } from './publicise.js';
import { reconcileInstruction } from './reconcile.js';

/** By whose grant each is asked for. */
const DEFINITIONS: Readonly<Record<PlanAction, Pick<InstructionDefinition, 'grant'>>> = {
  ...{ lock: lockInstruction, check: checkInstruction, approve: approveInstruction },
  ...{ publicise: publiciseInstruction, pay: payInstruction, reconcile: reconcileInstruction },
  ...{ close: closeInstruction, cancel: cancelInstruction },
};
/** What only somebody without a duty in the plan may do. */
const NEW_DUTIES: readonly PlanAction[] = ['check', 'approve', 'pay', 'reconcile'];

/** Why an operator may not act on a plan as it stands, whatever would be said with it; undefined where he may. */
export function planRefusal(
  action: PlanAction,
  {
    plan,
    today,
    operator: { grants, person, province },
    isFirst = false,
    also,
    isPayee,
  }: {
    readonly plan: PlanRecord;
    readonly today: string;
    readonly operator: {
      readonly grants: readonly string[];
      readonly person?: string | undefined;
      readonly province: string;
    };
    /** Whether no other union of its province stands above the plan's: then the national one approves, too. */
    readonly isFirst?: boolean;
    /** Accounts that have ended for that of the operator's person. */
    readonly also?: readonly string[] | undefined;
    /** Whether the plan grants the operator's person something. */
    readonly isPayee: boolean;
  },
): ErrorCode | undefined {
  const refusal = refusalOf(() => planStep(action, { plan, today }));
  if (refusal !== undefined) return refusal.code;
  const { grant } = DEFINITIONS[action];
  if (grant !== undefined && !grants.includes(grant)) return 'GRANT_MISSING';
  const isNational = action === 'approve' && isFirst && province === NATIONAL_CODE;
  if (province !== plan.province && !isNational) return 'PROVINCE_FOREIGN';
  return dutyRefusal(action, { plan, person, also, isPayee });
}

/** Why a person may not take the duty that an action is; some actions are nobody's duty. */
function dutyRefusal(
  action: PlanAction,
  {
    plan,
    person,
    also,
    isPayee,
  }: {
    readonly plan: PlanRecord;
    readonly person: string | undefined;
    readonly also: readonly string[] | undefined;
    readonly isPayee: boolean;
  },
): ErrorCode | undefined {
  const isNew = NEW_DUTIES.includes(action);
  if (!isNew && action !== 'lock') return undefined;
  if (person === undefined) return 'PERSON_UNBOUND';
  if (isNew && isPayee) return 'OWN_ACCOUNT';
  return dutyOf(plan, { person, also }) === wantedDuty(action, plan) ? undefined : 'DUTY_TAKEN';
}

/** As whom a person acts: a further order is the payer's own. */
function wantedDuty(action: PlanAction, { status }: PlanRecord): 'maker' | 'payer' | undefined {
  if (action === 'lock') return 'maker';
  return action === 'pay' && status === 'PAYING' ? 'payer' : undefined;
}
