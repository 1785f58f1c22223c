// SPDX-License-Identifier: Apache-2.0
import { pageOf, pageQuery, unmaskingView } from '@unionid/domain/api';
import { DomainError } from '@unionid/domain/errors';
import * as z from 'zod/mini';
import { toPageRequest } from '../http/page-request.js';
import type { Caller } from '../http/route.js';
import { operatorRoute } from './route-builders.js';
import type { Services } from './services.js';

/** Who was shown personal data in plain, for those who answer for the province. */
export const unmaskingRoutes = [
  operatorRoute({
    method: 'get',
    path: '/v1/unmaskings',
    operationId: 'listUnmaskings',
    summary: {
      zh: '谁看过未脱敏的个人信息（不含信息本身），最新的在前',
      en: 'Who was shown personal data in plain, never the data, newest first',
    },
    tag: 'unmaskings',
    query: z.strictObject(pageQuery.shape),
    response: pageOf(unmaskingView),
    status: 200,
    errors: ['SUBMITTER_FOREIGN'],
    handle: async ({ services, caller, query }) => {
      await assertProvinceAdmin(caller, services);
      return { body: await services.journal.list(toPageRequest(query)) };
    },
  }),
];

/** A super administrator of the province's own union, at the gateway of the province. */
async function assertProvinceAdmin({ operator }: Caller, { config, readModel }: Services): Promise<void> {
  if (operator.province !== config.province) throw new DomainError('SUBMITTER_FOREIGN');
  const own = (await readModel.provinces()).find(({ code }) => code === config.province);
  if (operator.role !== 'superadmin' || operator.org !== own?.rootOrg) throw new DomainError('FORBIDDEN');
}
