// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod/mini';
import { DomainError } from '../errors/index.js';
import { yuan } from '../fund/words.js';
import { defineInstruction, type PresentationOf } from '../instruction/index.js';
import { sumsSchema, type LineRecord, type ManifestRecord, type PlanRecord } from '../ledger/index.js';
import { assertLine, moveOn } from '../line/index.js';
import { manifestIdField } from '../schema/index.js';
import { SAMPLE } from '../schema/sample.js';
import { listsField, paidByLists } from './answers.js';
import { heldTogether } from './attempt.js';
import type { PlanGround } from './check.js';
import { assertFree } from './duties.js';
import { PLAN_ERRORS, planStep } from './process.js';

export const reconcilePayload = z.strictObject({
  planId: manifestIdField,
  /** Of the newest order. */
  lists: listsField,
  /** What was paid, or handed out, by them, and by the orders before. */
  paid: sumsSchema,
});
export type ReconcilePayload = z.output<typeof reconcilePayload>;

export const reconcileInstruction = defineInstruction({
  type: 'plan.reconcile',
  chaincode: 'benefit',
  payload: reconcilePayload,
  grant: 'pay',
  subject: 'plan',
  hasDeadline: true,
  errors: [
    ...PLAN_ERRORS,
    'DUTY_TAKEN',
    'MANIFEST_UNKNOWN',
    'PLAN_INCOMPLETE',
    'PLAN_SUMS',
    'LINE_UNKNOWN',
    'LINE_SHORT',
  ],
});

export const reconcilePresentation: PresentationOf<typeof reconcileInstruction> = {
  words: ({ planId, paid: { items, fen } }) => ({
    zh: `对账发放计划 ${planId}：已付或已发 ${items} 笔，共 ${yuan(fen)} 元`,
    en: `Reconcile plan ${planId}: ${items} items are paid, or handed out, CNY ${yuan(fen)} in all`,
  }),
  sample: () => ({
    planId: SAMPLE.manifestId,
    lists: [SAMPLE.manifestId],
    paid: { items: 10, fen: 500_000 },
  }),
};

export interface ReconcileGround extends PlanGround {
  readonly line: LineRecord | undefined;
  /** The lists that the payload names. */
  readonly lists: readonly (ManifestRecord | undefined)[];
}

/** The plan once the bank has answered for each item, and its line with what was paid. @throws DomainError */
export function reconcilePlan(
  { planId, lists: ids, paid }: ReconcilePayload,
  ground: ReconcileGround,
): { readonly plan: PlanRecord; readonly line: LineRecord } {
  const { plan, to } = planStep('reconcile', ground);
  assertFree(plan, ground.actor);
  const sums = paidByLists({ planId, plan, ids, lists: ground.lists });
  const { items, fen } = sums;
  if (paid.items !== items || paid.fen !== fen) throw new DomainError('PLAN_SUMS', { items, fen });
  return {
    plan: { ...plan, v: plan.v + 1, status: to, paid },
    line: moveOn(assertLine(ground.line), { reserved: -heldTogether(plan).fen, paid: fen }),
  };
}
