// SPDX-License-Identifier: Apache-2.0
import {
  pageOf,
  planItemView,
  planView,
  type Page,
  type PlanItemView,
  type PlanView,
} from '@unionid/domain/api';
import { pathOf, type Transport } from '../transport/transport.js';
import type { PageOptions, ReadOptions } from './options.js';

export interface PlansResource {
  /** Plans of grants of the caller's union and those below it. */
  list(options?: { readonly status?: PlanView['status'] } & PageOptions): Promise<Page<PlanView>>;
  get(planId: string, options?: ReadOptions): Promise<PlanView>;
  /** The items of a plan in the order of its list. */
  items(planId: string, options?: PageOptions): Promise<Page<PlanItemView>>;
}

const planPage = pageOf(planView);
const itemPage = pageOf(planItemView);

export function newPlansResource(transport: Transport): PlansResource {
  return {
    list: (options = {}) =>
      transport.page({ method: 'GET', path: '/v1/plans', query: { ...options } }, planPage),
    get: (planId, options = {}) =>
      transport.one(
        { planId },
        { method: 'GET', path: pathOf`/v1/plans/${planId}`, query: { ...options } },
        planView,
      ),
    items: (planId, options = {}) =>
      transport.page(
        { method: 'GET', path: pathOf`/v1/plans/${planId}/items`, query: { ...options } },
        itemPage,
      ),
  };
}
