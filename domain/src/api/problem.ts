// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod/mini';

/** RFC 9457 problem document with our members. */
export const problemDocument = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  code: z.string(),
  detail: z.object({ zh: z.string(), en: z.string() }),
  next: z.object({ zh: z.string(), en: z.string() }),
  details: z.optional(z.record(z.string(), z.unknown())),
  requestId: z.string(),
  transactionId: z.optional(z.string()),
});

export type ProblemDocument = z.output<typeof problemDocument>;
