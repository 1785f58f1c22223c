// SPDX-License-Identifier: Apache-2.0
import { isWorkingDay } from '../governance/calendar.js';
import { termDaysOf } from '../governance/policy.js';
import {
  NATIONAL_CODE,
  type CalendarRecord,
  type PolicyRecord,
  type Term,
  type TransferRecord,
} from '../ledger/index.js';
import { chinaDateAt } from '../values/china-date.js';
import { timestampAt } from '../values/timestamp.js';
import type { TransferSide } from './process.js';
import { addDays, addWorkingDays, type Pace } from './term.js';

/** Which provinces a transfer is between, '' where nobody has asked yet, and since when. */
export type Sides = Pick<TransferRecord, 'asked' | 'fromProvince' | 'toProvince'>;

/** Policies are of these; of calendars each has two, of the year in which the transfer was asked for and of the next. */
const SCOPES = ['national', 'old', 'new'] as const;
const YEARS = [0, 1] as const;

/** By what a transfer's deadlines are counted: of the national union, of the province that lets go, and of the one that takes. */
export interface Rules extends Pick<Pace, 'workingDaySeconds'> {
  readonly isWithinProvince: boolean;
  readonly year: number;
  readonly policies: readonly (PolicyRecord | undefined)[];
  readonly calendars: readonly (CalendarRecord | undefined)[];
}

/** A policy that counts, and its place among a transfer's `rules`; the scope is '' of a side that nobody knows yet. */
export interface PolicyName {
  readonly scope: string;
  readonly at: number;
}

export interface CalendarName extends PolicyName {
  readonly year: number;
}

/** Which rules a transfer is counted by. */
export function ruleNamesOf({ asked, fromProvince, toProvince }: Sides): {
  readonly policies: readonly PolicyName[];
  readonly calendars: readonly CalendarName[];
} {
  const year = yearOf(asked);
  const policies = [NATIONAL_CODE, fromProvince, toProvince].map((scope, at) => ({ scope, at }));
  const calendars = policies.flatMap(({ scope }) => YEARS.map((next) => ({ scope, year: year + next })));
  return { policies, calendars: calendars.map((name, at) => ({ ...name, at: SCOPES.length + at })) };
}

/** The rules themselves, as they stand under those names. */
export function rulesOf(
  { asked, fromProvince, toProvince }: Sides,
  { policies, calendars }: Pick<Rules, 'policies' | 'calendars'>,
  { workingDaySeconds }: Pick<Pace, 'workingDaySeconds'>,
): Rules {
  const isWithinProvince = fromProvince === toProvince;
  const pace = workingDaySeconds !== undefined && { workingDaySeconds };
  return { ...pace, isWithinProvince, year: yearOf(asked), policies, calendars };
}

function yearOf(asked: string): number {
  return Number(chinaDateAt(Date.parse(asked)).slice(0, 4));
}

/** Versions without those of the side that takes, for whoever is of another province than they were kept for. */
export function withoutNewSide(versions: readonly number[]): readonly number[] {
  const sideAt = (at: number): (typeof SCOPES)[number] | undefined =>
    SCOPES[at < SCOPES.length ? at : Math.floor((at - SCOPES.length) / YEARS.length)];
  return versions.map((version, at) => (sideAt(at) === 'new' ? 0 : version));
}

/** Versions as a transfer keeps them (TransferRecord.rules). */
export function versionsOf({ policies, calendars }: Rules): readonly number[] {
  return [...policies, ...calendars].map((record) => record?.v ?? 0);
}

/** Somebody's time to do something. */
export interface Turn {
  readonly term: Term;
  readonly side: TransferSide;
}

/**
 * When a term ends that begins at a time: as long as the province of whoever has to act says, in the days that are worked there.
 * @param from milliseconds since 1970
 */
export function termEnd(from: number, { term, side }: Turn, rules: Rules): string {
  return timestampAt(endOfTerm(from, { term, side }, rules));
}

/** The same in milliseconds since 1970. */
export function endOfTerm(from: number, { term, side }: Turn, rules: Rules): number {
  const { policies, calendars, year } = rules;
  const at = SCOPES.indexOf(scopeOf(side, rules));
  const days = termDaysOf(term, { own: policies[at], national: policies[0] });
  if (term === 'appeal') return addDays(from, days, rules);
  const calendarOf = (scope: number, day: string): CalendarRecord | undefined => {
    const next = YEARS.find((each) => day.startsWith(`${String(year + each)}-`));
    return next === undefined ? undefined : calendars[scope * YEARS.length + next];
  };
  return addWorkingDays(from, days, {
    ...rules,
    isWorkingDay: (day) => isWorkingDay(day, { own: calendarOf(at, day), national: calendarOf(0, day) }),
  });
}

/** Whoever judges between provinces is the national union. */
function scopeOf(side: TransferSide, { isWithinProvince }: Rules): (typeof SCOPES)[number] {
  if (side === 'judge') return isWithinProvince ? 'old' : 'national';
  return side;
}
