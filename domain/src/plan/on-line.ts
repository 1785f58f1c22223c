// SPDX-License-Identifier: Apache-2.0
import type { PlanRecord } from '../ledger/index.js';

// What a plan comes to on its union's line: a line is the sum of its plans (CLO-1, exports).

/** Fen that it holds of its line until it is reconciled. */
export function reservedBy({
  status,
  stands,
  signed,
  voided,
}: Pick<PlanRecord, 'status' | 'stands' | 'signed' | 'voided'>): number {
  const isOver = status === 'RECONCILED' || status === 'CLOSED' || status === 'CANCELLED';
  return isOver ? 0 : (stands ?? signed).fen - (voided?.fen ?? 0);
}

/** Fen of its items that stand as paid, parts that were got back included: a line moves once all of a plan is answered. */
export function standingAsPaid({
  status,
  paid,
  returned,
  recovered,
}: Pick<PlanRecord, 'status' | 'paid' | 'returned' | 'recovered'>): number {
  if (status !== 'RECONCILED' && status !== 'CLOSED') return 0;
  return (paid?.fen ?? 0) - (returned?.fen ?? 0) - (recovered?.fen ?? 0);
}

/** Fen that it has paid off its line, less all that came back. */
export function paidOff(
  plan: Pick<PlanRecord, 'status' | 'paid' | 'returned' | 'recovered' | 'partly'>,
): number {
  return standingAsPaid(plan) - (plan.partly?.fen ?? 0);
}
