// SPDX-License-Identifier: Apache-2.0
import { keyIdField, operatorIdField, orgIdField } from '@unionid/domain/schema';
import * as z from 'zod/mini';

/** Signers and unions of one question at the most: two signatures, the unions of one decision. */
const MAX_SIGNERS = 2;
const MAX_UNIONS = 64;

/** What a chaincode asks `identity` by `authority:facts`. */
export const authorityQuestion = z.strictObject({
  signers: z
    .array(z.strictObject({ actor: operatorIdField, actorKeyId: keyIdField }))
    .check(z.maxLength(MAX_SIGNERS)),
  unions: z.array(orgIdField).check(z.maxLength(MAX_UNIONS)),
  clock: z.boolean(),
});
