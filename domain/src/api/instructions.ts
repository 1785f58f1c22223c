// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod/mini';
import { digestField, instructionIdField } from '../schema/index.js';

export const instructionStatus = z.object({
  instructionId: instructionIdField,
  /** SM3 of the canonical instruction that the identifier stands for, base64url: whoever asks holds it against their own. */
  digest: digestField,
  status: z.enum(['PENDING', 'COMMITTED', 'REFUSED']),
  transactionId: z.string(),
  block: z.optional(z.int()),
  /** Canonical JSON result of the contract, parsed. */
  result: z.optional(z.unknown()),
  code: z.optional(z.string()),
});

export type InstructionStatus = z.output<typeof instructionStatus>;
