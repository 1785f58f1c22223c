// SPDX-License-Identifier: Apache-2.0
import { matchingRequest, matchingResponse, type MatchingRequest } from '@unionid/domain/api';
import { DomainError } from '@unionid/domain/errors';
import { route, type Route, type RouteContext, type RouteResult } from '../http/route.js';

/** A thousand blinded persons and their envelope. */
const MAX_BODY_BYTES = 128 * 1_024;

/** The national half of the matching key; other gateways have no such endpoint. */
export const matchingRoutes: readonly Route[] = [
  route({
    method: 'post',
    path: '/v1/matching/person-tags',
    operationId: 'matchPersons',
    summary: { zh: '计算人员索引（仅供省级网关）', en: 'Tag blinded persons (gateways of provinces only)' },
    tag: 'matching',
    access: 'gateway',
    body: matchingRequest,
    maxBodyBytes: MAX_BODY_BYTES,
    response: matchingResponse,
    status: 200,
    errors: ['NOT_FOUND', 'QUOTA_EXCEEDED'],
    handle: matchPersons,
  }),
];

async function matchPersons(context: RouteContext<unknown, unknown, MatchingRequest>): Promise<RouteResult> {
  const { services, gateway, body } = context;
  if (services.nationalMatching === undefined) throw new DomainError('NOT_FOUND');
  if (gateway === undefined) throw new DomainError('UNAUTHENTICATED');
  const answer = await services.nationalMatching.tagPersons(gateway, body.persons);
  services.log.info({ mspId: gateway.mspId, persons: body.persons.length }, 'persons matched');
  return { status: 200, body: answer };
}
