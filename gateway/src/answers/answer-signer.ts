// SPDX-License-Identifier: Apache-2.0
import type { AnswerBody, SignedAnswer } from '@unionid/domain';

/** Signs answers with the gateway's own SM2 key, which governance has on the ledger. */
export interface AnswerSigner {
  readonly keyId: string;
  readonly publicKey: string;
  sign(answer: Omit<AnswerBody, 'v' | 'mspId' | 'keyId'>): Promise<SignedAnswer>;
}
