// SPDX-License-Identifier: Apache-2.0
import { orderRowView, pageOf, pageQuery } from '@unionid/domain/api';
import { DomainError } from '@unionid/domain/errors';
import { ITEMS_PER_RECORD, type PlanRecord } from '@unionid/domain/ledger';
import { assertFree, attemptOf, isAmong, openLetter } from '@unionid/domain/plan';
import { manifestIdField } from '@unionid/domain/schema';
import * as z from 'zod/mini';
import { toPageRequest } from '../http/page-request.js';
import type { Caller } from '../http/route.js';
import type { KnownItem } from '../read-model/read-model.js';
import { partIn } from './is-payee.js';
import { ownPlan, toRows } from './plan-orders.js';
import { operatorRoute } from './route-builders.js';
import type { Services } from './services.js';

/** The newest order of a plan once more, where its file was lost on the way to the bank. */
export const sentOrderRoutes = [
  operatorRoute({
    method: 'get',
    path: '/v1/plans/:planId/sent-order',
    operationId: 'getSentOrder',
    summary: {
      zh: '已签署、银行尚未全部回复的付款明细，文件丢失时重新写出；仅限支付人或无其他职责的支付岗',
      en: 'The payments of the order that was signed, while the bank has not answered for all: for its payer, or who pays and has no duty',
    },
    tag: 'plans',
    grant: 'pay',
    params: z.strictObject({ planId: manifestIdField }),
    query: z.strictObject(pageQuery.shape),
    response: pageOf(orderRowView),
    status: 200,
    errors: [
      ...(['PLAN_UNKNOWN', 'PLAN_STEP', 'OUT_OF_SCOPE', 'SUBMITTER_FOREIGN'] as const),
      ...(['DUTY_TAKEN', 'OWN_ACCOUNT', 'PERSON_UNBOUND'] as const),
    ],
    handle: async ({ services, params: { planId }, query, caller }) => {
      const plan = await ownPlan(planId, caller, services);
      await assertMayWrite(planId, plan, { caller, services });
      const attempt = attemptOf(plan);
      const { items, ...rest } = await services.readModel.items(planId, toPageRequest(query));
      const ordered = await asOrdered(items, { planId, attempt, services });
      const { operatorId, org } = caller.operator;
      const shown = { operatorId, org, subject: `${planId}/${String(attempt)}`, persons: ordered.length };
      if (ordered.length > 0) await services.journal.note({ ...shown, what: 'payment-order-again' });
      return { body: { ...rest, items: await toRows(ordered, attempt, services) } };
    },
  }),
];

/** What the payer signed he may have again, and so may whoever could have signed it. */
async function assertMayWrite(
  planId: string,
  plan: PlanRecord,
  { caller, services }: { readonly caller: Caller; readonly services: Pick<Services, 'readModel'> },
): Promise<void> {
  const { person } = caller.operator;
  if (plan.status !== 'PAYING') throw new DomainError('PLAN_STEP', { action: 'pay', status: plan.status });
  if (person === undefined) throw new DomainError('PERSON_UNBOUND');
  const part = await partIn(planId, { plan, person, readModel: services.readModel });
  const acting = { person, ...part };
  if (isAmong(acting, [plan.duties.payer])) return;
  assertFree(plan, acting);
}

/** Those of some items that were in an order, whatever the bank has answered since: as they stood when it was signed. */
async function asOrdered(
  items: readonly KnownItem[],
  {
    planId,
    attempt,
    services: { readModel },
  }: { readonly planId: string; readonly attempt: number; readonly services: Pick<Services, 'readModel'> },
): Promise<readonly KnownItem[]> {
  const block = await readModel.orderBlock(planId, attempt);
  if (block === undefined) return [];
  const ordered: KnownItem[] = [];
  for (const [n, group] of Map.groupBy(items, ({ item }) => Math.floor(item / ITEMS_PER_RECORD))) {
    const letters = (await readModel.itemStatesAsOf({ planId, n }, block))?.record ?? '';
    ordered.push(...group.filter(({ item }) => letters[item % ITEMS_PER_RECORD] === openLetter(attempt)));
  }
  return ordered;
}
