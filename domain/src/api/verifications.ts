// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod/mini';
import { signedAnswer } from '../answer/verification-answer.js';
import { codeField, identityIdField } from '../schema/index.js';

export const verifyRequest = z.union([
  z.strictObject({ identityId: identityIdField, purpose: z.string().check(z.minLength(1), z.maxLength(64)) }),
  z.strictObject({
    docType: codeField,
    docNumber: z.string().check(z.minLength(1), z.maxLength(40)),
    name: z.string().check(z.minLength(1), z.maxLength(100)),
    purpose: z.string().check(z.minLength(1), z.maxLength(64)),
  }),
]);

export const verifyResponse = signedAnswer;

export type VerifyRequest = z.output<typeof verifyRequest>;
