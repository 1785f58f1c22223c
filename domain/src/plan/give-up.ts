// SPDX-License-Identifier: Apache-2.0
import type { GrantedRecord } from '../ledger/index.js';
import { plansOf } from './duties.js';

/** What is left of a union's total once so much is given up; undefined where that was all. */
export function giveUp(granted: GrantedRecord | undefined, fen: number): GrantedRecord | undefined {
  if (granted === undefined || granted.n <= 1) return undefined;
  return { ...granted, n: granted.n - 1, fen: Math.max(0, granted.fen - fen) };
}

/** What is left of a person's or household's grants once one that a plan had made is given up; undefined where that was all. */
export function giveUpGrant(
  granted: GrantedRecord | undefined,
  {
    fen,
    planId,
    dayOf,
  }: {
    readonly fen: number;
    readonly planId: string;
    readonly dayOf: (planId: string) => string | undefined;
  },
): GrantedRecord | undefined {
  const left = giveUp(granted, fen);
  if (left === undefined) return undefined;
  const plans = plansOf(left);
  const [plan = left.plan, ...others] = plans.toSpliced(plans.lastIndexOf(planId), 1).toReversed();
  // The day of what is given up keeps nobody from the next.
  const days = [plan, ...others].flatMap((each) => dayOf(each) ?? []);
  const last = days.toSorted().at(-1) ?? left.last;
  return { n: left.n, fen: left.fen, last, plan, ...(others.length > 0 && { before: others.toReversed() }) };
}
