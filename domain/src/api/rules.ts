// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod/mini';
import { yearField } from '../governance/index.js';
import { calendarDays, furtherHolidays, termDays, TERMS } from '../ledger/index.js';
import { provinceCodeField, versionField } from '../schema/index.js';

/** How long the terms of transfers are; '00' of the country. */
export const policyView = z.object({
  scope: provinceCodeField,
  version: versionField,
  /** As it was set; what is not said is as for the country, or as built in. */
  days: termDays,
  floor: z.optional(termDays),
  cap: z.optional(termDays),
  holidays: z.optional(furtherHolidays),
  /** What this comes to under the national policy of now. */
  inForce: z.record(z.enum(TERMS), z.int()),
});
export type PolicyView = z.output<typeof policyView>;

export const calendarView = z.object({
  scope: provinceCodeField,
  year: yearField,
  version: versionField,
  holidays: calendarDays,
  workdays: calendarDays,
});
export type CalendarView = z.output<typeof calendarView>;

/** The newest version of each, or every one. */
export const ruleVersions = z.enum(['newest', 'all']);
