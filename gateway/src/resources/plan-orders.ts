// SPDX-License-Identifier: Apache-2.0
import { orderRowView, pageOf, pageQuery, planScreening, type OrderRowView } from '@unionid/domain/api';
import { referenceOf } from '@unionid/domain/bank';
import { DomainError } from '@unionid/domain/errors';
import type { PlanRecord } from '@unionid/domain/ledger';
import { assertPublicised, openLetter, planRefusal, recordsOf, screenOf } from '@unionid/domain/plan';
import { manifestIdField } from '@unionid/domain/schema';
import { chinaDateAt } from '@unionid/domain/values';
import * as z from 'zod/mini';
import { toPageRequest } from '../http/page-request.js';
import type { Caller } from '../http/route.js';
import { screenPlan } from '../orders/screen-plan.js';
import type { KnownItem } from '../read-model/read-model.js';
import { ownRecords } from '../standing/own-records.js';
import { assertWithin } from './assert-within.js';
import { partIn } from './is-payee.js';
import { operatorRoute } from './route-builders.js';
import type { Services } from './services.js';

const planParams = z.strictObject({ planId: manifestIdField });

/** Why somebody may not pay a plan. */
const PAY_ERRORS = [
  ...(['PLAN_EXPIRED', 'DUTY_TAKEN', 'OWN_ACCOUNT', 'PERSON_UNBOUND'] as const),
  ...(['PROGRAMME_UNKNOWN', 'PUBLICITY_OPEN', 'PUBLICITY_SHORT'] as const),
] as const;

/** The order of a plan as it is to go to the bank: for its payer, from the vault of the plan's own province. */
export const planOrderRoutes = [
  operatorRoute({
    method: 'post',
    path: '/v1/plans/:planId/screening',
    operationId: 'screenPlan',
    summary: {
      zh: '付款前复查领款人；较大的计划要多次请求，直到 isDone',
      en: 'Look at the payees again before an order; a large plan is asked for again until isDone',
    },
    tag: 'plans',
    grant: 'pay',
    params: planParams,
    response: planScreening,
    status: 200,
    errors: [
      ...([
        'PLAN_UNKNOWN',
        'PLAN_STEP',
        'OUT_OF_SCOPE',
        'SUBMITTER_FOREIGN',
        'PLACE_WRONG',
        'PLAN_INCOMPLETE',
      ] as const),
      ...(['CONFLICT', 'LEDGER_UNAVAILABLE', 'HEIGHT_NOT_REACHED'] as const),
      ...PAY_ERRORS,
    ],
    handle: async ({ services, params: { planId }, caller }) => {
      await payable(planId, caller, services);
      const { screen, isDone } = await screenPlan(planId, services);
      const { attempt, ready, held } = screen;
      return { body: { planId, attempt, isDone, ready, held } };
    },
  }),
  operatorRoute({
    method: 'get',
    path: '/v1/plans/:planId/order',
    operationId: 'getPlanOrder',
    summary: {
      zh: '待交银行的付款明细（含收款人与账号），实物为发放清单，仅限支付人，且当日已复查',
      en: 'The next order with payees and accounts, or goods to hand out: for who may pay, once looked at again today',
    },
    tag: 'plans',
    grant: 'pay',
    params: planParams,
    query: z.strictObject(pageQuery.shape),
    response: pageOf(orderRowView),
    status: 200,
    errors: [
      ...(['PLAN_UNKNOWN', 'PLAN_STEP', 'PLAN_UNSCREENED', 'OUT_OF_SCOPE', 'SUBMITTER_FOREIGN'] as const),
      ...PAY_ERRORS,
    ],
    handle: async ({ services, params: { planId }, query, caller }) => {
      const plan = await payable(planId, caller, services);
      const screen = screenOf(plan, chinaDateAt(services.now()));
      if (screen.next < recordsOf(plan)) throw new DomainError('PLAN_UNSCREENED');
      const { items, ...rest } = await services.readModel.items(planId, toPageRequest(query));
      const { attempt } = screen;
      const ordered = items.filter(({ letter }) => letter === openLetter(attempt));
      const { operatorId, org } = caller.operator;
      const shown = { operatorId, org, subject: `${planId}/${String(attempt)}`, persons: ordered.length };
      if (ordered.length > 0) await services.journal.note({ ...shown, what: 'payment-order' });
      return { body: { ...rest, items: await toRows(ordered, attempt, services) } };
    },
  }),
];

/** A plan of the gateway's own province that the caller may pay today, as far as it says itself. */
async function payable(
  planId: string,
  caller: Caller,
  services: Pick<Services, 'readModel' | 'config' | 'now'>,
): Promise<PlanRecord> {
  const { readModel, now } = services;
  const plan = await ownPlan(planId, caller, services);
  const { operator } = caller;
  const part = await partIn(planId, { plan, person: operator.person, readModel });
  const today = chinaDateAt(now());
  const code = planRefusal('pay', { plan, today, operator, ...part });
  if (code !== undefined) throw new DomainError(code);
  const programme = await readModel.programme(plan.programme, plan.programmeVersion);
  if (programme === undefined) throw new DomainError('PROGRAMME_UNKNOWN');
  // It could not be signed, and account numbers would lie about until it can.
  assertPublicised(plan, { programme, today });
  return plan;
}

/** A plan of the gateway's own province and the caller's reach. @throws DomainError PLAN_UNKNOWN, SUBMITTER_FOREIGN, OUT_OF_SCOPE */
export async function ownPlan(
  planId: string,
  caller: Caller,
  services: Pick<Services, 'readModel' | 'config'>,
): Promise<PlanRecord> {
  const plan = await services.readModel.plan(planId);
  if (plan === undefined) throw new DomainError('PLAN_UNKNOWN');
  if (plan.province !== services.config.province) throw new DomainError('SUBMITTER_FOREIGN');
  await assertWithin(services, plan.org, caller);
  return plan;
}

/** Payments as the bank is to make them, in plain. */
export async function toRows(
  items: readonly KnownItem[],
  attempt: number,
  { readModel, vault }: Pick<Services, 'readModel' | 'vault'>,
): Promise<readonly OrderRowView[]> {
  const roots = await readModel.rootsOf(items.map(({ identityId }) => identityId));
  const records = await ownRecords(roots, vault);
  const named = items.flatMap(({ identityId, record: { account: tag } }) =>
    tag === undefined ? [] : [{ identityId, tag }],
  );
  const numbers = await vault.bankAccounts(named);
  return items.map(({ planId, item, identityId, fen, record: { account: tag = '', goods } }) => ({
    ...{ item, reference: referenceOf(planId, { item, attempt }), fen },
    payee: records.get(identityId)?.fields.name ?? '',
    accountNumber: goods === undefined ? (numbers.get(`${identityId}/${tag}`) ?? '') : '',
    ...(goods !== undefined && { goods }),
  }));
}
