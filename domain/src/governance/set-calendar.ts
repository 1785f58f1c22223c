// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod/mini';
import { defineInstruction, type PresentationOf } from '../instruction/index.js';
import { calendarDays } from '../ledger/index.js';
import { provinceCodeField } from '../schema/index.js';

export const yearField = z.int().check(z.gte(2000), z.lte(2999));

/** Holidays and make-up working days of a year: of the country, or of a province beside these. */
export const setCalendarPayload = z.strictObject({
  /** '00' for the national union. */
  scope: provinceCodeField,
  year: yearField,
  holidays: calendarDays,
  workdays: calendarDays,
});
export type SetCalendarPayload = z.output<typeof setCalendarPayload>;

export const setCalendarInstruction = defineInstruction({
  type: 'governance.setCalendar',
  chaincode: 'identity',
  payload: setCalendarPayload,
  grant: 'governance',
  subject: 'calendar',
  errors: ['PROVINCE_UNKNOWN', 'CALENDAR_DAY_OUTSIDE', 'CALENDAR_DAY_TWICE', 'CALENDAR_WIDER'],
});

export const setCalendarPresentation: PresentationOf<typeof setCalendarInstruction> = {
  words: ({ scope, year, holidays, workdays }) => {
    const list = (days: readonly string[], none: string): string =>
      days.map((day) => day.slice(5)).join(' ') || none;
    return {
      zh: `设定 ${scope} 的 ${year} 年工作日历：放假 ${list(holidays, '无')}；调休上班 ${list(workdays, '无')}`,
      en: `Set the calendar of ${scope} for ${year}: days off ${list(holidays, 'none')}; worked instead ${list(workdays, 'none')}`,
    };
  },
  sample: () => ({
    ...{ scope: '51', year: 2027, holidays: ['2027-02-08', '2027-02-09'], workdays: ['2027-02-20'] },
  }),
};
