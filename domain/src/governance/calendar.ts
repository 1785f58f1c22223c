// SPDX-License-Identifier: Apache-2.0
import { DomainError } from '../errors/index.js';
import { NATIONAL_CODE, type CalendarRecord, type PolicyRecord } from '../ledger/index.js';
import { nationalPolicyOf } from './policy.js';

/** Calendars of one year; of a year that nobody has published none, and Monday to Friday are worked. */
export type Calendars = Readonly<Record<'own' | 'national', CalendarRecord | undefined>>;

/**
 * Whether people work in a province on a day: a holiday of the country or the province is none, whatever the other says.
 * @param day ISO 8601
 */
export function isWorkingDay(day: string, { own, national }: Calendars): boolean {
  const named = (which: 'holidays' | 'workdays'): boolean =>
    [own, national].some((calendar) => calendar?.[which].includes(day) === true);
  if (named('holidays')) return false;
  return isWeekday(day) || named('workdays');
}

/** Monday to Friday. @param day ISO 8601 */
export function isWeekday(day: string): boolean {
  return new Date(day).getUTCDay() % 6 !== 0;
}

/** What a calendar says, of whom and of which year. */
export interface Calendar extends Omit<CalendarRecord, 'v'> {
  readonly scope: string;
  readonly year: number;
}

/** What stands on the ledger when a calendar is set. */
export interface CalendarGround extends Calendars {
  /** The national policy: how many days a province may have off beside the national ones. */
  readonly policy: PolicyRecord | undefined;
}

/**
 * The next version of a scope's calendar of a year.
 * @throws DomainError CALENDAR_DAY_OUTSIDE, CALENDAR_DAY_TWICE; of a province's CALENDAR_WIDER
 */
export function nextCalendar(calendar: Calendar, ground: CalendarGround): CalendarRecord {
  const { scope, year, holidays, workdays } = calendar;
  const days = [...holidays, ...workdays];
  const outside = days.find((day) => !day.startsWith(`${String(year)}-`));
  if (outside !== undefined) throw new DomainError('CALENDAR_DAY_OUTSIDE', { day: outside, year });
  const twice = days.find((day, at) => days.indexOf(day) !== at);
  if (twice !== undefined) throw new DomainError('CALENDAR_DAY_TWICE', { day: twice });
  if (scope !== NATIONAL_CODE) assertNarrower(calendar, ground);
  return { v: (ground.own?.v ?? 0) + 1, holidays, workdays };
}

// Else a province that lets nobody go would have a year of holidays.
function assertNarrower(
  { holidays, workdays }: Pick<Calendar, 'holidays' | 'workdays'>,
  { national, policy }: Pick<CalendarGround, 'national' | 'policy'>,
): void {
  const { holidays: cap } = nationalPolicyOf(policy);
  const further = holidays.filter((day) => isWorkingDay(day, { own: undefined, national })).length;
  if (further > cap) throw new DomainError('CALENDAR_WIDER', { holidays: further, cap });
  const worked = workdays.find((day) => national?.holidays.includes(day) === true);
  if (worked !== undefined) throw new DomainError('CALENDAR_WIDER', { day: worked });
}
