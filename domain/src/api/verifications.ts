// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod';
import { signedAnswer } from '../answer/verification-answer.js';
import { codeField, identityIdField } from '../schema/index.js';

export const verifyRequest = z.union([
  z.strictObject({ identityId: identityIdField, purpose: z.string().min(1).max(64) }),
  z.strictObject({
    docType: codeField,
    docNumber: z.string().min(1).max(40),
    name: z.string().min(1).max(100),
    purpose: z.string().min(1).max(64),
  }),
]);

export const verifyResponse = signedAnswer;

export type VerifyRequest = z.output<typeof verifyRequest>;
