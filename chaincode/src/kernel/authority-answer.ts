// SPDX-License-Identifier: Apache-2.0
import { parseCanonicalJson } from '@unionid/domain/encoding';
import {
  accountSchema,
  alsoField,
  clockSchema,
  networkSchema,
  operatorKeySchema,
  operatorSchema,
  organisationSchema,
} from '@unionid/domain/ledger';
import {
  identityIdField,
  keyIdField,
  mspIdField,
  operatorIdField,
  orgIdField,
  parseWith,
  provinceCodeField,
} from '@unionid/domain/schema';
import * as z from 'zod/mini';

const { state, org, province, joined, since, loa, root, also, here, again, held } = accountSchema.shape;

/** What it answers: the records as they stand, unions with all above them, hosts of the signers' provinces. */
const authorityAnswer = z.strictObject({
  network: z.exactOptional(networkSchema),
  clock: z.exactOptional(clockSchema),
  operators: z.record(
    operatorIdField,
    z.strictObject({
      record: operatorSchema,
      // Accounts that have ended for the person's.
      also,
      keys: z.record(keyIdField, operatorKeySchema),
    }),
  ),
  unions: z.record(orgIdField, organisationSchema),
  hosts: z.record(provinceCodeField, mspIdField),
  // Of accounts that have ended for others: by which the persons stand.
  standing: z.exactOptional(z.record(identityIdField, alsoField)),
  members: z.exactOptional(
    z.record(
      identityIdField,
      z.union([
        z.strictObject({ state, org, province, joined, since, loa, root, also, here, again, held }),
        // Why there is nothing to say of it.
        z.strictObject({ refused: z.string().check(z.maxLength(64)) }),
      ]),
    ),
  ),
});
export type AuthorityAnswer = z.output<typeof authorityAnswer>;

/** The answer, which is believed no more than any value of a ledger before its shape is seen. */
export function parseAuthorityAnswer(text: string): AuthorityAnswer {
  return parseWith(authorityAnswer, parseCanonicalJson(text));
}
