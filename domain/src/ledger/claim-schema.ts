// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod/mini';
import {
  digestField,
  identityIdField,
  operatorIdField,
  orgIdField,
  provinceCodeField,
  recordVersionField,
  tagField,
  timestampField,
} from '../schema/index.js';
import { CLAIM_KINDS, CLAIM_STATUSES, CLAIM_WAYS } from './claim-record.js';
import { EARLIER_DECISIONS } from './transfer-record.js';

// What a claim must be before anybody believes it; its shape is explained in claim-record.ts.

/** What the ledger is searched by for a personKey (keys.ts). */
const personIndexField = z.string().check(z.regex(/^[1-9]\d{0,3}\.[A-Za-z0-9_-]{22}$/));

/** What a union asked for, or claimed, on a document, and was decided against. */
export const decidedAgainst = z.strictObject({ to: orgIdField, digest: digestField });

export const claimSchema = z.strictObject({
  v: recordVersionField,
  status: z.enum(CLAIM_STATUSES),
  way: z.enum(CLAIM_WAYS),
  kind: z.enum(CLAIM_KINDS),
  keys: z.array(personIndexField).check(z.minLength(1), z.maxLength(2)),
  owner: identityIdField,
  onto: z.exactOptional(z.literal(true)),
  org: orgIdField,
  province: provinceCodeField,
  level: z.int().check(z.gte(0), z.lte(4)),
  tag: tagField,
  root: digestField,
  evidence: digestField,
  by: operatorIdField,
  asked: timestampField,
  due: timestampField,
  silentAt: timestampField,
  lapsesAt: timestampField,
  contest: z.exactOptional(
    z.strictObject({ digest: digestField, until: timestampField, by: z.exactOptional(operatorIdField) }),
  ),
  escalated: z.exactOptional(z.literal(true)),
  judge: z.exactOptional(orgIdField),
  yielded: z.exactOptional(operatorIdField),
  exchange: z.exactOptional(
    z.strictObject({
      keys: z.array(personIndexField).check(z.minLength(1), z.maxLength(2)),
      ...{ tag: tagField, root: digestField, of: digestField, released: z.exactOptional(digestField) },
    }),
  ),
  released: z.exactOptional(digestField),
  decided: z.exactOptional(
    z.readonly(z.array(decidedAgainst).check(z.minLength(1), z.maxLength(EARLIER_DECISIONS + 1))),
  ),
});
