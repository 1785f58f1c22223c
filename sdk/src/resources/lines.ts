// SPDX-License-Identifier: Apache-2.0
import {
  allotmentPage,
  allotmentShown,
  linePage,
  lineView,
  type AllotmentShown,
  type AllotmentView,
  type LineView,
  type NamedPage,
} from '@unionid/domain/api';
import { pathOf, type Transport } from '../transport/transport.js';
import type { PageOptions, ReadOptions } from './options.js';

export interface LinesResource {
  /** What the caller's union and those below it have of funds. */
  list(options?: { readonly fund?: string } & PageOptions): Promise<NamedPage<LineView>>;
  /** What a union has of a fund. */
  get(fundId: string, orgId: string, options?: ReadOptions): Promise<LineView>;
  /** Money offered to the caller's unions, or by them. */
  allotments(
    options: { readonly side: 'to' | 'from'; readonly state?: AllotmentView['state'] } & PageOptions,
  ): Promise<NamedPage<AllotmentView>>;
  allotment(allotmentId: string, options?: ReadOptions): Promise<AllotmentShown>;
}

export function newLinesResource(transport: Transport): LinesResource {
  return {
    list: (options = {}) =>
      transport.page({ method: 'GET', path: '/v1/lines', query: { ...options } }, linePage, {
        fund: options.fund,
      }),
    get: (fundId, orgId, options = {}) =>
      transport.one(
        { fund: fundId, org: orgId },
        { method: 'GET', path: pathOf`/v1/lines/${fundId}/${orgId}`, query: { ...options } },
        lineView,
      ),
    allotments: (options) =>
      transport.page({ method: 'GET', path: '/v1/allotments', query: { ...options } }, allotmentPage, {
        state: options.state,
      }),
    allotment: (allotmentId, options = {}) =>
      transport.one(
        { allotmentId },
        { method: 'GET', path: pathOf`/v1/allotments/${allotmentId}`, query: { ...options } },
        allotmentShown,
      ),
  };
}
