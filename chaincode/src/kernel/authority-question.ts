// SPDX-License-Identifier: Apache-2.0
import { MOST_MEMBERS } from '@unionid/domain/ledger';
import {
  identityIdField,
  keyIdField,
  operatorIdField,
  orgIdField,
  placeField,
  provinceCodeField,
} from '@unionid/domain/schema';
import * as z from 'zod/mini';

/** Signers and unions of one question at the most: two signatures, the unions of one decision. */
const MAX_SIGNERS = 2;
const MAX_UNIONS = 64;
/** Members of one question at the most: those of a chunk (domain/src/manifest/payload.ts). */
const MAX_MEMBERS = 250;
/** The households of a chunk: those that rows name, and those in which payees stand. */
const MAX_ENDED = 2 * MAX_MEMBERS * MOST_MEMBERS;

/** What a chaincode asks `identity` by `authority:facts`. */
export const authorityQuestion = z.strictObject({
  signers: z
    .array(z.strictObject({ actor: operatorIdField, actorKeyId: keyIdField }))
    .check(z.maxLength(MAX_SIGNERS)),
  unions: z.array(orgIdField).check(z.maxLength(MAX_UNIONS)),
  clock: z.boolean(),
  provinces: z.exactOptional(z.array(provinceCodeField).check(z.maxLength(MAX_SIGNERS))),
  members: z.exactOptional(
    z
      .array(z.strictObject({ identityId: identityIdField, place: placeField }))
      .check(z.maxLength(MAX_MEMBERS)),
  ),
  ended: z.exactOptional(z.array(identityIdField).check(z.maxLength(MAX_ENDED))),
});
