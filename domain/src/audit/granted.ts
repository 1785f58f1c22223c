// SPDX-License-Identifier: Apache-2.0
import { counts, nameOf, newest, planOf, type Explanation, type Found } from './check.js';
import type { ItemRow, PlanRow } from './rows.js';

/** Items with the plan that each is of. */
export interface Granted {
  readonly plan: PlanRow;
  readonly row: ItemRow;
}

export function grantedIn(plans: readonly PlanRow[]): readonly Granted[] {
  return plans
    .filter((plan) => planOf(plan).status !== 'CANCELLED')
    .flatMap((plan) => plan.items.filter(counts).map((row) => ({ plan, row })));
}

/** In the ledger's order; of one block by plan, so that rows in another order say the same. */
export function byTime(granted: readonly Granted[]): readonly Granted[] {
  return [...granted].sort(
    ({ row: one }, { row: other }) =>
      one.step.block - other.step.block ||
      (one.planId === other.planId ? one.item - other.item : one.planId < other.planId ? -1 : 1),
  );
}

/** Those of the scope; what others are granted is nobody's to be told by a finding but that there is something. */
export function ownOf(granted: readonly Granted[]): readonly Granted[] {
  return granted.filter(({ plan }) => plan.inScope);
}

/** Whether anything of it is the auditor's business. */
export function isOfScope(granted: readonly Granted[]): boolean {
  return granted.some(({ plan }) => plan.inScope);
}

/**
 * A finding about items of the scope, and how many beyond it (`elsewhere`): the union of the first answers.
 * @param granted of which something is of the scope
 */
export function foundOf(
  granted: readonly Granted[],
  told: Pick<Found, 'reason' | 'fen' | 'facts'> & { readonly explained?: Explanation | undefined },
): Found {
  const { explained, ...rest } = told;
  const own = ownOf(granted);
  const [first = newest(granted)] = own;
  const elsewhere = granted.length - own.length;
  return {
    ...rest,
    facts: { ...told.facts, ...(elsewhere > 0 && { elsewhere }) },
    ...(explained !== undefined && { explained }),
    org: planOf(first.plan).org,
    items: own.map(({ row }) => nameOf(row)),
    plans: [...new Set(own.map(({ plan }) => plan.planId))],
    steps: own.map(({ row }) => row.step),
  };
}

/** Of several, what the scope has granted beyond what stands: all but the first of all. */
export function beyondFirst(granted: readonly Granted[]): number {
  return sumOf(ownOf(granted.slice(1)));
}

export function sumOf(granted: readonly Granted[]): number {
  return granted.reduce((sum, { row }) => sum + row.record.fen, 0);
}
