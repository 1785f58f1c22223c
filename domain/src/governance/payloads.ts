// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod';
import {
  dateField,
  keyIdField,
  mspIdField,
  operatorIdField,
  organisationNameField,
  orgIdField,
  provinceCodeField,
  publicKeyField,
  signatureField,
  creditCodeField,
} from '../schema/index.js';

const rootOperator = z.strictObject({ operatorId: operatorIdField, publicKey: publicKeyField });
const rootOrganisation = z.strictObject({
  orgId: orgIdField,
  name: organisationNameField,
  creditCode: creditCodeField.or(z.literal('')),
});
const province = z.strictObject({ code: provinceCodeField, mspId: mspIdField, name: organisationNameField });

/** Once in a network's life, by the national admin certificate; signed by the root operator's own key. */
export const bootstrapPayload = z.strictObject({
  mspId: mspIdField,
  organisation: rootOrganisation,
  root: rootOperator,
  provinces: z.array(province).min(1).max(64),
});
/** By the province's own admin certificate: nobody else names its root operator. */
export const joinProvincePayload = z.strictObject({
  province: provinceCodeField,
  organisation: rootOrganisation,
  root: rootOperator,
});
export const addProvincePayload = province;
/** A gateway's answer-signing key; `proof` is its signature over `gatewayKeyProof`. */
export const registerGatewayKeyPayload = z.strictObject({ publicKey: publicKeyField, proof: signatureField });
export const revokeGatewayKeyPayload = z.strictObject({ keyId: keyIdField });
/** Forgets seen instructions of a day that is over by 30 (architecture.md §4), at most `limit` at a time. */
export const pruneInstructionsPayload = z.strictObject({
  day: dateField,
  limit: z.int().min(1).max(500),
});

export type BootstrapPayload = z.output<typeof bootstrapPayload>;
export type JoinProvincePayload = z.output<typeof joinProvincePayload>;
export type AddProvincePayload = z.output<typeof addProvincePayload>;
export type RegisterGatewayKeyPayload = z.output<typeof registerGatewayKeyPayload>;
export type RevokeGatewayKeyPayload = z.output<typeof revokeGatewayKeyPayload>;
export type PruneInstructionsPayload = z.output<typeof pruneInstructionsPayload>;
