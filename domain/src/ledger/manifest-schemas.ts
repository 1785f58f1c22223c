// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod/mini';
import {
  digestField,
  fenField,
  identityIdField,
  keyIdField,
  manifestIdField,
  operatorIdField,
  orgIdField,
  provinceCodeField,
  timestampField,
  recordVersionField,
} from '../schema/index.js';
import { MANIFEST_TYPES } from './manifest-record.js';
import { TRANSFER_EVIDENCE } from './transfer-record.js';

// What a signed list and its chunks must be before anybody believes them.

const outcomes = z.record(z.string().check(z.maxLength(64)), z.int().check(z.gte(0)));
/** What entitles a union to ask for a member. */
export const entitling = z.strictObject({ kind: z.enum(TRANSFER_EVIDENCE), digest: digestField });
const second = z.strictObject({
  operatorId: operatorIdField,
  keyId: z.exactOptional(keyIdField),
  person: identityIdField,
});
const sums = z.strictObject({
  all: fenField,
  items: z.int().check(z.gte(0)),
  fen: fenField,
  root: digestField,
});
export const manifestSchema = z.strictObject({
  version: recordVersionField,
  state: z.enum(['OPEN', 'CLOSED']),
  type: z.enum(MANIFEST_TYPES),
  actor: operatorIdField,
  actorKeyId: keyIdField,
  province: provinceCodeField,
  rows: z.int().check(z.gte(1)),
  chunks: z.int().check(z.gte(1)),
  root: digestField,
  expiresAt: timestampField,
  second: z.exactOptional(second),
  outcomes: z.exactOptional(outcomes),
  sides: z.exactOptional(
    z.strictObject({ from: orgIdField, fromProvince: provinceCodeField, to: orgIdField }),
  ),
  evidence: z.exactOptional(entitling),
  plan: z.exactOptional(manifestIdField),
  attempt: z.exactOptional(z.int().check(z.gte(2), z.lte(9))),
  sums: z.exactOptional(sums),
});
export const chunkSchema = z.strictObject({
  digest: digestField,
  rows: z.int().check(z.gte(1)),
  done: z.int().check(z.gte(0)),
  refused: z.record(z.string().check(z.maxLength(64)), z.array(z.int().check(z.gte(0)))),
  sums: z.exactOptional(sums),
});
