// SPDX-License-Identifier: Apache-2.0
import {
  fundTrace,
  itemTrace,
  lineTrace,
  personTrace,
  planTrace,
  type FundTrace,
  type ItemTrace,
  type LineTrace,
  type PersonTrace,
  type PlanTrace,
} from '@unionid/domain/api';
import { pathOf, type Transport } from '../transport/transport.js';
import type { PageOptions } from './options.js';

/** Up to which block; all that the gateway knows where it is left out. */
export interface AsOf {
  readonly asOf?: number;
}

export type TracePage = AsOf & PageOptions;

export interface TracesResource {
  /** The way of one item; `item` is its row in the plan's list, from 0. */
  item(planId: string, item: number, options?: AsOf): Promise<ItemTrace>;
  /** The same as a picture: an SVG. */
  picture(planId: string, item: number, options?: AsOf): Promise<string>;
  /** Each step of a plan, and its items page by page. */
  plan(planId: string, options?: TracePage): Promise<PlanTrace>;
  /** A fund, and its lines page by page. */
  fund(fundId: string, options?: TracePage): Promise<FundTrace>;
  /** What came onto a line, and its plans page by page. */
  line(fundId: string, orgId: string, options?: TracePage): Promise<LineTrace>;
  /** What a person was granted, page by page. */
  person(identityId: string, options?: TracePage): Promise<PersonTrace>;
}

export function newTracesResource(transport: Transport): TracesResource {
  const of = (path: string, options: TracePage = {}) => ({
    method: 'GET' as const,
    path,
    query: { ...options },
  });
  return {
    item: (planId, item, options) =>
      transport.json(of(pathOf`/v1/traces/plans/${planId}/items/${item}`, options), itemTrace),
    picture: (planId, item, options) =>
      transport.text(of(pathOf`/v1/traces/plans/${planId}/items/${item}/picture`, options)),
    plan: (planId, options) => transport.json(of(pathOf`/v1/traces/plans/${planId}`, options), planTrace),
    fund: (fundId, options) => transport.json(of(pathOf`/v1/traces/funds/${fundId}`, options), fundTrace),
    line: (fundId, orgId, options) =>
      transport.json(of(pathOf`/v1/traces/funds/${fundId}/lines/${orgId}`, options), lineTrace),
    person: (identityId, options) =>
      transport.json(of(pathOf`/v1/traces/persons/${identityId}`, options), personTrace),
  };
}
