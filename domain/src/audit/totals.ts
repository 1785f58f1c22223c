// SPDX-License-Identifier: Apache-2.0
import { groupsOf, planOf, standingBefore, stepTo, totalName } from './check.js';
import type { AuditRows, PlanRow, Step } from './rows.js';

/**
 * Fen by which a plan's band is asked, as the contract counted them at its last approval: what its union had locked of the class in the
 * window by then, of whichever line and programme, but for what had been cancelled. Of the plan itself always what it grants.
 */
export function totalsIn({ plans }: AuditRows): (plan: PlanRow) => number {
  const beside = groupsOf(plans, totalName);
  return (plan) => {
    const { stands, signed } = planOf(plan);
    const approved = lastApproval(plan);
    if (approved === undefined) return (stands ?? signed).fen;
    const others = (beside.get(totalName(plan)) ?? []).filter(({ planId }) => planId !== plan.planId);
    return others.reduce((sum, other) => sum + lockedBefore(other, approved), (stands ?? signed).fen);
  };
}

function lastApproval(plan: PlanRow): Step | undefined {
  const approval = plan.versions.findLast(({ step }) => step.type === 'plan.approve');
  return approval?.step ?? stepTo(plan, 'APPROVED');
}

/** What was locked or cancelled in the very block of an approval was so after it, or the approval would be invalid. */
function lockedBefore({ versions }: PlanRow, approved: Step): number {
  const { status, stands } = standingBefore(versions, approved)?.record ?? {};
  return status === 'CANCELLED' || stands === undefined ? 0 : stands.fen;
}
