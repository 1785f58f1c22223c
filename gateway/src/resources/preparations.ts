// SPDX-License-Identifier: Apache-2.0
import { preparedParts, prepareRequest, type PrepareRequest } from '@unionid/domain/api';
import { DomainError } from '@unionid/domain/errors';
import { route, type Route, type RouteContext, type RouteResult } from '../http/route.js';

/** What only the gateway can compute for enrolling one person (architecture.md §4.1). */
export const preparationRoutes: readonly Route[] = [
  route({
    method: 'post',
    path: '/v1/preparations',
    operationId: 'prepareEnrolment',
    summary: { zh: '准备单个入会或开户', en: 'Prepare one enrolment or account' },
    tag: 'preparations',
    access: 'member',
    body: prepareRequest,
    response: preparedParts,
    status: 201,
    errors: [
      'MATCHING_UNAVAILABLE',
      'QUOTA_EXCEEDED',
      'MEMBER_EXISTS',
      'MEMBER_UNCHANGED',
      'ACCOUNT_EXISTS',
      'ORGANISATION_UNKNOWN',
      'ORGANISATION_CLOSED',
      'OUT_OF_SCOPE',
    ],
    handle: prepareEnrolment,
  }),
];

async function prepareEnrolment({
  services,
  caller,
  body,
}: RouteContext<unknown, unknown, PrepareRequest>): Promise<RouteResult> {
  if (caller === undefined) throw new DomainError('UNAUTHENTICATED');
  const { operatorId, org } = caller.operator;
  const union = await services.readModel.organisation(body.org);
  if (union === undefined) throw new DomainError('ORGANISATION_UNKNOWN');
  if (!(await services.readModel.isWithin(body.org, org))) throw new DomainError('OUT_OF_SCOPE');
  if (union.state === 'CLOSED') throw new DomainError('ORGANISATION_CLOSED');
  return { status: 201, body: await services.preparations.prepare(body, { operatorId, org }) };
}
