// SPDX-License-Identifier: Apache-2.0
import { daysInMonth, isCalendarDay } from './calendar.js';
import { accept, refuse, type Fixed, type Parsed } from './parsed.js';
import { removeBlanks, toHalfWidth } from '../text/plain-text.js';
import { repair } from './repair.js';

/** A calendar date as `yyyy-mm-dd`; text order is time order. Days are those of China, whoever supplies them. */
export type IsoDate = string;

/**
 * No union was founded and nobody joined one before this day: 中华全国总工会 is of 1925, what became part of it hardly older.
 * It is against slips, not about history: a spreadsheet's empty date is one of 1900.
 */
export const EARLIEST_DAY: IsoDate = '1920-01-01';

export type DateFault = 'DATE_FORMAT' | 'DATE_IMPOSSIBLE';

const ISO = /^(\d{4})-(\d{2})-(\d{2})$/;
const SPELLINGS: readonly RegExp[] = [
  /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$/,
  /^(\d{4})年(\d{1,2})月(\d{1,2})日?$/,
  /^(\d{4})(\d{2})(\d{2})$/,
];

/** The forms' own spelling, as spreadsheets write it too: bringing it to ours repairs nothing. */
const FORM_SPELLING = /^\d{4}\/\d{1,2}\/\d{1,2}$/;

/**
 * Brings the spellings of the forms (yyyy/MM/dd, yyyy.M.d, yyyy年M月d日, yyyymmdd) to `yyyy-mm-dd`; other text stays as
 * it is and fails in `parseDate`. Whether the day exists is not asked here.
 */
export function fixDate(text: string): Fixed {
  if (FORM_SPELLING.test(text)) return { text: respell(text), fixes: [] };
  return repair(text, [
    ['FULL_WIDTH', toHalfWidth],
    ['SPACES', removeBlanks],
    ['DATE_SPELLING', respell],
  ]);
}

/** Reads `yyyy-mm-dd` strictly: a day that the Gregorian calendar has. */
export function parseDate(text: string): Parsed<IsoDate, DateFault> {
  const match = ISO.exec(text);
  if (match === null) return refuse('DATE_FORMAT');
  return isCalendarDay(Number(match[1]), Number(match[2]), Number(match[3]))
    ? accept(text)
    : refuse('DATE_IMPOSSIBLE');
}

/** `yyyy-mm-dd` of eight digits `yyyymmdd`, or undefined where the calendar has no such day (1900-02-29). */
export function dateOfDigits(digits: string): IsoDate | undefined {
  const iso = `${digits.slice(0, 4)}-${digits.slice(4, 6)}-${digits.slice(6, 8)}`;
  const parsed = parseDate(iso);
  return parsed.ok ? parsed.value : undefined;
}

/** Whole years from birth to `on`; a birthday counts from its own day, 29 February from 1 March in common years. */
export function ageOn(birthDate: IsoDate, on: IsoDate): number {
  const years = Number(on.slice(0, 4)) - Number(birthDate.slice(0, 4));
  return on.slice(5) < birthDate.slice(5) ? years - 1 : years;
}

/** The same day `months` later, or the last day of that month where it is shorter. */
export function addMonths(date: IsoDate, months: number): IsoDate {
  const index = Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7)) - 1 + months;
  const year = Math.floor(index / 12);
  const month = (index % 12) + 1;
  const day = Math.min(Number(date.slice(8, 10)), daysInMonth(year, month));
  return `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}`;
}

function respell(text: string): string {
  for (const spelling of SPELLINGS) {
    const match = spelling.exec(text);
    if (match !== null) {
      const [, year = '', month = '', day = ''] = match;
      return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
    }
  }
  return text;
}

function pad(value: number, width: number): string {
  return String(value).padStart(width, '0');
}
