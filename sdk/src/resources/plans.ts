// SPDX-License-Identifier: Apache-2.0
import {
  orderRowView,
  pageOf,
  planItemView,
  planPage,
  planScreening,
  planShown,
  recoveryView,
  type OrderRowView,
  type NamedPage,
  type Page,
  type PlanItemView,
  type PlanScreening,
  type PlanShown,
  type PlanView,
  type RecoveryView,
} from '@unionid/domain/api';
import { pathOf, type Transport } from '../transport/transport.js';
import type { PageOptions, ReadOptions } from './options.js';

export interface PlansResource {
  /** Plans of grants of the caller's union and those below it. */
  list(options?: { readonly status?: PlanView['status'] } & PageOptions): Promise<NamedPage<PlanView>>;
  get(planId: string, options?: ReadOptions): Promise<PlanShown>;
  /** The items of a plan in the order of its list. */
  items(planId: string, options?: PageOptions): Promise<Page<PlanItemView>>;
  /** What was paid to whose membership had ended by then, as was reported later; a page may be short. */
  recoveries(options?: PageOptions): Promise<Page<RecoveryView>>;
  /** Has the payees looked at again before the next order, as far as one request goes: again until it is done. */
  screen(planId: string): Promise<PlanScreening>;
  /** The payments of the next order, with payees and their accounts: for its payer, once they were looked at again today. */
  order(planId: string, options?: PageOptions): Promise<Page<OrderRowView>>;
  /** Those of the order that was signed, once more, while the bank has not answered for all of it. */
  sentOrder(planId: string, options?: PageOptions): Promise<Page<OrderRowView>>;
}

const itemPage = pageOf(planItemView);
const orderPage = pageOf(orderRowView);
const recoveryPage = pageOf(recoveryView);

export function newPlansResource(transport: Transport): PlansResource {
  return {
    list: (options = {}) =>
      transport.page({ method: 'GET', path: '/v1/plans', query: { ...options } }, planPage, {
        status: options.status,
      }),
    get: (planId, options = {}) =>
      transport.one(
        { planId },
        { method: 'GET', path: pathOf`/v1/plans/${planId}`, query: { ...options } },
        planShown,
      ),
    items: (planId, options = {}) =>
      transport.page(
        { method: 'GET', path: pathOf`/v1/plans/${planId}/items`, query: { ...options } },
        itemPage,
        { planId },
      ),
    recoveries: (options = {}) =>
      transport.page({ method: 'GET', path: '/v1/recoveries', query: { ...options } }, recoveryPage),
    screen: (planId) =>
      transport.one(
        { planId },
        { method: 'POST', path: pathOf`/v1/plans/${planId}/screening` },
        planScreening,
      ),
    order: (planId, options = {}) =>
      transport.page(
        { method: 'GET', path: pathOf`/v1/plans/${planId}/order`, query: { ...options } },
        orderPage,
      ),
    sentOrder: (planId, options = {}) =>
      transport.page(
        { method: 'GET', path: pathOf`/v1/plans/${planId}/sent-order`, query: { ...options } },
        orderPage,
      ),
  };
}
