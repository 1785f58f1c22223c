// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod/mini';
import { auditScopeSchema, ACTOR_ROLES } from '../ledger/index.js';
import {
  identityIdField,
  operatorIdField,
  orgIdField,
  provinceCodeField,
  versionField,
} from '../schema/index.js';
import { namedKey } from './named-key.js';

export const operatorView = z.object({
  operatorId: operatorIdField,
  org: orgIdField,
  province: provinceCodeField,
  role: z.enum(ACTOR_ROLES),
  grants: z.array(z.string()),
  state: z.enum(['ACTIVE', 'REVOKED']),
  grantedBy: z.string(),
  /** identityId of the person behind it; shown to those of its province who grant. */
  person: z.optional(identityIdField),
  /** What an auditor looks at. */
  audits: z.optional(auditScopeSchema),
  version: versionField,
  keys: z.array(namedKey({ state: z.enum(['ACTIVE', 'REVOKED']) })),
});

export type OperatorView = z.output<typeof operatorView>;
