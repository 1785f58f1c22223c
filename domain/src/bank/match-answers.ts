// SPDX-License-Identifier: Apache-2.0
import type { Sums } from '../ledger/index.js';
import { paymentOf } from './reference.js';

// What a bank answers, held against the order item by item. Banks do one twice, in parts, late or not at all: each line that is not
// simply so is told, and what is unknown gets no result.

export type BankResult = 'paid' | 'failed' | 'pending' | 'returned';

/** One line of a bank's answer. */
export interface BankAnswer {
  /** Line of its file, for reports. */
  readonly row: number;
  readonly reference: string;
  readonly result: BankResult;
  /** What the bank calls the payment; '' of one that it did not make. */
  readonly serial: string;
  /** Undefined where the bank does not say how much. */
  readonly fen: number | undefined;
}

/** An item as it stands before the answer. */
export interface OrderedItem {
  readonly item: number;
  readonly fen: number;
  /** Asked by the newest order, answered before, or not of the order. */
  readonly state: 'asked' | 'paid' | 'notPaid' | 'other';
}

/** How an answer differs from what was ordered. */
export const BANK_DIFFERENCES = [
  // Lines that are about nothing, or about nothing now.
  ...(['REFERENCE_UNKNOWN', 'REFERENCE_OTHER_ORDER', 'NOT_ORDERED', 'REPEATED', 'ALREADY_RECORDED'] as const),
  // That contradict what was recorded, or say that it came back.
  ...(['CONTRADICTS', 'RETURNED_LATER'] as const),
  // Of an item that is asked: what gets a result all the same, and what gets none.
  ...(['SPLIT', 'RETURNED', 'PAID_TWICE', 'PAID_IN_PART', 'PENDING'] as const),
  // Of the answer as a whole.
  ...(['MISSING', 'TOTALS'] as const),
] as const;
export type BankDifferenceCode = (typeof BANK_DIFFERENCES)[number];

export interface BankDifference {
  readonly code: BankDifferenceCode;
  /** Of no line: an item that is missing, or the totals. */
  readonly row?: number;
  readonly item?: number;
  readonly reference?: string;
}

/** What is recorded of one item. */
export interface MatchedResult {
  readonly item: number;
  readonly paid: boolean;
  readonly serial: string;
}

export interface MatchedAnswers {
  readonly results: readonly MatchedResult[];
  readonly differences: readonly BankDifference[];
}

export interface AnsweredOrder {
  readonly planId: string;
  /** Which order of the plan is answered. */
  readonly attempt: number;
  readonly items: ReadonlyMap<number, OrderedItem>;
}

/** Holds a bank's answer against its order. @param totals as the bank says them, where it does */
export function matchAnswers(
  order: AnsweredOrder,
  answers: readonly BankAnswer[],
  totals?: Sums,
): MatchedAnswers {
  const results: MatchedResult[] = [];
  // Lists in a list: what is handed over as arguments has to find room on the stack.
  const differences: (readonly BankDifference[])[] = totalsDiffer(answers, totals)
    ? [[{ code: 'TOTALS' }]]
    : [];
  const byItem = new Map<number, BankAnswer[]>();
  for (const answer of answers) {
    const item = itemOf(order, answer);
    if (typeof item === 'string') differences.push([told(item, answer)]);
    else listOf(byItem, item).push(answer);
  }
  for (const [item, all] of byItem) {
    const known = order.items.get(item);
    if (known === undefined) continue;
    const { once, repeated } = withoutRepeated(all);
    differences.push(repeated.map((answer) => told('REPEATED', answer, item)));
    if (known.state === 'asked') {
      const { code, paid } = judge(known, once);
      if (code !== undefined) differences.push(once.map((answer) => told(code, answer, item)));
      if (paid !== undefined) results.push({ item, paid, serial: serialsOf(once) });
    } else differences.push(once.map((answer) => told(againOf(known, answer), answer, item)));
  }
  differences.push(missingOf(order, byItem));
  return {
    results: results.toSorted((one, other) => one.item - other.item),
    differences: differences.flat(),
  };
}

function missingOf(
  { items }: AnsweredOrder,
  answered: ReadonlyMap<number, unknown>,
): readonly BankDifference[] {
  return [...items.values()]
    .filter(({ item, state }) => state === 'asked' && !answered.has(item))
    .map(({ item }) => ({ code: 'MISSING', item }));
}

// Not a copy with each line more: a bank, or whoever writes in its name, may say a million lines about one item.
function listOf(byItem: Map<number, BankAnswer[]>, item: number): BankAnswer[] {
  const list = byItem.get(item) ?? [];
  byItem.set(item, list);
  return list;
}

/** The item that a line is about, or why it is about none. */
function itemOf(
  { planId, attempt, items }: AnsweredOrder,
  { reference }: BankAnswer,
): number | 'REFERENCE_UNKNOWN' | 'REFERENCE_OTHER_ORDER' | 'NOT_ORDERED' {
  const payment = paymentOf(planId, reference);
  if (payment === undefined) return 'REFERENCE_UNKNOWN';
  if (payment.attempt !== attempt) return 'REFERENCE_OTHER_ORDER';
  const state = items.get(payment.item)?.state ?? 'other';
  return state === 'other' ? 'NOT_ORDERED' : payment.item;
}

/** A line that says the same as one before it, to the serial number, is that line. */
function withoutRepeated(answers: readonly BankAnswer[]): {
  readonly once: readonly BankAnswer[];
  readonly repeated: readonly BankAnswer[];
} {
  const keyOf = ({ result, serial, fen = -1 }: BankAnswer): string => `${result}|${serial}|${String(fen)}`;
  const first = new Map(answers.toReversed().map((answer) => [keyOf(answer), answer]));
  return {
    once: answers.filter((answer) => first.get(keyOf(answer)) === answer),
    repeated: answers.filter((answer) => first.get(keyOf(answer)) !== answer),
  };
}

/** What the lines about one item come to: a result where it is certain, and how it differs from one payment of the sum. */
function judge(
  { fen }: OrderedItem,
  answers: readonly BankAnswer[],
): { readonly code?: BankDifferenceCode; readonly paid?: boolean } {
  const of = (result: BankResult) => answers.filter((answer) => answer.result === result);
  const sum = (some: readonly BankAnswer[]): number =>
    some.reduce((all, answer) => all + (answer.fen ?? fen), 0);
  const [paid, returned] = [of('paid'), of('returned')];
  const net = sum(paid) - sum(returned);
  if (of('pending').length > 0) return { code: 'PENDING' };
  if (net > fen) return { code: 'PAID_TWICE', paid: true };
  if (net === fen) return { paid: true, ...(paid.length > 1 && { code: 'SPLIT' as const }) };
  if (net > 0) return { code: 'PAID_IN_PART' };
  return { paid: false, ...(returned.length > 0 && { code: 'RETURNED' as const }) };
}

/** How a line differs that is about an item which has its result. */
function againOf({ state }: OrderedItem, { result }: BankAnswer): BankDifferenceCode {
  if (result === 'pending') return 'CONTRADICTS';
  if (result === 'returned') return state === 'paid' ? 'RETURNED_LATER' : 'ALREADY_RECORDED';
  return (state === 'paid') === (result === 'paid') ? 'ALREADY_RECORDED' : 'CONTRADICTS';
}

function totalsDiffer(answers: readonly BankAnswer[], totals: Sums | undefined): boolean {
  if (totals === undefined) return false;
  const fen = answers.reduce((sum, answer) => sum + (answer.fen ?? 0), 0);
  return totals.items !== answers.length || totals.fen !== fen;
}

function serialsOf(answers: readonly BankAnswer[]): string {
  return answers.flatMap(({ serial }) => (serial === '' ? [] : [serial])).join('+');
}

function told(code: BankDifferenceCode, { row, reference }: BankAnswer, item?: number): BankDifference {
  return { code, row, reference, ...(item !== undefined && { item }) };
}
