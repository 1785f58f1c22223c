// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod/mini';
import { DomainError } from '../errors/index.js';
import { defineInstruction, MANIFEST_HOURS, type PresentationOf } from '../instruction/index.js';
import { HANDED_OUT, type ManifestRecord, type PlanRecord, type ReceiptRecord } from '../ledger/index.js';
import {
  chunkOf,
  MANIFEST_SAMPLE,
  manifestPayload,
  openManifest,
  type ManifestOrigin,
} from '../manifest/index.js';
import { digestField, manifestIdField } from '../schema/index.js';
import { SAMPLE } from '../schema/sample.js';
import { attemptOf, notPaidLetter, openLetter, type NotPaidLetter } from './attempt.js';
import { assertFree, type PlanActor } from './duties.js';

/** Items of a plan at the most. */
export const MOST_ITEMS = 1_000_000;

/** Parts of one payment that are told apart. */
export const MOST_RESULT_PARTS = 10;

/** What the bank says of one item; of goods, whoever has handed them out. */
export const resultRow = z.strictObject({
  /** Its row in the plan's list, from 0. */
  item: z.int().check(z.gte(0), z.lte(MOST_ITEMS - 1)),
  paid: z.boolean(),
  /** SM3 of what the bank calls it, or of the number of the sheet that was signed for it. */
  reference: digestField,
  /** Of a payment that came in parts: SM3 of each, so that one of them told again is no second payment. */
  parts: z.exactOptional(z.array(digestField).check(z.minLength(1), z.maxLength(MOST_RESULT_PARTS))),
  /** Of goods that were handed out: to whom. */
  receipt: z.exactOptional(z.enum(HANDED_OUT)),
});
export type ResultRow = z.output<typeof resultRow>;

export const resultChunk = chunkOf(resultRow);

/** The bank's answer to the order of a plan, or a part of it. */
export const resultsPayload = z.strictObject({ ...manifestPayload.shape, planId: manifestIdField });
export type ResultsPayload = z.output<typeof resultsPayload>;

export const resultsInstruction = defineInstruction({
  type: 'plan.results',
  chaincode: 'benefit',
  payload: resultsPayload,
  grant: 'pay',
  subject: undefined,
  hasDeadline: true,
  maxHours: MANIFEST_HOURS,
  errors: ['MANIFEST_EXISTS', 'CHUNK_TOO_LARGE', 'PLAN_UNKNOWN', 'PLAN_STEP', 'DUTY_TAKEN'],
});

export const resultsPresentation: PresentationOf<typeof resultsInstruction> = {
  words: ({ planId, manifestId, rows }) => ({
    zh: `登记银行回单或实物签领：发放计划 ${planId} 的 ${rows} 笔（清单 ${manifestId}）`,
    en: `Record what was paid, or handed out, of ${rows} items of plan ${planId} (manifest ${manifestId})`,
  }),
  sample: () => ({
    ...MANIFEST_SAMPLE,
    manifestId: SAMPLE.manifestId,
    rows: 10,
    chunks: 1,
    planId: SAMPLE.manifestId,
  }),
};

export interface ResultsGround {
  readonly plan: PlanRecord | undefined;
  readonly existing: ManifestRecord | undefined;
  readonly origin: ManifestOrigin;
  readonly actor: PlanActor;
}

/** The list of what the bank says, by somebody who has no other duty. @throws DomainError as the definition lists them */
export function openResults({ planId, ...list }: ResultsPayload, ground: ResultsGround): ManifestRecord {
  const plan = assertPaying(ground.plan);
  assertFree(plan, ground.actor);
  const attempt = attemptOf(plan);
  const manifest = openManifest(list, ground.origin, ground.existing);
  return { ...manifest, plan: planId, ...(attempt > 1 && { attempt }) };
}

/** A plan that is at the bank. @param attempt of which order, where a list is about one. @throws DomainError PLAN_UNKNOWN, PLAN_STEP */
export function assertPaying(plan: PlanRecord | undefined, attempt?: number): PlanRecord {
  if (plan === undefined) throw new DomainError('PLAN_UNKNOWN');
  if (plan.status !== 'PAYING')
    throw new DomainError('PLAN_STEP', { action: 'results', status: plan.status });
  // What the bank says late of an order is nothing about the next one.
  if (attempt !== undefined && attempt !== attemptOf(plan))
    throw new DomainError('PLAN_STEP', { action: 'results', attempt });
  return plan;
}

/**
 * An item's letter once the bank has answered: of each order one answer counts.
 * @throws DomainError ITEM_UNKNOWN, ITEM_STATE
 */
export function letterOf(
  { paid }: Pick<ResultRow, 'paid'>,
  { letter, attempt }: { readonly letter: string | undefined; readonly attempt: number },
): 'P' | NotPaidLetter {
  if (letter === undefined || letter === '') throw new DomainError('ITEM_UNKNOWN');
  if (letter !== openLetter(attempt)) throw new DomainError('ITEM_STATE');
  return paid ? 'P' : notPaidLetter(attempt);
}

/**
 * The receipt of goods that were handed out, which comes with their result; of money the bank's statement says it.
 * @throws DomainError GOODS_RECEIPT where a row of goods has none, or one of money has one; PERSON_UNBOUND
 */
export function handedOver(
  { paid, reference: document, receipt: reason }: ResultRow,
  { plan, agent, on }: { readonly plan: PlanRecord; readonly agent: string | undefined; readonly on: string },
): ReceiptRecord | undefined {
  const isHanded = paid && plan.goods === true;
  if ((reason !== undefined) !== isHanded) throw new DomainError('GOODS_RECEIPT');
  if (reason === undefined) return undefined;
  if (agent === undefined) throw new DomainError('PERSON_UNBOUND');
  return { v: 1, reason, document, agent, on };
}
