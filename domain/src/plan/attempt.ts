// SPDX-License-Identifier: Apache-2.0
import type { PlanRecord, Sums } from '../ledger/index.js';
import { standsOf } from './stands.js';

// One order after another of one plan: what the bank did not pay of the first may go to it again, once it has answered for each item.

export const NOTHING: Sums = { items: 0, fen: 0 };

/** Letter of an item that the bank did not pay. */
export type NotPaidLetter = 'F' | 'N';

/** How many orders of a plan have gone to the bank. */
export function attemptOf({ attempt, order }: Pick<PlanRecord, 'attempt' | 'order'>): number {
  return attempt ?? (order === undefined ? 0 : 1);
}

/** What the newest order came to. @throws DomainError PLAN_SUMS */
export function orderedOf(plan: Pick<PlanRecord, 'ordered' | 'stands'>): Sums {
  return plan.ordered ?? standsOf(plan);
}

/** Letter of the items of which the bank has the order: of the second, what it did not pay of the first. */
export function openLetter(attempt: number): 'S' | NotPaidLetter {
  return attempt === 1 ? 'S' : notPaidLetter(attempt - 1);
}

/** Letter of what the bank did not pay of an order: another than the one that it came with. */
export function notPaidLetter(attempt: number): NotPaidLetter {
  return attempt % 2 === 1 ? 'F' : 'N';
}

/** What stands of a plan but for what was struck off. @throws DomainError PLAN_SUMS */
export function heldTogether(plan: Pick<PlanRecord, 'stands' | 'voided'>): Sums {
  return without(standsOf(plan), plan.voided);
}

export function together(one: Sums | undefined, other: Sums): Sums {
  return { items: (one?.items ?? 0) + other.items, fen: (one?.fen ?? 0) + other.fen };
}

export function without(all: Sums, part: Sums | undefined): Sums {
  return { items: all.items - (part?.items ?? 0), fen: all.fen - (part?.fen ?? 0) };
}
