// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod/mini';
import { DomainError, type ErrorCode } from '../errors/index.js';
import type {
  Correction,
  CorrectionRecord,
  LineRecord,
  PlanItem,
  PlanRecord,
  PlanStatus,
} from '../ledger/index.js';
import { assertLine, moveOn, type Movement } from '../line/index.js';
import { assertFree, MOST_ITEMS, together, type PlanActor } from '../plan/index.js';
import { digestField, manifestIdField } from '../schema/index.js';
import { SAMPLE } from '../schema/sample.js';

/** One item of a plan, and the document by which something is decided about it. */
export const itemPayload = z.strictObject({
  planId: manifestIdField,
  /** Its row in the plan's list, from 0. */
  item: z.int().check(z.gte(0), z.lte(MOST_ITEMS - 1)),
  /** SM3 of the document: the bank's notice, the objection, the receipt of what was paid back. */
  document: digestField,
});

export const ITEM_SAMPLE = { planId: SAMPLE.manifestId, item: 0, document: SAMPLE.digest };

/** Refusals of what is done to one item. */
export const ITEM_ERRORS = [
  ...(['PLAN_UNKNOWN', 'PLAN_STEP', 'ITEM_UNKNOWN', 'ITEM_STATE'] as const),
  ...(['DUTY_TAKEN', 'LINE_UNKNOWN', 'LINE_SHORT', 'FEN_TOO_MANY'] as const),
] as const satisfies readonly ErrorCode[];

export interface ItemGround {
  readonly plan: PlanRecord | undefined;
  readonly item: PlanItem | undefined;
  readonly letter: string | undefined;
  readonly line: LineRecord | undefined;
  /** What was done about it before. */
  readonly correction: CorrectionRecord | undefined;
  readonly actor: PlanActor;
  /** Who signs second, where two must. */
  readonly second?: PlanActor;
  /** Today in China. */
  readonly today: string;
}

/** What a correction says for itself. */
export type Said = Pick<CorrectionRecord, 'document' | 'reason'>;

/** What a change of one item writes: its fen are somewhere else on the line. A grant is given up where its letter changes. */
export interface MovedItem {
  readonly plan: PlanRecord;
  readonly letter: string;
  /** None where no fen move. */
  readonly line?: LineRecord;
  readonly correction: CorrectionRecord;
}

interface Move {
  readonly action: Correction;
  readonly statuses: readonly PlanStatus[];
  /** Letters that it is taken from, and the one that it gets. */
  readonly from: string;
  readonly to: string;
  /** Figure of the line that the fen come from; they are available then. */
  readonly figure: 'reserved' | 'paid';
  /** Where the plan counts it. */
  readonly counted: 'voided' | 'returned';
}

/** The item moved, each fen of it exactly back. @throws DomainError as ITEM_ERRORS lists them, but for DUTY_TAKEN */
export function moveItem(said: Said, ground: ItemGround, move: Move): MovedItem {
  const { action, to, figure, counted } = move;
  const { plan, item } = itemToCorrect(ground, move);
  // What came back in part comes back by the rest of it.
  if (ground.correction !== undefined) throw new DomainError('ITEM_STATE');
  const { fen } = item;
  const movement: Movement = { [figure]: -fen };
  return {
    plan: { ...plan, v: plan.v + 1, [counted]: together(plan[counted], { items: 1, fen }) },
    letter: to,
    line: moveOn(assertLine(ground.line), movement),
    correction: correctionOf({ action, fen }, said, ground),
  };
}

/** What a plan has of an item that has one of these letters. @throws DomainError PLAN_UNKNOWN, PLAN_STEP, ITEM_UNKNOWN, ITEM_STATE */
export function itemToCorrect(
  { plan, item, letter = '' }: ItemGround,
  { action, statuses, from }: Pick<Move, 'action' | 'statuses' | 'from'>,
): { readonly plan: PlanRecord; readonly item: PlanItem } {
  if (plan === undefined) throw new DomainError('PLAN_UNKNOWN');
  if (!statuses.includes(plan.status)) throw new DomainError('PLAN_STEP', { action, status: plan.status });
  if (item === undefined || letter === '') throw new DomainError('ITEM_UNKNOWN');
  if (!from.includes(letter)) throw new DomainError('ITEM_STATE');
  return { plan, item };
}

/** Of what was paid, and stands so, something is said by somebody who has no duty in the plan. @throws DomainError */
export function paidItem(
  ground: ItemGround,
  action: Correction,
): { readonly plan: PlanRecord; readonly item: PlanItem } {
  const found = itemToCorrect(ground, { action, ...PAID });
  assertFree(found.plan, ground.actor);
  return found;
}

export const PAID = { statuses: ['RECONCILED', 'CLOSED'], from: 'P' } as const;

export function correctionOf(
  moved: Pick<CorrectionRecord, 'action' | 'fen' | 'recovered'>,
  { document, reason }: Said,
  { correction, actor, second, today }: ItemGround,
): CorrectionRecord {
  return {
    ...{ v: (correction?.v ?? 0) + 1, ...moved, document, on: today, person: actor.person },
    ...(reason !== undefined && { reason }),
    ...(second !== undefined && { second: second.person }),
  };
}

/** What was got back of an item before: none of one that was written off is got back any more. @throws DomainError ITEM_STATE */
export function recoveredBefore({ correction }: ItemGround): number {
  if (correction?.action === 'writeOff') throw new DomainError('ITEM_STATE');
  return correction?.recovered ?? 0;
}
