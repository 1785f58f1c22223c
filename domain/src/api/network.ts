// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod/mini';
import { mspIdField, orgIdField, provinceCodeField } from '../schema/index.js';
import { namedKey } from './named-key.js';

/** GET /v1/network: what a client needs before it signs anything. */
export const networkView = z.object({
  network: z.string(),
  channel: z.string(),
  /** The one that says who may act; claims of keys name it. */
  chaincode: z.string(),
  /** Every chaincode of ours on the channel. */
  chaincodes: z.array(z.object({ name: z.string() })),
  mspId: mspIdField,
  province: provinceCodeField,
  gatewayKey: namedKey({}),
  /** Answer keys of every gateway in service, as governance has them on the ledger: compare them with another gateway's. */
  gatewayKeys: z.array(namedKey({ mspId: mspIdField })),
  height: z.int(),
  nationalOrg: z.optional(orgIdField),
  /** Versions of the national matching key in force, the older first. */
  keyVersions: z.optional(z.array(z.int())),
  provinces: z.array(
    z.object({
      code: provinceCodeField,
      mspId: mspIdField,
      name: z.string(),
      rootOrg: z.optional(orgIdField),
    }),
  ),
});

export type NetworkView = z.output<typeof networkView>;
