// SPDX-License-Identifier: Apache-2.0
import { isWeekday } from '../governance/calendar.js';
import type { NetworkRecord } from '../ledger/index.js';
import { chinaDateAt } from '../values/china-date.js';

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const DAY_MS = 86_400_000;
const CHINA_OFFSET_MS = 8 * 3_600_000;
/** Silence counts only some time after the deadline: whoever objected in time has its transaction ordered by then. */
const SILENCE_MS = 30 * MINUTE_MS;

/** What the deadlines of a network are counted in. */
export interface Pace extends Pick<NetworkRecord, 'workingDaySeconds'> {
  /** Of a day, ISO 8601; Monday to Friday where nothing else is known. */
  readonly isWorkingDay?: (day: string) => boolean;
}

/**
 * The end of the `days`-th working day in China after a time, which itself counts for nothing.
 * @param from milliseconds since 1970
 */
export function addWorkingDays(
  from: number,
  days: number,
  { workingDaySeconds, isWorkingDay = isWeekday }: Pace,
): number {
  if (workingDaySeconds !== undefined) return from + days * workingDaySeconds * SECOND_MS;
  let day = Math.floor((from + CHINA_OFFSET_MS) / DAY_MS);
  for (let left = days; left > 0; left -= isWorkingDay(dateOf(day)) ? 1 : 0) day += 1;
  return (day + 1) * DAY_MS - CHINA_OFFSET_MS;
}

/** The end of the `days`-th day of the calendar in China after a time; on a test network as long as so many working days. */
export function addDays(from: number, days: number, { workingDaySeconds }: Pace): number {
  if (workingDaySeconds !== undefined) return from + days * workingDaySeconds * SECOND_MS;
  return (Math.floor((from + CHINA_OFFSET_MS) / DAY_MS) + days + 1) * DAY_MS - CHINA_OFFSET_MS;
}

/** When silence after a deadline has become consent. */
export function silenceAt(due: number, { workingDaySeconds }: Pace): number {
  return due + (workingDaySeconds === undefined ? SILENCE_MS : (workingDaySeconds * SECOND_MS) / 2);
}

/** @param day in China, since 1970-01-01 */
function dateOf(day: number): string {
  return chinaDateAt(day * DAY_MS - CHINA_OFFSET_MS);
}
