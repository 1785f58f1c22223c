// SPDX-License-Identifier: Apache-2.0
import { parseCanonicalJson } from '@unionid/domain/encoding';
import { LEDGER } from '@unionid/domain/ledger';
import {
  keyIdField,
  mspIdField,
  operatorIdField,
  orgIdField,
  parseWith,
  provinceCodeField,
} from '@unionid/domain/schema';
import * as z from 'zod';

/** What it answers: the records as they stand, unions with all above them, hosts of the signers' provinces. */
const authorityAnswer = z.strictObject({
  network: LEDGER.network.schema.exactOptional(),
  clock: LEDGER.clock.schema.exactOptional(),
  operators: z.record(
    operatorIdField,
    z.strictObject({
      record: LEDGER.operator.schema,
      keys: z.record(keyIdField, LEDGER.operatorKey.schema),
    }),
  ),
  unions: z.record(orgIdField, LEDGER.organisation.schema),
  hosts: z.record(provinceCodeField, mspIdField),
});
export type AuthorityAnswer = z.output<typeof authorityAnswer>;

/** The answer, which is believed no more than any value of a ledger before its shape is seen. */
export function parseAuthorityAnswer(text: string): AuthorityAnswer {
  return parseWith(authorityAnswer, parseCanonicalJson(text));
}
