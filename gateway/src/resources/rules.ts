// SPDX-License-Identifier: Apache-2.0
import {
  calendarView,
  pageOf,
  pageQuery,
  policyView,
  ruleVersions,
  type CalendarView,
  type PolicyView,
  wholeNumber,
} from '@unionid/domain/api';
import { allTermDays } from '@unionid/domain/governance';
import { NATIONAL_CODE, type PolicyRecord } from '@unionid/domain/ledger';
import { provinceCodeField } from '@unionid/domain/schema';
import * as z from 'zod/mini';
import { toPageRequest } from '../http/page-request.js';
import { unlessUnreadable } from '../read-model/readable.js';
import type { KnownCalendar, KnownPolicy } from '../read-model/read-model.js';
import { operatorRoute } from './route-builders.js';

const policyQuery = z.strictObject({
  ...pageQuery.shape,
  /** Of one province, or '00' of the country. */
  scope: z.optional(provinceCodeField),
  /** `newest` where it is not said. */
  versions: z.optional(ruleVersions),
});

const calendarQuery = z.strictObject({
  ...policyQuery.shape,
  year: z.optional(wholeNumber(2000, 2999)),
});

/** By what transfers are counted: no secret of anybody's. */
export const ruleRoutes = [
  operatorRoute({
    method: 'get',
    path: '/v1/policies',
    operationId: 'listPolicies',
    summary: {
      zh: '接转期限：全国与各省，每一版都可查',
      en: 'How long the terms of transfers are, of the country and of provinces, each version',
    },
    tag: 'policies',
    query: policyQuery,
    response: pageOf(policyView),
    status: 200,
    errors: [],
    handle: async ({ services: { readModel }, query }) => {
      const { scope, versions } = query;
      const { items, ...rest } = await readModel.policies(
        { scope, all: versions === 'all' },
        toPageRequest(query),
      );
      const national = await readModel.policy(NATIONAL_CODE).catch(asUnreadable);
      return { body: { ...rest, items: items.flatMap((known) => toPolicyView(known, national)) } };
    },
  }),
  operatorRoute({
    method: 'get',
    path: '/v1/calendars',
    operationId: 'listCalendars',
    summary: {
      zh: '工作日历：全国与各省逐年的放假与调休，每一版都可查',
      en: 'Days off and days worked instead by year, of the country and of provinces, each version',
    },
    tag: 'calendars',
    query: calendarQuery,
    response: pageOf(calendarView),
    status: 200,
    errors: [],
    handle: async ({ services: { readModel }, query }) => {
      const { scope, year, versions } = query;
      const filter = { scope, year, all: versions === 'all' };
      const { items, ...rest } = await readModel.calendars(filter, toPageRequest(query));
      return { body: { ...rest, items: items.map(toCalendarView) } };
    },
  }),
];

function asUnreadable(error: unknown): 'unreadable' {
  unlessUnreadable(error);
  return 'unreadable';
}

/** None of a province's while nobody can read what the country allows: what is in force there is not known. */
function toPolicyView(
  { scope, policy }: KnownPolicy,
  national: PolicyRecord | 'unreadable' | undefined,
): PolicyView[] {
  const { v: version, days, floor, cap, holidays } = policy;
  // Of the country as this version says it; of a province within what the country allows now.
  const allowed = scope === NATIONAL_CODE ? policy : national;
  if (allowed === 'unreadable') return [];
  const inForce = allTermDays({ own: policy, national: allowed });
  return [
    {
      ...{ scope, version, days: { ...days }, inForce },
      ...(floor !== undefined && { floor: { ...floor } }),
      ...(cap !== undefined && { cap: { ...cap } }),
      ...(holidays !== undefined && { holidays }),
    },
  ];
}

function toCalendarView({ scope, year, calendar }: KnownCalendar): CalendarView {
  const { v: version, holidays, workdays } = calendar;
  return { scope, year, version, holidays: [...holidays], workdays: [...workdays] };
}
