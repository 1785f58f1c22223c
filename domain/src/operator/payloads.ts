// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod';
import { GRANTS } from '../ledger/records.js';
import {
  digestField,
  keyIdField,
  operatorIdField,
  orgIdField,
  publicKeyField,
  signatureField,
} from '../schema/index.js';

const grants = z
  .array(z.enum(GRANTS))
  .max(GRANTS.length)
  .refine((list) => new Set(list).size === list.length, { error: 'repeated grant' });

/** `proof` is the new key's signature over `operatorKeyProof`. */
export const registerOperatorPayload = z.strictObject({
  operatorId: operatorIdField,
  org: orgIdField,
  role: z.enum(['superadmin', 'cadre']),
  grants,
  publicKey: publicKeyField,
  proof: signatureField,
  responsibility: digestField.or(z.literal('')),
});
export const grantOperatorPayload = z.strictObject({ operatorId: operatorIdField, grants });
export const revokeOperatorPayload = z.strictObject({
  operatorId: operatorIdField,
  reason: z.enum(['left', 'moved', 'misuse', 'other']),
});
/** The operator itself signs with its old key; a superior may do it where the key was lost. */
export const rotateKeyPayload = z.strictObject({
  operatorId: operatorIdField,
  publicKey: publicKeyField,
  proof: signatureField,
  revokeKeyId: keyIdField.or(z.literal('')),
});
export const revokeKeyPayload = z.strictObject({ operatorId: operatorIdField, keyId: keyIdField });

export type RegisterOperatorPayload = z.output<typeof registerOperatorPayload>;
export type GrantOperatorPayload = z.output<typeof grantOperatorPayload>;
export type RevokeOperatorPayload = z.output<typeof revokeOperatorPayload>;
export type RotateKeyPayload = z.output<typeof rotateKeyPayload>;
export type RevokeKeyPayload = z.output<typeof revokeKeyPayload>;
