// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod/mini';
import { defineInstruction, type PresentationOf } from '../instruction/index.js';
import { publicKeyField, signatureField } from '../schema/index.js';
import { SAMPLE } from '../schema/sample.js';

/** A gateway's answer-signing key; `proof` is its signature over its own claim (instruction/proof-of-possession.ts). */
export const registerGatewayKeyPayload = z.strictObject({ publicKey: publicKeyField, proof: signatureField });
export type RegisterGatewayKeyPayload = z.output<typeof registerGatewayKeyPayload>;

export const registerGatewayKeyInstruction = defineInstruction({
  type: 'governance.registerGatewayKey',
  chaincode: 'identity',
  payload: registerGatewayKeyPayload,
  grant: 'governance',
  subject: undefined,
  errors: ['KEY_EXISTS', 'PROOF_OF_POSSESSION_INVALID'],
});

export const registerGatewayKeyPresentation: PresentationOf<typeof registerGatewayKeyInstruction> = {
  words: ({ publicKey }) => ({
    zh: `登记网关密钥 ${publicKey.slice(0, 18)}…`,
    en: `Register gateway key ${publicKey.slice(0, 18)}…`,
  }),
  sample: () => ({ publicKey: SAMPLE.publicKey, proof: SAMPLE.signature }),
};
