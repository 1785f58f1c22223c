// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod/mini';
import { operatorIdField, orgIdField, timestampField } from '../schema/index.js';

/** Whoever was shown personal data in plain: which, never the data themselves. */
export const unmaskingView = z.object({
  time: timestampField,
  operatorId: operatorIdField,
  org: orgIdField,
  /** Kind of data: `import-evidence`. */
  what: z.string(),
  /** Which of its kind: the import and its chunk. */
  subject: z.string(),
  reason: z.string(),
  /** Persons shown. */
  persons: z.int(),
});

export type UnmaskingView = z.output<typeof unmaskingView>;
