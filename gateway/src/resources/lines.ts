// SPDX-License-Identifier: Apache-2.0
import {
  allotmentPage,
  allotmentShown,
  allotmentSide,
  linePage,
  lineView,
  pageQuery,
  type AllotmentView,
} from '@unionid/domain/api';
import { DomainError } from '@unionid/domain/errors';
import { ALLOTMENT_STATES } from '@unionid/domain/ledger';
import { allotmentIdField, fundIdField, orgIdField } from '@unionid/domain/schema';
import * as z from 'zod/mini';
import { toPageRequest } from '../http/page-request.js';
import { nameUnions } from '../read-model/name-unions.js';
import type { KnownAllotment } from '../read-model/read-model.js';
import { toLineView } from '../traces/line-view.js';
import { assertFund, assertWithin, ofSources, reachOf } from './assert-within.js';
import { operatorRoute } from './route-builders.js';

/** What unions have of funds, and money on its way between them. */
export const lineRoutes = [
  operatorRoute({
    method: 'get',
    path: '/v1/lines',
    operationId: 'listLines',
    summary: { zh: '本工会及下级工会的资金额度', en: 'What the own union and those below have of funds' },
    tag: 'funds',
    query: z.strictObject({ ...pageQuery.shape, fund: z.exactOptional(fundIdField) }),
    response: linePage,
    status: 200,
    errors: [],
    handle: async ({ services: { readModel }, query, caller }) => {
      const filter = { within: reachOf(caller), fund: query.fund };
      const { items, ...rest } = await readModel.lines(filter, toPageRequest(query));
      const known = await ofSources({ readModel }, items, { fundOf: (line) => line.fund, caller });
      return { body: await nameUnions(readModel, { ...rest, items: known.map(toLineView) }) };
    },
  }),
  operatorRoute({
    method: 'get',
    path: '/v1/lines/:fundId/:orgId',
    operationId: 'getLine',
    summary: { zh: '一个工会的一笔资金额度', en: 'What a union has of a fund' },
    tag: 'funds',
    params: z.strictObject({ fundId: fundIdField, orgId: orgIdField }),
    response: lineView,
    status: 200,
    errors: ['LINE_UNKNOWN', 'OUT_OF_SCOPE'],
    handle: async ({ services: { readModel }, params: { fundId: fund, orgId: org }, caller }) => {
      await assertWithin({ readModel }, org, caller);
      await assertFund({ readModel }, fund, caller);
      const line = await readModel.line(fund, org);
      if (line === undefined) throw new DomainError('LINE_UNKNOWN');
      return { body: toLineView({ fund, org, line }) };
    },
  }),
  operatorRoute({
    method: 'get',
    path: '/v1/allotments',
    operationId: 'listAllotments',
    summary: { zh: '下拨与退回', en: 'Money allotted and given back' },
    tag: 'funds',
    query: z.strictObject({
      ...pageQuery.shape,
      side: allotmentSide,
      state: z.exactOptional(z.enum(ALLOTMENT_STATES)),
    }),
    response: allotmentPage,
    status: 200,
    errors: [],
    handle: async ({ services: { readModel }, query, caller }) => {
      const filter = { within: reachOf(caller), side: query.side, state: query.state };
      const { items, ...rest } = await readModel.allotments(filter, toPageRequest(query));
      const known = await ofSources({ readModel }, items, {
        fundOf: ({ allotment }) => allotment.fund,
        caller,
      });
      return { body: await nameUnions(readModel, { ...rest, items: known.map(toAllotmentView) }) };
    },
  }),
  operatorRoute({
    method: 'get',
    path: '/v1/allotments/:allotmentId',
    operationId: 'getAllotment',
    summary: { zh: '一笔下拨或退回，双方可见', en: 'Money allotted or given back, for both sides' },
    tag: 'funds',
    params: z.strictObject({ allotmentId: allotmentIdField }),
    response: allotmentShown,
    status: 200,
    errors: ['ALLOTMENT_UNKNOWN', 'OUT_OF_SCOPE'],
    handle: async ({ services: { readModel }, params: { allotmentId }, caller }) => {
      const allotment = await readModel.allotment(allotmentId);
      const org = reachOf(caller);
      const isSide =
        allotment !== undefined &&
        ((await readModel.isWithin(allotment.to, org)) || (await readModel.isWithin(allotment.from, org)));
      if (!isSide) throw new DomainError('ALLOTMENT_UNKNOWN');
      await assertFund({ readModel }, allotment.fund, caller);
      return { body: await nameUnions(readModel, toAllotmentView({ allotmentId, allotment })) };
    },
  }),
];

function toAllotmentView({ allotmentId, allotment }: KnownAllotment): AllotmentView {
  const { v: version, state, fund, from, to, fen, back = false, document } = allotment;
  return { allotmentId, version, state, fund, from, to, fen, back, document };
}
