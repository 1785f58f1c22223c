// SPDX-License-Identifier: Apache-2.0
import { verifyRequest, verifyResponse, type VerifyRequest } from '@unionid/domain/api';
import { DomainError } from '@unionid/domain/errors';
import { route, type Route, type RouteContext, type RouteResult } from '../http/route.js';
import { verifyMember } from '../verification/verify-member.js';

/** How long an answer may be relied on, in milliseconds. */
const VALID_MS = 60_000;

/** "Is this person a member?": yes, no or unknown, signed for this asker and this request. */
export const verificationRoutes: readonly Route[] = [
  route({
    method: 'post',
    path: '/v1/verifications',
    operationId: 'verifyMember',
    summary: { zh: '核验会员身份', en: 'Verify a membership, by identityId or by document and name' },
    tag: 'verifications',
    access: 'verify',
    body: verifyRequest,
    response: verifyResponse,
    status: 200,
    errors: ['QUOTA_EXCEEDED'],
    handle: verify,
  }),
];

async function verify({
  services,
  caller,
  body,
}: RouteContext<unknown, unknown, VerifyRequest>): Promise<RouteResult> {
  if (caller === undefined) throw new DomainError('UNAUTHENTICATED');
  const height = await services.readModel.height();
  const result = await verifyMember(body, services);
  services.metrics.verified(result.isMember);
  const now = services.now();
  const answer = await services.answers.sign({
    ...{ requestDigest: caller.requestDigest, audience: caller.operator.operatorId, nonce: caller.nonce },
    ...{ result, height },
    time: new Date(now).toISOString(),
    expires: new Date(now + VALID_MS).toISOString(),
  });
  return { status: 200, body: answer };
}
