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
import { assertAsked, pathOf, type Transport } from '../transport/transport.js';
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
      transport.one(
        { planId, item, asOf: options?.asOf },
        of(pathOf`/v1/traces/plans/${planId}/items/${item}`, options),
        itemTrace,
      ),
    picture: (planId, item, options) =>
      transport.text(of(pathOf`/v1/traces/plans/${planId}/items/${item}/picture`, options)),
    plan: async (planId, options) => {
      const asked = { plan: { planId }, asOf: options?.asOf };
      const trace = await transport.one(asked, of(pathOf`/v1/traces/plans/${planId}`, options), planTrace);
      for (const item of trace.items) assertAsked({ planId }, item);
      return trace;
    },
    fund: async (fundId, options) => {
      const asked = { fund: { fundId }, asOf: options?.asOf };
      const trace = await transport.one(asked, of(pathOf`/v1/traces/funds/${fundId}`, options), fundTrace);
      for (const line of trace.items) assertAsked({ fund: fundId }, line);
      return trace;
    },
    line: async (fundId, orgId, options) => {
      const asked = { line: { fund: fundId, org: orgId }, asOf: options?.asOf };
      const path = pathOf`/v1/traces/funds/${fundId}/lines/${orgId}`;
      const trace = await transport.one(asked, of(path, options), lineTrace);
      for (const plan of trace.items) assertAsked({ fund: fundId, org: orgId }, plan);
      return trace;
    },
    person: async (identityId, options) => {
      const asked = { identityId, asOf: options?.asOf };
      const path = pathOf`/v1/traces/persons/${identityId}`;
      const trace = await transport.one(asked, of(path, options), personTrace);
      for (const { grant } of trace.items) if (grant !== undefined) assertAsked({ identityId }, grant);
      return trace;
    },
  };
}
