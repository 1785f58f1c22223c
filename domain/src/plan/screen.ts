// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod/mini';
import { DomainError } from '../errors/index.js';
import {
  ITEMS_PER_RECORD,
  MOST_ATTEMPTS,
  type FileRecord,
  type FundSource,
  type PlanItem,
  type PlanRecord,
  type PlanScreen,
  type ProgrammeRecord,
  type Sums,
} from '../ledger/index.js';
import { countField, manifestIdField, placeField } from '../schema/index.js';
import { attemptOf, heldTogether, NOTHING, openLetter, together, without } from './attempt.js';
import { isFiledStill } from './filed.js';
import { isPayable, type MemberFacts } from './grant-item.js';

/** Records of 25 items that one call looks at: as many members as one question to `identity` may name. */
export const SCREEN_RECORDS = 10;

/**
 * The second check: before an order its payees are looked at again, record by record. Unsigned, because the ledger alone decides
 * it; the payer signs what it leaves. `places` says of each item of the records where its account stands, '' of its own record.
 */
export const screenPlanRequest = z.strictObject({
  planId: manifestIdField,
  from: countField,
  places: z.array(placeField).check(z.maxLength(SCREEN_RECORDS * ITEMS_PER_RECORD)),
});
export const screenPlanResult = z.strictObject({
  planId: manifestIdField,
  /** Record at which it goes on. */
  next: countField,
  held: countField,
  isDone: z.boolean(),
});

/** Records of 25 items that the list of a plan has. */
export function recordsOf({ signed }: Pick<PlanRecord, 'signed'>): number {
  return Math.ceil(signed.items / ITEMS_PER_RECORD);
}

/**
 * The check as it stands: that of the next order and of today, or its begin.
 * @throws DomainError PLAN_UNKNOWN, PLAN_STEP where no order can be next
 */
export function screenOf(plan: PlanRecord | undefined, today: string): PlanScreen {
  if (plan === undefined) throw new DomainError('PLAN_UNKNOWN');
  const { status, screen } = plan;
  const attempt = attemptOf(plan) + 1;
  const isNext = attempt === 1 ? status === 'APPROVED' || status === 'PUBLIC' : status === 'PAYING';
  if (!isNext || attempt > MOST_ATTEMPTS) throw new DomainError('PLAN_STEP', { action: 'screen', status });
  if (screen?.attempt === attempt && screen.on === today) return screen;
  return { attempt, on: today, next: 0, ready: NOTHING, held: NOTHING };
}

/** That the bank has answered for an item of the order before: what it says yet decides whether there is anything to look at. @throws DomainError PLAN_INCOMPLETE */
export function assertAnswered(letter: string | undefined, attempt: number): void {
  if (attempt > 1 && letter === openLetter(attempt - 1)) throw new DomainError('PLAN_INCOMPLETE', {});
}

/** Letters that the check of an order looks at: what may be paid by it, and what was held before. */
export function isScreened(letter: string, attempt: number): boolean {
  return letter === 'H' || letter === openLetter(attempt);
}

/** What is known of an item when it is looked at again. */
export interface ScreenGround {
  /** Undefined of whom nobody can read. */
  readonly member: MemberFacts | undefined;
  readonly programme: ProgrammeRecord;
  readonly source: FundSource;
  /** The file that the item names. */
  readonly file: FileRecord | undefined;
  readonly screen: Pick<PlanScreen, 'attempt' | 'on'>;
}

/** Letter of an item after its second check: held where state, or the level of its file, would not have it granted any more. */
export function screenedLetter(item: PlanItem, { member, screen, ...ground }: ScreenGround): string {
  const isMember = member !== undefined && isPayable(member, ground.programme);
  const isPaid = isMember && isFiledStill(item, { ...ground, day: screen.on });
  return isPaid ? openLetter(screen.attempt) : 'H';
}

/** The check with the next records: their items by letter and fen. */
export function screenOn(
  screen: PlanScreen,
  {
    records,
    items,
  }: {
    readonly records: number;
    readonly items: readonly { readonly letter: string; readonly fen: number }[];
  },
): PlanScreen {
  const add = (sums: Sums, isOf: (letter: string) => boolean): Sums =>
    items
      .filter(({ letter }) => isOf(letter))
      .reduce((all, { fen }) => together(all, { items: 1, fen }), sums);
  return {
    ...screen,
    next: screen.next + records,
    ready: add(screen.ready, (letter) => letter === openLetter(screen.attempt)),
    held: add(screen.held, (letter) => letter === 'H'),
  };
}

/**
 * That the check for an order is done, today, and was about all that is not paid; what may be paid.
 * @param settled what the bank has paid before
 * @throws DomainError PLAN_UNSCREENED, PLAN_EMPTY
 */
export function assertScreened(
  plan: PlanRecord,
  { today, settled }: { readonly today: string; readonly settled: Sums },
): PlanScreen {
  const screen = screenOf(plan, today);
  const { items, fen } = without(heldTogether(plan), settled);
  const looked = together(screen.ready, screen.held);
  if (screen.next < recordsOf(plan) || looked.items !== items || looked.fen !== fen)
    throw new DomainError('PLAN_UNSCREENED');
  if (screen.ready.items === 0) throw new DomainError('PLAN_EMPTY');
  return screen;
}

/** A plan whose next second check begins at its first item. */
export function withoutScreen(plan: PlanRecord): PlanRecord {
  const copy: { -readonly [Key in keyof PlanRecord]: PlanRecord[Key] } = { ...plan };
  delete copy.screen;
  return copy;
}
