// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod';
import { instructionIdField } from '../schema/index.js';

export const instructionStatus = z.object({
  instructionId: instructionIdField,
  status: z.enum(['PENDING', 'COMMITTED', 'REFUSED']),
  transactionId: z.string(),
  block: z.int().optional(),
  /** Canonical JSON result of the contract, parsed. */
  result: z.unknown().optional(),
  code: z.string().optional(),
});

export type InstructionStatus = z.output<typeof instructionStatus>;
