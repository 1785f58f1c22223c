// SPDX-License-Identifier: Apache-2.0
import {
  pageOf,
  pageQuery,
  planItemView,
  planPage,
  planShown,
  type PlanItemView,
  type PlanView,
} from '@unionid/domain/api';
import { isFirstOf } from '@unionid/domain/decision';
import { DomainError } from '@unionid/domain/errors';
import {
  PLAN_STATUSES,
  type CorrectionRecord,
  type PlanRecord,
  type ReceiptRecord,
} from '@unionid/domain/ledger';
import { attemptOf, openLetter, PLAN_ACTIONS, planRefusal } from '@unionid/domain/plan';
import { manifestIdField } from '@unionid/domain/schema';
import { chinaDateAt } from '@unionid/domain/values';
import * as z from 'zod/mini';
import { toPageRequest } from '../http/page-request.js';
import type { Caller } from '../http/route.js';
import { nameUnions } from '../read-model/name-unions.js';
import { unlessUnreadable } from '../read-model/readable.js';
import type { KnownItem, KnownPlan } from '../read-model/read-model.js';
import { toItemView } from '../traces/item-view.js';
import { assertFund, assertWithin, ofSources, reachOf } from './assert-within.js';
import { partIn } from './is-payee.js';
import { operatorRoute } from './route-builders.js';
import type { Services } from './services.js';

const planParams = z.strictObject({ planId: manifestIdField });

/** Plans of grants of the caller's own union and those below it. */
export const planRoutes = [
  operatorRoute({
    method: 'get',
    path: '/v1/plans',
    operationId: 'listPlans',
    summary: { zh: '本工会及下级工会的发放计划', en: 'Plans of grants of the own union and those below' },
    tag: 'plans',
    query: z.strictObject({ ...pageQuery.shape, status: z.exactOptional(z.enum(PLAN_STATUSES)) }),
    response: planPage,
    status: 200,
    errors: [],
    handle: async ({ services, query, caller }) => {
      const filter = { within: reachOf(caller), status: query.status };
      const { items, ...rest } = await services.readModel.plans(filter, toPageRequest(query));
      const known = await ofSources(services, items, { fundOf: ({ plan }) => plan.fund, caller });
      const views = await Promise.all(known.map((plan) => toView(plan, caller, services)));
      return { body: await nameUnions(services.readModel, { ...rest, items: views }) };
    },
  }),
  operatorRoute({
    method: 'get',
    path: '/v1/plans/:planId',
    operationId: 'getPlan',
    summary: { zh: '一个发放计划：现状与可办事项', en: 'One plan: where it stands, what the caller may do' },
    tag: 'plans',
    params: planParams,
    response: planShown,
    status: 200,
    errors: ['PLAN_UNKNOWN', 'OUT_OF_SCOPE'],
    handle: async ({ services, params: { planId }, caller }) => {
      const plan = await services.readModel.plan(planId);
      if (plan === undefined) throw new DomainError('PLAN_UNKNOWN');
      await assertWithin(services, plan.org, caller);
      await assertFund(services, plan.fund, caller);
      const view = await toView({ planId, plan }, caller, services);
      return { body: await nameUnions(services.readModel, view) };
    },
  }),
  operatorRoute({
    method: 'get',
    path: '/v1/plans/:planId/items',
    operationId: 'listPlanItems',
    summary: { zh: '发放计划的各笔', en: 'The items of a plan' },
    tag: 'plans',
    params: planParams,
    query: z.strictObject(pageQuery.shape),
    response: pageOf(planItemView),
    status: 200,
    errors: ['PLAN_UNKNOWN', 'OUT_OF_SCOPE'],
    handle: async ({ services, params: { planId }, query, caller }) => {
      const plan = await services.readModel.plan(planId);
      if (plan === undefined) throw new DomainError('PLAN_UNKNOWN');
      await assertWithin(services, plan.org, caller);
      await assertFund(services, plan.fund, caller);
      const { items, ...rest } = await services.readModel.items(planId, toPageRequest(query));
      const numbers = items.map(({ item }) => item);
      const receipts = await services.readModel.receipts(planId, numbers);
      const references = await services.readModel.references(planId, numbers);
      const corrections = await services.readModel.corrections(planId, numbers);
      return {
        body: {
          ...rest,
          items: items.map((item) => ({
            ...toItemView(item),
            ...(isAsked(plan, item) && { isAsked: true }),
            ...correctionOf(corrections.get(item.item)),
            ...receiptOf(receipts.get(item.item)),
            ...references.get(item.item),
          })),
        },
      };
    },
  }),
];

async function toView(
  { planId, plan }: KnownPlan,
  { operator }: Caller,
  { readModel, now }: Pick<Services, 'readModel' | 'now'>,
): Promise<PlanView> {
  const { v: version, duties, folded = 0, stands = await standsOf(planId, readModel), ...rest } = plan;
  const today = chinaDateAt(now());
  const part = await partIn(planId, { plan, person: operator.person, readModel });
  // Of whoever is of the plan's province nobody asks.
  const isFirst = operator.province !== plan.province && (await isFirstUnion(plan, readModel));
  const actions = PLAN_ACTIONS.map((action) => {
    const code = planRefusal(action, { plan, today, operator, isFirst, ...part });
    return { action, allowed: code === undefined, ...(code !== undefined && { code }) };
  });
  return {
    ...{ planId, version, ...rest, folded, actions, results: await resultsOf(planId, readModel) },
    duties: { ...duties, approvers: [...(duties.approvers ?? [])] },
    ...(stands !== undefined && { stands }),
  };
}

/** Whether no other union of its province stands above the plan's. */
async function isFirstUnion(
  { org, province }: PlanRecord,
  readModel: Services['readModel'],
): Promise<boolean> {
  const union = await readModel.organisation(org).catch(unlessUnreadable);
  if (union === undefined) return false;
  const above = await readModel.organisation(union.parent).catch(unlessUnreadable);
  return above !== undefined && isFirstOf(province, above);
}

/** What a list that is closed has come to, before it is locked. */
async function standsOf(planId: string, readModel: Services['readModel']): Promise<PlanView['stands']> {
  const sums = (await readModel.manifest(planId, 'benefit'))?.sums;
  return sums && { items: sums.items, fen: sums.fen, root: sums.root };
}

/** What the bank has answered, list by list. */
async function resultsOf(planId: string, readModel: Services['readModel']): Promise<PlanView['results']> {
  const lists = await readModel.resultLists(planId);
  return lists.map(({ manifestId, manifest: { state, rows, sums, attempt = 1 } }) => ({
    ...{ manifestId, state, rows, attempt },
    ...(sums !== undefined && { paid: { items: sums.items, fen: sums.fen } }),
  }));
}

function correctionOf(correction: CorrectionRecord | undefined): Partial<Pick<PlanItemView, 'correction'>> {
  if (correction === undefined) return {};
  const { action, reason, document, on, fen, recovered } = correction;
  return { correction: { action, reason, document, on, fen, recovered } };
}

function receiptOf(receipt: ReceiptRecord | undefined): Partial<Pick<PlanItemView, 'receipt'>> {
  if (receipt === undefined) return {};
  const { reason, document, on } = receipt;
  return { receipt: { reason, document, on } };
}

function isAsked(plan: PlanRecord, { letter }: KnownItem): boolean {
  return plan.status === 'PAYING' && letter === openLetter(attemptOf(plan));
}
