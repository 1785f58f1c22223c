// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod/mini';
import { APPLICATION_ACTIONS } from '../application/index.js';
import { APPLICATION_MEANS, APPLICATION_STATUSES, REFUSAL_REASONS } from '../ledger/index.js';
import {
  digestField,
  identityIdField,
  orgIdField,
  provinceCodeField,
  timestampField,
  versionField,
} from '../schema/index.js';

/** A person's newest application to a union as it stands now. */
export const applicationView = z.object({
  identityId: identityIdField,
  org: orgIdField,
  province: provinceCodeField,
  version: versionField,
  /** OVERTAKEN: another union has admitted the person. LAPSED: nobody has decided in time. */
  status: z.enum([...APPLICATION_STATUSES, 'OVERTAKEN', 'LAPSED']),
  means: z.enum(APPLICATION_MEANS),
  evidence: digestField,
  asked: timestampField,
  due: timestampField,
  lapsesAt: timestampField,
  reason: z.optional(z.enum(REFUSAL_REASONS)),
  /** Where the person's account stands: instructions name it. */
  place: z.string(),
  /** What the caller may do now; `code` says why not. */
  actions: z.array(
    z.object({ action: z.enum(APPLICATION_ACTIONS), allowed: z.boolean(), code: z.optional(z.string()) }),
  ),
});

export type ApplicationView = z.output<typeof applicationView>;
