// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod/mini';
import { DomainError, type ErrorCode } from '../errors/index.js';
import type { LineRecord, PlanItem, PlanRecord, PlanStatus } from '../ledger/index.js';
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
  readonly actor: PlanActor;
}

/** What a change of one item writes: its fen are somewhere else on the line; its grant is given up with it. */
export interface MovedItem {
  readonly plan: PlanRecord;
  readonly letter: string;
  readonly line: LineRecord;
}

interface Move {
  readonly action: string;
  readonly statuses: readonly PlanStatus[];
  /** Letters that it is taken from, and the one that it gets. */
  readonly from: string;
  readonly to: string;
  /** Figure of the line that the fen come from; they are available then. */
  readonly figure: 'reserved' | 'paid';
  /** Where the plan counts it. */
  readonly counted: 'voided' | 'returned' | 'recovered';
}

/** The item moved, each fen of it exactly back. @throws DomainError as ITEM_ERRORS lists them, but for DUTY_TAKEN */
export function moveItem(ground: ItemGround, move: Move): MovedItem {
  const { plan, item } = ground;
  if (plan === undefined) throw new DomainError('PLAN_UNKNOWN');
  const { action, statuses, from, to, figure, counted } = move;
  if (!statuses.includes(plan.status)) throw new DomainError('PLAN_STEP', { action, status: plan.status });
  const letter = ground.letter ?? '';
  if (item === undefined || letter === '') throw new DomainError('ITEM_UNKNOWN');
  if (!from.includes(letter)) throw new DomainError('ITEM_STATE');
  const { fen } = item;
  const movement: Movement = { [figure]: -fen };
  return {
    plan: { ...plan, v: plan.v + 1, [counted]: together(plan[counted], { items: 1, fen }) },
    letter: to,
    line: moveOn(assertLine(ground.line), movement),
  };
}

/** The same of what was paid, by somebody who has no duty in the plan. */
export function moveBack(ground: ItemGround, move: Pick<Move, 'action' | 'to' | 'counted'>): MovedItem {
  const moved = moveItem(ground, {
    ...move,
    ...{ statuses: ['RECONCILED', 'CLOSED'], from: 'P', figure: 'paid' },
  });
  assertFree(moved.plan, ground.actor);
  return moved;
}
