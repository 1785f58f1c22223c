// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod/mini';
import { defineInstruction, type PresentationOf } from '../instruction/index.js';
import { keyIdField, operatorIdField, orNone, publicKeyField, signatureField } from '../schema/index.js';
import { SAMPLE } from '../schema/sample.js';

/** The operator itself signs with its old key; a superior may do it where the key was lost. */
export const rotateKeyPayload = z.strictObject({
  operatorId: operatorIdField,
  publicKey: publicKeyField,
  proof: signatureField,
  revokeKeyId: orNone(keyIdField),
});
export type RotateKeyPayload = z.output<typeof rotateKeyPayload>;

export const rotateKeyInstruction = defineInstruction({
  type: 'operator.rotateKey',
  chaincode: 'identity',
  payload: rotateKeyPayload,
  // An operator may always change its own key; changing another's needs the grant (checked by the rule).
  grant: undefined,
  // Auditors, too.
  actor: 'either',
  subject: 'operator',
  errors: ['OPERATOR_UNKNOWN', 'KEY_EXISTS', 'PROOF_OF_POSSESSION_INVALID'],
});

export const rotateKeyPresentation: PresentationOf<typeof rotateKeyInstruction> = {
  words: ({ operatorId, revokeKeyId }) => ({
    zh: `为操作员 ${operatorId} 登记新密钥${revokeKeyId ? `并吊销 ${revokeKeyId}` : ''}`,
    en: `Add a new key for ${operatorId}${revokeKeyId ? ` and revoke ${revokeKeyId}` : ''}`,
  }),
  sample: () => ({
    operatorId: SAMPLE.otherOperatorId,
    publicKey: SAMPLE.publicKey,
    proof: SAMPLE.signature,
    revokeKeyId: SAMPLE.keyId,
  }),
};
