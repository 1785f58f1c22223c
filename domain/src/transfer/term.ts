// SPDX-License-Identifier: Apache-2.0
import type { NetworkRecord } from '../ledger/index.js';

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const DAY_MS = 86_400_000;
const CHINA_OFFSET_MS = 8 * 3_600_000;
/** 1970-01-01 was a Thursday. */
const FIRST_WEEKDAY = 4;

/** Working days that the old union has to answer, and the new one to take over afterwards. */
export const ANSWER_DAYS = 5;
export const LAPSE_DAYS = 10;
/** Working days for a decision on an objection. */
export const JUDGE_DAYS = 10;
/** Working days in which the new union may give back whom it took over. */
export const UNDO_DAYS = 5;
/** Days of the calendar in which the old union may appeal against what followed from its silence. */
export const APPEAL_DAYS = 15;
/** Silence counts only some time after the deadline: whoever objected in time has its transaction ordered by then. */
const SILENCE_MS = 30 * MINUTE_MS;

/** What the deadlines of a network are counted in. */
export type Pace = Pick<NetworkRecord, 'workingDaySeconds'>;

/**
 * The end of the `days`-th working day in China after a time, which itself counts for nothing. Days not known as holidays are
 * working days, Monday to Friday.
 * @param from milliseconds since 1970
 */
export function addWorkingDays(from: number, days: number, { workingDaySeconds }: Pace): number {
  if (workingDaySeconds !== undefined) return from + days * workingDaySeconds * SECOND_MS;
  let day = Math.floor((from + CHINA_OFFSET_MS) / DAY_MS);
  for (let left = days; left > 0; left -= isWorkingDay(day) ? 1 : 0) day += 1;
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

function isWorkingDay(day: number): boolean {
  const weekday = (day + FIRST_WEEKDAY) % 7;
  return weekday !== 0 && weekday !== 6;
}
