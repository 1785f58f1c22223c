// SPDX-License-Identifier: Apache-2.0

/**
 * What is counted in a transfer: until the old union has answered, whoever judges has decided, and whoever is to take the member has;
 * for how long the new union may undo, in working days all of them, and the old one appeal, in days of the calendar.
 */
export const TERMS = ['answer', 'judge', 'take', 'undo', 'appeal'] as const;
export type Term = (typeof TERMS)[number];

export type TermDays = Readonly<Partial<Record<Term, number>>>;

/**
 * How long the terms of transfers are: of the national union, with the least and the most that a province may choose, or of a
 * province. What it does not say is as without it. Each version stands under a key of its own, the newest also under its scope's.
 */
export interface PolicyRecord {
  readonly v: number;
  readonly days: TermDays;
  /** National only. */
  readonly floor?: TermDays;
  readonly cap?: TermDays;
  /** How many days of a year a province may have off beside the national ones. National only. */
  readonly holidays?: number;
}

/** Days of a year on which nobody works though it is Monday to Friday, and on which people do though it is not; kept as policies are. */
export interface CalendarRecord {
  readonly v: number;
  /** ISO 8601; days at a weekend may be named too. */
  readonly holidays: readonly string[];
  /** 调休: days worked to make up for others. */
  readonly workdays: readonly string[];
}
