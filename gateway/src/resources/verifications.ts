// SPDX-License-Identifier: Apache-2.0
import { verifyRequest, verifyResponse } from '@unionid/domain/api';
import { timestampAt } from '@unionid/domain/values';
import { verifyMember } from '../verification/verify-member.js';
import { operatorRoute } from './route-builders.js';

/** How long an answer may be relied on, in milliseconds. */
const VALID_MS = 60_000;

/** "Is this person a member?": yes, no or unknown, signed for this asker and this request. */
export const verificationRoutes = [
  operatorRoute({
    method: 'post',
    path: '/v1/verifications',
    operationId: 'verifyMember',
    summary: { zh: '核验会员身份', en: 'Verify a membership, by identityId or by document and name' },
    tag: 'verifications',
    grant: 'verify',
    body: verifyRequest,
    response: verifyResponse,
    status: 200,
    errors: ['QUOTA_EXCEEDED'],
    handle: async ({ services, caller, body }) => {
      const height = await services.readModel.height();
      const { operatorId } = caller.operator;
      const matching = services.matchingBudgets.of(operatorId, 'verification', services.matching);
      const result = await verifyMember(body, { ...services, matching });
      services.metrics.verified(result.isMember);
      if (!('identityId' in body)) services.missWatch.note(operatorId, result.isMember);
      const now = services.now();
      const { requestDigest, operator, nonce } = caller;
      const answer = await services.answers.sign({
        ...{ requestDigest, audience: operator.operatorId, nonce, result, height },
        ...{ time: timestampAt(now), expires: timestampAt(now + VALID_MS) },
      });
      return { body: answer };
    },
  }),
];
