// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod/mini';
import { ORGANISATION_STATES } from '../ledger/index.js';
import { countField, divisionField, orgIdField, provinceCodeField, versionField } from '../schema/index.js';

export const organisationView = z.object({
  orgId: orgIdField,
  name: z.string(),
  parent: z.string(),
  province: provinceCodeField,
  level: z.int(),
  state: z.enum(ORGANISATION_STATES),
  /** Of a union that ends or has ended: who has its members. */
  heir: z.optional(orgIdField),
  /** Where it stands, by GB/T 2260; absent where nobody told: the nearest union above it that says one tells it. */
  division: z.optional(divisionField),
  kind: z.string(),
  creditCode: z.string(),
  foundedOn: z.string(),
  /** 工会地址; absent where nobody told. */
  address: z.optional(z.string()),
  version: versionField,
  /** Version of the descriptive record, which changes apart from the union's own; 0 where there is none. */
  profileVersion: versionField,
  employers: countField,
});

export type OrganisationView = z.output<typeof organisationView>;
