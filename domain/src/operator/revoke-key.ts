// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod/mini';
import { defineInstruction, type PresentationOf } from '../instruction/index.js';
import { keyIdField, operatorIdField } from '../schema/index.js';
import { SAMPLE } from '../schema/sample.js';

export const revokeKeyPayload = z.strictObject({ operatorId: operatorIdField, keyId: keyIdField });
export type RevokeKeyPayload = z.output<typeof revokeKeyPayload>;

export const revokeKeyInstruction = defineInstruction({
  type: 'operator.revokeKey',
  chaincode: 'identity',
  payload: revokeKeyPayload,
  // As with rotateKey.
  grant: undefined,
  // Auditors, too.
  actor: 'either',
  subject: 'operator',
  errors: ['OPERATOR_UNKNOWN', 'LAST_KEY'],
});

export const revokeKeyPresentation: PresentationOf<typeof revokeKeyInstruction> = {
  words: ({ operatorId, keyId }) => ({
    zh: `吊销操作员 ${operatorId} 的密钥 ${keyId}`,
    en: `Revoke key ${keyId} of ${operatorId}`,
  }),
  sample: () => ({ operatorId: SAMPLE.otherOperatorId, keyId: SAMPLE.keyId }),
};
