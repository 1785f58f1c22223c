// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod/mini';
import { mspIdField, orgIdField, provinceCodeField } from '../schema/index.js';
import { namedKey } from './named-key.js';

/** As networks, channels and chaincodes are called: people type them into commands, which a gateway must not write. */
const systemName = z.string().check(z.regex(/^[A-Za-z0-9][\w.-]{0,63}$/));

/** GET /v1/network: what a client needs before it signs anything. */
export const networkView = z.object({
  network: systemName,
  channel: systemName,
  /** The one that says who may act; claims of keys name it. */
  chaincode: systemName,
  /** Every chaincode of ours on the channel. */
  chaincodes: z.array(z.object({ name: systemName })),
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
