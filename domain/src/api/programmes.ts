// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod/mini';
import { programmeRules } from '../ledger/index.js';
import { orgIdField, programmeIdField, provinceCodeField, versionField } from '../schema/index.js';

/** By which rules a union and those below it grant one class of benefits. */
export const programmeView = z.object({
  programmeId: programmeIdField,
  version: versionField,
  state: z.enum(['OPEN', 'ENDED']),
  province: provinceCodeField,
  org: orgIdField,
  ...programmeRules,
});
export type ProgrammeView = z.output<typeof programmeView>;
