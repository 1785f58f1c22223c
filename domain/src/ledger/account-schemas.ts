// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod/mini';
import { isId } from '../ids/index.js';
import {
  dateField,
  digestField,
  identityIdField,
  orgIdField,
  orNone,
  provinceCodeField,
  tagField,
  recordVersionField,
} from '../schema/index.js';
import { isCalendarDay } from '../values/calendar.js';
import { ACCOUNTS_PER_PAGE, parsePlace } from './account-page.js';
import { parseLead } from './person-lead.js';
import { HOSTINGS, MEMBERSHIP_STATES } from './records.js';

// What is read of accounts before anybody believes it: alone, in pages, and under a person's keys.

const membershipState = z.enum(MEMBERSHIP_STATES);
/** Under a personKey. One check and no union of two: most are places, and a union makes an error of each that is no identityId. */
export const personSchema = z.string().check(z.refine((text) => isLead(text), { error: 'no account' }));

function isLead(text: string): boolean {
  const { holder } = parseLead(text);
  return parsePlace(holder) !== undefined || isId('identity', holder);
}

/** identityId, tag and root, then one day or two (account-page.ts). */
const SLOT =
  /^(?<identityId>[0-9A-Z]{26})[\w-]{21}[AQgw][\w-]{42}[AEIMQUYcgkosw048](?<joined>\d{8})(?<since>\d{8})?$/;

function isSlot(text: string): boolean {
  const { identityId = '', joined = '', since = joined } = SLOT.exec(text)?.groups ?? {};
  return isId('identity', identityId) && isDay(joined) && (since === joined || isDay(since));
}

function isDay(day: string): boolean {
  return isCalendarDay(Number(day.slice(0, 4)), Number(day.slice(4, 6)), Number(day.slice(6)));
}

const whyField = z.string().check(z.minLength(1), z.maxLength(16));

/** Accounts that have ended for one at the most (ADR 66): who was entered more often wants to be looked at by somebody. */
export const MOST_ALSO = 8;
export const alsoField = z.array(identityIdField).check(z.minLength(1), z.maxLength(MOST_ALSO));

export const accountSchema = z.strictObject({
  v: recordVersionField,
  state: membershipState,
  province: provinceCodeField,
  org: orgIdField,
  joined: orNone(dateField),
  since: dateField,
  loa: z.int().check(z.gte(0), z.lte(4)),
  tag: tagField,
  root: digestField,
  why: z.exactOptional(whyField),
  was: z.exactOptional(z.enum(['NONE', 'ACTIVE', 'RETAINED'])),
  wasWhy: z.exactOptional(whyField),
  ended: z.exactOptional(
    z.strictObject({
      ...{ state: z.enum(['WITHDRAWN', 'EXPELLED']), since: dateField },
      ...{ why: z.exactOptional(whyField), at: z.exactOptional(recordVersionField) },
    }),
  ),
  at: z.exactOptional(recordVersionField),
  nth: z.exactOptional(recordVersionField),
  here: z.exactOptional(dateField),
  again: z.exactOptional(dateField),
  held: z.exactOptional(dateField),
  also: z.exactOptional(alsoField),
  into: z.exactOptional(identityIdField),
  hosted: z.exactOptional(
    z.strictObject({ org: orgIdField, kind: z.enum(HOSTINGS), on: dateField, until: dateField }),
  ),
});
export const accountPageSchema = z.strictObject({
  province: provinceCodeField,
  org: orgIdField,
  state: membershipState,
  loa: z.int().check(z.gte(0), z.lte(4)),
  accounts: z
    .array(z.string().check(z.refine(isSlot, { error: 'not an account of a page' })))
    .check(z.minLength(1), z.maxLength(ACCOUNTS_PER_PAGE)),
});
