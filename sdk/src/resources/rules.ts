// SPDX-License-Identifier: Apache-2.0
import {
  calendarView,
  pageOf,
  policyView,
  type CalendarView,
  type Page,
  type PolicyView,
} from '@unionid/domain/api';
import type { Transport } from '../transport/transport.js';
import type { PageOptions } from './options.js';

export interface RuleFilter {
  /** Of one province, or '00' of the country. */
  readonly scope?: string;
  /** Every version, the newest first; the newest only where it is not said. */
  readonly versions?: 'newest' | 'all';
}

export interface PoliciesResource {
  /** How long the terms of transfers are. */
  list(options?: RuleFilter & PageOptions): Promise<Page<PolicyView>>;
}

export interface CalendarsResource {
  /** Days off and days worked instead, by year. */
  list(options?: RuleFilter & { readonly year?: number } & PageOptions): Promise<Page<CalendarView>>;
}

const policyPage = pageOf(policyView);
const calendarPage = pageOf(calendarView);

export function newPoliciesResource(transport: Transport): PoliciesResource {
  return {
    list: (options = {}) =>
      transport.page({ method: 'GET', path: '/v1/policies', query: { ...options } }, policyPage, {
        scope: options.scope,
      }),
  };
}

export function newCalendarsResource(transport: Transport): CalendarsResource {
  return {
    list: (options = {}) =>
      transport.page({ method: 'GET', path: '/v1/calendars', query: { ...options } }, calendarPage, {
        ...{ scope: options.scope, year: options.year },
      }),
  };
}
