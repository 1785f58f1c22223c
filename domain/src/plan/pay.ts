// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod/mini';
import { DomainError } from '../errors/index.js';
import { defineInstruction, type PresentationOf } from '../instruction/index.js';
import { sumsSchema, type ManifestRecord, type PlanRecord, type ProgrammeRecord } from '../ledger/index.js';
import { digestField } from '../schema/index.js';
import { SAMPLE } from '../schema/sample.js';
import { listsField, paidByLists } from './answers.js';
import { attemptOf, NOTHING } from './attempt.js';
import type { PlanGround } from './check.js';
import { assertFree, isAmong, type PlanActor } from './duties.js';
import { PLAN_ERRORS, planStep } from './process.js';
import { assertScreened, withoutScreen } from './screen.js';
import { assertSigned, STANDS_SAMPLE, standsPayload, standsWords } from './stands.js';

export const payPayload = z.strictObject({
  ...standsPayload.shape,
  /** What the order comes to: what stands and is not held, or what the bank did not pay of the order before. */
  pays: sumsSchema,
  /** SM3 of the payment order as it goes to the bank. */
  order: digestField,
  /** Of a second order: the bank's answers to the one before, which are about each of its items. */
  lists: z.exactOptional(listsField),
});
export type PayPayload = z.output<typeof payPayload>;

export const payInstruction = defineInstruction({
  type: 'plan.pay',
  chaincode: 'benefit',
  payload: payPayload,
  grant: 'pay',
  subject: 'plan',
  hasDeadline: true,
  errors: [
    ...PLAN_ERRORS,
    'PROGRAMME_UNKNOWN',
    'DUTY_TAKEN',
    'PLAN_SUMS',
    'PUBLICITY_SHORT',
    'PUBLICITY_OPEN',
    'PLAN_UNSCREENED',
    'PLAN_EMPTY',
    'PLAN_INCOMPLETE',
    'MANIFEST_UNKNOWN',
  ],
});

export const payPresentation: PresentationOf<typeof payInstruction> = {
  words: ({ planId, pays, lists, ...signed }) => {
    const { zh, en } = standsWords(signed, pays);
    return {
      zh: `${lists === undefined ? '支付' : '再次支付'}发放计划 ${planId}：${zh}`,
      en: `Pay plan ${planId}${lists === undefined ? '' : ' again'}: ${en}`,
    };
  },
  sample: () => ({ ...STANDS_SAMPLE, pays: { items: 10, fen: 500_000 }, order: SAMPLE.digest }),
};

export interface PayGround extends PlanGround {
  readonly programme: ProgrammeRecord;
  /** The lists that the payload names. */
  readonly lists: readonly (ManifestRecord | undefined)[];
}

/** The plan once its order goes to the bank, the first or a further one. @throws DomainError as the definition lists them */
export function payPlan(payload: PayPayload, ground: PayGround): PlanRecord {
  const { planId, pays, order, lists: ids } = payload;
  const { plan, to } = planStep('pay', ground);
  const attempt = attemptOf(plan) + 1;
  assertPays(plan, ground.actor);
  assertSigned(payload, plan);
  assertPublicised(plan, ground);
  // What was not answered may have been paid: nothing goes to the bank twice before the statement is final.
  const settled =
    attempt === 1 ? NOTHING : paidByLists({ planId, plan, ids: ids ?? [], lists: ground.lists });
  const { ready } = assertScreened(plan, { today: ground.today, settled });
  if (pays.items !== ready.items || pays.fen !== ready.fen)
    throw new DomainError('PLAN_SUMS', { items: ready.items, fen: ready.fen });
  return {
    ...{ ...withoutScreen(plan), v: plan.v + 1, status: to, order, attempt, ordered: ready },
    ...(attempt > 1 && { settled }),
    duties: { ...plan.duties, payer: ground.actor.person },
  };
}

/** Whoever pays has no other duty; a further order is the payer's own. @throws DomainError DUTY_TAKEN */
function assertPays(plan: PlanRecord, actor: PlanActor): void {
  const isPayer = isAmong(actor, [plan.duties.payer]);
  if (!isPayer) assertFree(plan, actor);
  if (attemptOf(plan) > 0 && !isPayer) throw new DomainError('DUTY_TAKEN', { duty: 'payer' });
}

/**
 * That a plan was shown as long as its programme asks, and nobody can object any more.
 * @throws DomainError PUBLICITY_SHORT, PUBLICITY_OPEN
 */
export function assertPublicised(
  { publicity }: Pick<PlanRecord, 'publicity'>,
  { programme: { publicDays }, today }: Pick<PayGround, 'programme' | 'today'>,
): void {
  if (publicity === undefined && publicDays === 0) return;
  if (publicity === undefined) throw new DomainError('PUBLICITY_SHORT', { publicDays });
  // Also where no programme asks for it: whoever was told to object until that day may.
  if (today <= publicity.until) throw new DomainError('PUBLICITY_OPEN', { until: publicity.until });
}
