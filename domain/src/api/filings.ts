// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod/mini';
import {
  dateField,
  digestField,
  identityIdField,
  orgIdField,
  placeField,
  provinceCodeField,
  versionField,
} from '../schema/index.js';

/** An expulsion that is filed with a union above, and its receipt. */
export const filingView = z.object({
  identityId: identityIdField,
  /** The union that expelled, and its province. */
  org: orgIdField,
  province: provinceCodeField,
  /** Day of the expulsion. */
  since: dateField,
  /** Of the account, with the place where it stands: instructions name both. */
  version: versionField,
  place: placeField,
  /** Absent while it waits for one. */
  receipt: z.optional(z.object({ on: dateField, org: orgIdField, evidence: digestField })),
});

export type FilingView = z.output<typeof filingView>;
