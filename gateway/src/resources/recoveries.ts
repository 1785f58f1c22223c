// SPDX-License-Identifier: Apache-2.0
import { pageOf, pageQuery, recoveryView, type RecoveryView } from '@unionid/domain/api';
import { chinaDateAt } from '@unionid/domain/values';
import * as z from 'zod/mini';
import { toPageRequest } from '../http/page-request.js';
import type { Caller } from '../http/route.js';
import type { PaidToEnded } from '../read-model/read-model.js';
import { ofSources, reachOf } from './assert-within.js';
import { operatorRoute } from './route-builders.js';
import type { Services } from './services.js';

/** What a death, an end or an annulment that was reported late asks to get back. */
export const recoveryRoutes = [
  operatorRoute({
    method: 'get',
    path: '/v1/recoveries',
    operationId: 'listRecoveries',
    summary: {
      zh: '待追回：付款后才得知领款人付款时已去世、会籍已终止或无效的各笔；一页可能不满',
      en: 'To be got back: paid to whose membership had ended by then, as was reported later; a page may be short',
    },
    tag: 'plans',
    query: z.strictObject(pageQuery.shape),
    response: pageOf(recoveryView),
    status: 200,
    errors: [],
    handle: async ({ services, query, caller }) => {
      const found = await services.readModel.paidToEnded(reachOf(caller), toPageRequest(query));
      const items = await ofSources(services, found.items, { fundOf: ({ plan }) => plan.fund, caller });
      const views: RecoveryView[] = [];
      for (const one of items) {
        const paidOn = await paidOnOf(one, services);
        if (isToRecover(one, paidOn)) views.push(await toView(one, { paidOn, services, caller }));
      }
      const { next } = found;
      return { body: { items: views, ...(next !== undefined && { next }) } };
    },
  }),
];

/** Day on which the first order of a plan went to the bank. */
async function paidOnOf({ planId, plan }: PaidToEnded, { readModel }: Services): Promise<string> {
  const versions = await readModel.versionsUpTo('plan', planId, Number.MAX_SAFE_INTEGER);
  const paying = versions.find(({ record }) => record?.status === 'PAYING');
  return paying === undefined ? plan.on : chinaDateAt(Date.parse(paying.time));
}

/** A membership that was annulled never was; any other end counts if it came before. */
function isToRecover({ state, since }: PaidToEnded, paidOn: string): boolean {
  return state === 'VOIDED' || since <= paidOn;
}

async function toView(
  { planId, item, identityId, fen, plan, correction, state, since, org }: PaidToEnded,
  {
    paidOn,
    services,
    caller,
  }: { readonly paidOn: string; readonly services: Services; readonly caller: Caller },
): Promise<RecoveryView> {
  const isOwn = await services.readModel.isWithin(org, reachOf(caller));
  return {
    ...{ planId, item, identityId, org: plan.org, fund: plan.fund, class: plan.class, fen },
    ...{ left: fen - (correction?.recovered ?? 0), paidOn },
    reason: state === 'DECEASED' ? 'death' : 'notEligible',
    ...(isOwn && { since }),
  };
}
