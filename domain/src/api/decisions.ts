// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod/mini';
import { signedInstructionSchema } from '../instruction/index.js';
import {
  digestField,
  identityIdField,
  instructionIdField,
  operatorIdField,
  orgIdField,
  provinceCodeField,
  timestampField,
} from '../schema/index.js';

/** A decision that waits for its second signature, with the signed instruction that whoever confirms it confirms. */
export const decisionView = z.object({
  actor: operatorIdField,
  instructionId: instructionIdField,
  chaincode: z.string(),
  type: z.string(),
  digest: digestField,
  /** What it is about; where the other side has to agree to it, that side's union and province. */
  org: orgIdField,
  province: provinceCodeField,
  /** Whom it is about, who has no part in it; of nobody absent. */
  about: z.optional(identityIdField),
  until: timestampField,
  block: z.int(),
  decision: signedInstructionSchema,
  /** Why the caller is not the second to sign, where it is by who the caller is; told of one decision only. */
  refusal: z.optional(z.enum(['SAME_PERSON', 'PERSON_UNBOUND', 'OWN_ACCOUNT'])),
});

export type DecisionView = z.output<typeof decisionView>;
