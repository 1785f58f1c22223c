// SPDX-License-Identifier: Apache-2.0
import { matchingRequest, matchingResponse } from '@unionid/domain/api';
import { DomainError } from '@unionid/domain/errors';
import { gatewayRoute } from './route-builders.js';

/** A thousand blinded persons and their envelope. */
const MAX_BODY_BYTES = 128 * 1_024;

/** The national half of the matching key; other gateways have no such endpoint. */
export const matchingRoutes = [
  gatewayRoute({
    method: 'post',
    path: '/v1/matching/person-tags',
    operationId: 'matchPersons',
    summary: { zh: '计算人员索引（仅供省级网关）', en: 'Tag blinded persons (gateways of provinces only)' },
    tag: 'matching',
    body: matchingRequest,
    maxBodyBytes: MAX_BODY_BYTES,
    response: matchingResponse,
    status: 200,
    errors: ['NOT_FOUND', 'QUOTA_EXCEEDED', 'MATCHING_UNAVAILABLE'],
    handle: async ({ services, gateway, body }) => {
      if (services.nationalMatching === undefined) throw new DomainError('NOT_FOUND');
      const answer = await services.nationalMatching.tagPersons(gateway, body);
      services.log.info({ mspId: gateway.mspId, persons: body.persons.length }, 'persons matched');
      return { body: answer };
    },
  }),
];
