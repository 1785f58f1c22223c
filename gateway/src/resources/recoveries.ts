// SPDX-License-Identifier: Apache-2.0
import { pageOf, pageQuery, recoveryView, type RecoveryView } from '@unionid/domain/api';
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
      const views = await Promise.all(items.map((one) => toView(one, services, caller)));
      const { next } = found;
      return { body: { items: views, ...(next !== undefined && { next }) } };
    },
  }),
];

async function toView(
  { planId, item, identityId, fen, plan, paidOn, correction, state, since, org }: PaidToEnded,
  services: Pick<Services, 'readModel'>,
  caller: Caller,
): Promise<RecoveryView> {
  const isOwn = await services.readModel.isWithin(org, reachOf(caller));
  return {
    ...{ planId, item, identityId, org: plan.org, fund: plan.fund, class: plan.class, fen },
    ...{ left: fen - (correction?.recovered ?? 0), paidOn },
    reason: state === 'DECEASED' ? 'death' : 'notEligible',
    ...(isOwn && { since }),
  };
}
