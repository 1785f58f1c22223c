// SPDX-License-Identifier: Apache-2.0
import { verifyResponse, type VerifyRequest } from '@unionid/domain/api';
import { canonicalBytes } from '@unionid/domain/encoding';
import { checkAnswer, type CheckedAnswer, type TrustedKey } from '../answers/check-answer.js';
import { JSON_TYPE, readJson, type Transport } from '../transport/transport.js';

export interface VerificationsResource {
  /**
   * Asks whether a person is a member and checks the answer before it is returned.
   * @throws ApiError as any call; DomainError ANSWER_UNSIGNED, ANSWER_FOREIGN, ANSWER_STALE for one not to be relied on
   */
  create(request: VerifyRequest): Promise<CheckedAnswer>;
}

export interface AnswerTrust {
  /** Gateway keys as governance has them on the ledger: pinned, or from another gateway. */
  readonly trustedKeys: readonly TrustedKey[];
  readonly now: () => number;
}

export function newVerificationsResource(transport: Transport, trust: AnswerTrust): VerificationsResource {
  return {
    async create(request) {
      const { response, signedRequest } = await transport.exchange({
        method: 'POST',
        path: '/v1/verifications',
        body: canonicalBytes(request),
        mediaType: JSON_TYPE,
        repeatable: true,
      });
      if (signedRequest === undefined) throw new TypeError('a verification is always signed');
      const signedAnswer = await readJson(response, verifyResponse);
      return checkAnswer({ signedRequest, signedAnswer, trustedKeys: trust.trustedKeys, now: trust.now() });
    },
  };
}
