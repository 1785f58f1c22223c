// SPDX-License-Identifier: Apache-2.0
import type { Sums } from '../ledger/index.js';
import { paymentOf, serialDigest, type Payment } from './reference.js';

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
  /** Of one that was paid: SM3 of the serial number by which that was recorded. */
  readonly reference?: string;
  /** Of one that came in parts: SM3 of the serial number of each. */
  readonly parts?: readonly string[];
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
  /** What the bank has paid beyond the item, by this line or this file: to be got back. */
  readonly fen?: number;
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
    if (typeof item === 'number') listOf(byItem, item).push(answer);
    else differences.push([item]);
  }
  for (const [item, all] of byItem) {
    const known = order.items.get(item);
    if (known === undefined) continue;
    const { once, repeated } = withoutRepeated(all);
    differences.push(repeated.map((answer) => told('REPEATED', answer, item)));
    const judged = known.state === 'asked' ? ofAsked(known, once) : { differences: againOf(known, once) };
    differences.push(judged.differences);
    results.push(...(judged.results ?? []));
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

/** What the lines about an item come to that the bank was asked for. */
function ofAsked(
  known: OrderedItem,
  answers: readonly BankAnswer[],
): Pick<MatchedAnswers, 'differences'> & Partial<Pick<MatchedAnswers, 'results'>> {
  const { item } = known;
  const { code, paid, fen } = judge(known, answers);
  const beyond = fen === undefined ? {} : { fen };
  // What was paid beyond it is said once, of whichever lines it came by.
  const toldOf = (answer: BankAnswer, at: number): readonly BankDifference[] =>
    code === undefined ? [] : [{ ...told(code, answer, item), ...(at === 0 && beyond) }];
  return {
    differences: answers.flatMap(toldOf),
    results: paid === undefined ? [] : [{ item, paid, serial: serialsOf(answers) }],
  };
}

/** The item that a line is about, or why it is about none. */
function itemOf(order: AnsweredOrder, answer: BankAnswer): number | BankDifference {
  const payment = paymentOf(order.planId, answer.reference);
  if (payment === undefined) return told('REFERENCE_UNKNOWN', answer);
  if (payment.attempt !== order.attempt) return ofOtherOrder(order, payment, answer);
  const state = order.items.get(payment.item)?.state ?? 'other';
  return state === 'other' ? told('NOT_ORDERED', answer) : payment.item;
}

/** What the bank says late of another order: that it paid after all is no repetition, unless it is the payment which was recorded. */
function ofOtherOrder(
  { items, attempt: newest }: AnsweredOrder,
  { item, attempt }: Payment,
  answer: BankAnswer,
): BankDifference {
  const known = items.get(item);
  if (answer.result !== 'paid' || known === undefined || isRecorded(known, [answer]))
    return told('REFERENCE_OTHER_ORDER', answer);
  if (known.state === 'paid') return paidAgain(known, answer);
  // Of one before it was recorded that the bank had not paid it.
  return attempt < newest ? told('CONTRADICTS', answer, item) : told('REFERENCE_OTHER_ORDER', answer);
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
): { readonly code?: BankDifferenceCode; readonly paid?: boolean; readonly fen?: number } {
  const of = (result: BankResult) => answers.filter((answer) => answer.result === result);
  const sum = (some: readonly BankAnswer[]): number =>
    some.reduce((all, answer) => all + (answer.fen ?? fen), 0);
  const [paid, returned] = [of('paid'), of('returned')];
  const net = sum(paid) - sum(returned);
  if (of('pending').length > 0) return { code: 'PENDING' };
  if (net > fen) return { code: 'PAID_TWICE', paid: true, fen: net - fen };
  if (net === fen) return { paid: true, ...(paid.length > 1 && { code: 'SPLIT' as const }) };
  if (net > 0) return { code: 'PAID_IN_PART' };
  return { paid: false, ...(returned.length > 0 && { code: 'RETURNED' as const }) };
}

/** How lines differ that are about an item which has its result: the same payment once more, or another one. */
function againOf(known: OrderedItem, answers: readonly BankAnswer[]): readonly BankDifference[] {
  const paid = answers.filter(({ result }) => result === 'paid');
  const isSame = isRecorded(known, paid);
  return answers.map((answer) => {
    const isAgain = known.state === 'paid' && answer.result === 'paid';
    if (isAgain && !isSame && !isRecorded(known, [answer])) return paidAgain(known, answer);
    return told(againCode(known, answer), answer, known.item);
  });
}

function againCode({ state }: OrderedItem, { result }: BankAnswer): BankDifferenceCode {
  if (result === 'pending') return 'CONTRADICTS';
  if (result === 'returned') return state === 'paid' ? 'RETURNED_LATER' : 'ALREADY_RECORDED';
  return (state === 'paid') === (result === 'paid') ? 'ALREADY_RECORDED' : 'CONTRADICTS';
}

/** Whether these lines are the payment by which an item was recorded as paid, or parts of it. */
function isRecorded({ state, reference, parts = [] }: OrderedItem, answers: readonly BankAnswer[]): boolean {
  if (state !== 'paid' || answers.length === 0) return false;
  const areParts = answers.every(({ serial }) => parts.includes(serialDigest(serial)));
  return areParts || reference === serialDigest(serialsOf(answers));
}

/** A payment by another serial number than the one that was recorded: it is paid twice, and what it paid is to be got back. */
function paidAgain({ item, fen: owed }: OrderedItem, answer: BankAnswer): BankDifference {
  return { ...told('PAID_TWICE', answer, item), fen: answer.fen ?? owed };
}

function totalsDiffer(answers: readonly BankAnswer[], totals: Sums | undefined): boolean {
  if (totals === undefined) return false;
  const fen = answers.reduce((sum, answer) => sum + (answer.fen ?? 0), 0);
  return totals.items !== answers.length || totals.fen !== fen;
}

function serialsOf(answers: readonly BankAnswer[]): string {
  const serials = answers.flatMap(({ serial }) => (serial === '' ? [] : [serial]));
  // Told in another order they are the same payment.
  return serials.toSorted().join('+');
}

function told(code: BankDifferenceCode, { row, reference }: BankAnswer, item?: number): BankDifference {
  return { code, row, reference, ...(item !== undefined && { item }) };
}
