// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod/mini';
import { operatorIdField, orgIdField, timestampField } from '../schema/index.js';

/** Whoever was shown personal data in plain: which, never the data themselves. */
export const unmaskingView = z.object({
  time: timestampField,
  operatorId: operatorIdField,
  org: orgIdField,
  /** Kind of data: `import-evidence`, `unmask-answer`. */
  what: z.string(),
  /** Which of its kind: the import and its chunk, the request for a name. */
  subject: z.string(),
  reason: z.string(),
  /** Persons shown. */
  persons: z.int(),
});

export type UnmaskingView = z.output<typeof unmaskingView>;
