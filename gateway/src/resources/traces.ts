// SPDX-License-Identifier: Apache-2.0
import {
  fundTrace,
  itemTrace,
  lineTrace,
  pageQuery,
  personTrace,
  planTrace,
  type ItemTrace,
  wholeNumber,
} from '@unionid/domain/api';
import { DomainError } from '@unionid/domain/errors';
import { fundIdField, manifestIdField, orgIdField } from '@unionid/domain/schema';
import { tracePicture } from '@unionid/domain/trace';
import * as z from 'zod/mini';
import { toPageRequest } from '../http/page-request.js';
import type { Caller } from '../http/route.js';
import { traceItem } from '../traces/trace-item.js';
import { momentOf } from '../traces/trace-moment.js';
import { traceFund, traceLine, tracePerson, tracePlan } from '../traces/trace-pages.js';
import { accountParams } from './account-params.js';
import { assertFund, assertWithin, reachOf } from './assert-within.js';
import { operatorRoute } from './route-builders.js';
import type { Services } from './services.js';

/** As of this block: what was known once it was applied; the newest where it is left out. */
const asOf = z.optional(wholeNumber(0, 1_000_000_000));
const momentQuery = z.strictObject({ asOf });
const momentPage = z.strictObject({ ...pageQuery.shape, asOf });
const planParams = z.strictObject({ planId: manifestIdField });
const itemParams = z.strictObject({
  planId: manifestIdField,
  item: z.pipe(z.string().check(z.regex(/^\d{1,7}$/)), z.transform(Number)),
});

/** Money on its way, in both directions, as of a block: for whoever answers for the union that grants, or stands above it. */
export const traceRoutes = [
  operatorRoute({
    method: 'get',
    path: '/v1/traces/plans/:planId/items/:item',
    operationId: 'traceItem',
    summary: {
      zh: '一笔发放的全过程：从资金到会员的每一步',
      en: 'The way of one item: each step from the fund to the person',
    },
    tag: 'traces',
    params: itemParams,
    query: momentQuery,
    response: itemTrace,
    status: 200,
    errors: ['PLAN_UNKNOWN', 'ITEM_UNKNOWN', 'OUT_OF_SCOPE'],
    handle: async ({ services, params, query, caller }) => ({
      body: await tracedFor(services, { params, asOf: query.asOf, caller }),
    }),
  }),
  operatorRoute({
    method: 'get',
    path: '/v1/traces/plans/:planId/items/:item/picture',
    operationId: 'pictureItem',
    summary: { zh: '一笔发放的全过程图（SVG）', en: 'The way of one item as a picture (SVG)' },
    tag: 'traces',
    params: itemParams,
    query: momentQuery,
    streams: ['image/svg+xml'],
    status: 200,
    errors: ['PLAN_UNKNOWN', 'ITEM_UNKNOWN', 'OUT_OF_SCOPE'],
    handle: async ({ services, params, query, caller }) => {
      const trace = await tracedFor(services, { params, asOf: query.asOf, caller });
      return { stream: { mediaType: 'image/svg+xml; charset=utf-8', chunks: oneChunk(tracePicture(trace)) } };
    },
  }),
  operatorRoute({
    method: 'get',
    path: '/v1/traces/plans/:planId',
    operationId: 'tracePlan',
    summary: { zh: '一个发放计划的每一步与各笔', en: 'Each step of a plan, and its items' },
    tag: 'traces',
    params: planParams,
    query: momentPage,
    response: planTrace,
    status: 200,
    errors: ['PLAN_UNKNOWN', 'OUT_OF_SCOPE'],
    handle: async ({ services, params: { planId }, query, caller }) => {
      await assertOfPlan(services, planId, caller);
      return { body: await tracePlan(services.readModel, planId, await askedBy(services, query)) };
    },
  }),
  operatorRoute({
    method: 'get',
    path: '/v1/traces/funds/:fundId',
    operationId: 'traceFund',
    summary: {
      zh: '一笔资金在本工会及下级工会的额度',
      en: 'A fund and its lines of the own union and those below',
    },
    tag: 'traces',
    params: z.strictObject({ fundId: fundIdField }),
    query: momentPage,
    response: fundTrace,
    status: 200,
    errors: ['FUND_UNKNOWN', 'OUT_OF_SCOPE'],
    handle: async ({ services, params: { fundId: fund }, query, caller }) => {
      await assertFund(services, fund, caller);
      const of = { fund, within: reachOf(caller) };
      return { body: await traceFund(services.readModel, of, await askedBy(services, query)) };
    },
  }),
  operatorRoute({
    method: 'get',
    path: '/v1/traces/funds/:fundId/lines/:orgId',
    operationId: 'traceLine',
    summary: { zh: '一笔额度的来源与发放计划', en: 'What came onto a line, and its plans' },
    tag: 'traces',
    params: z.strictObject({ fundId: fundIdField, orgId: orgIdField }),
    query: momentPage,
    response: lineTrace,
    status: 200,
    errors: ['LINE_UNKNOWN', 'OUT_OF_SCOPE'],
    handle: async ({ services, params: { fundId: fund, orgId: org }, query, caller }) => {
      await assertWithin(services, org, caller);
      await assertFund(services, fund, caller);
      return { body: await traceLine(services.readModel, { fund, org }, await askedBy(services, query)) };
    },
  }),
  operatorRoute({
    method: 'get',
    path: '/v1/traces/persons/:identityId',
    operationId: 'tracePerson',
    summary: {
      zh: '一名会员获得的各笔发放；其他工会发放的只说同类本期已发',
      en: 'What a person was granted; of other unions’ plans only the class and its period',
    },
    tag: 'traces',
    params: accountParams,
    query: momentPage,
    response: personTrace,
    status: 200,
    errors: ['ACCOUNT_UNKNOWN', 'OUT_OF_SCOPE'],
    handle: async ({ services, params: { identityId }, query, caller }) => {
      const account = await services.readModel.account(identityId);
      if (account === undefined) throw new DomainError('ACCOUNT_UNKNOWN');
      await assertWithin(services, account.org, caller);
      const of = { identityId, within: reachOf(caller), sources: caller.operator.audits?.sources };
      return { body: await tracePerson(services.readModel, of, await askedBy(services, query)) };
    },
  }),
];

interface Asked {
  readonly params: z.output<typeof itemParams>;
  readonly asOf: number | undefined;
  readonly caller: Caller;
}

/** @throws DomainError PLAN_UNKNOWN, ITEM_UNKNOWN, OUT_OF_SCOPE, HEIGHT_NOT_REACHED */
async function tracedFor(services: Services, { params, asOf: block, caller }: Asked): Promise<ItemTrace> {
  await assertOfPlan(services, params.planId, caller);
  return traceItem(services.readModel, params, await momentOf(services.readModel, block));
}

// eslint-disable-next-line @typescript-eslint/require-await -- answers stream what may come in parts
async function* oneChunk(text: string): AsyncGenerator<string> {
  yield text;
}

/** That the caller answers for the union that grants by the plan. @throws DomainError PLAN_UNKNOWN, OUT_OF_SCOPE */
async function assertOfPlan(services: Services, planId: string, caller: Caller): Promise<void> {
  const plan = await services.readModel.plan(planId);
  if (plan === undefined) throw new DomainError('PLAN_UNKNOWN');
  await assertWithin(services, plan.org, caller);
  await assertFund(services, plan.fund, caller);
}

async function askedBy({ readModel }: Services, query: z.output<typeof momentPage>) {
  return { moment: await momentOf(readModel, query.asOf), page: toPageRequest(query) };
}
