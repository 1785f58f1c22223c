// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod/mini';
import { DomainError } from '../errors/index.js';
import { defineInstruction, type PresentationOf } from '../instruction/index.js';
import type { GatewayKeyRecord } from '../ledger/index.js';
import { keyIdField } from '../schema/index.js';
import { SAMPLE } from '../schema/sample.js';

export const revokeGatewayKeyPayload = z.strictObject({ keyId: keyIdField });
export type RevokeGatewayKeyPayload = z.output<typeof revokeGatewayKeyPayload>;

export const revokeGatewayKeyInstruction = defineInstruction({
  type: 'governance.revokeGatewayKey',
  chaincode: 'identity',
  payload: revokeGatewayKeyPayload,
  grant: 'governance',
  subject: 'gatewayKey',
  errors: [],
});

export const revokeGatewayKeyPresentation: PresentationOf<typeof revokeGatewayKeyInstruction> = {
  words: ({ keyId }) => ({ zh: `吊销网关密钥 ${keyId}`, en: `Revoke gateway key ${keyId}` }),
  sample: () => ({ keyId: SAMPLE.keyId }),
};

/** A gateway key out of use. @throws DomainError KEY_UNKNOWN, KEY_REVOKED */
export function revokeGatewayKey(key: GatewayKeyRecord | undefined): GatewayKeyRecord {
  if (key === undefined) throw new DomainError('KEY_UNKNOWN');
  if (key.state === 'REVOKED') throw new DomainError('KEY_REVOKED');
  return { ...key, version: key.version + 1, state: 'REVOKED' };
}
