// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod';

/** RFC 9457 problem document with our members. */
export const problemDocument = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  code: z.string(),
  detail: z.object({ zh: z.string(), en: z.string() }),
  next: z.object({ zh: z.string(), en: z.string() }),
  details: z.record(z.string(), z.unknown()).optional(),
  requestId: z.string(),
  transactionId: z.string().optional(),
});

export type ProblemDocument = z.output<typeof problemDocument>;
