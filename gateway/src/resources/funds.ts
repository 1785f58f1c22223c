// SPDX-License-Identifier: Apache-2.0
import { fundShown } from '@unionid/domain/api';
import { DomainError } from '@unionid/domain/errors';
import { fundIdField } from '@unionid/domain/schema';
import * as z from 'zod/mini';
import { nameUnions } from '../read-model/name-unions.js';
import { assertSource, assertWithin } from './assert-within.js';
import { operatorRoute } from './route-builders.js';

/** Funds of the operator's own union and what is below it. */
export const fundRoutes = [
  operatorRoute({
    method: 'get',
    path: '/v1/funds/:fundId',
    operationId: 'getFund',
    summary: { zh: '帮扶资金', en: 'One fund' },
    tag: 'funds',
    params: z.strictObject({ fundId: fundIdField }),
    response: fundShown,
    status: 200,
    errors: ['FUND_UNKNOWN', 'OUT_OF_SCOPE'],
    handle: async ({ services: { readModel }, params, caller }) => {
      const fund = await readModel.fund(params.fundId);
      if (fund === undefined) throw new DomainError('FUND_UNKNOWN');
      await assertWithin({ readModel }, fund.org, caller);
      assertSource(fund.source, caller);
      return { body: await nameUnions(readModel, fund) };
    },
  }),
];
