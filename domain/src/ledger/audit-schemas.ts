// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod/mini';
import {
  dateField,
  digestField,
  fenField,
  fundIdField,
  identityIdField,
  manifestIdField,
  operatorIdField,
  orgIdField,
  provinceCodeField,
  recordVersionField,
  versionField,
} from '../schema/index.js';
import { FINDING_OUTCOMES, FINDING_STATES, SAMPLE_STATES, UNMASK_STATES } from './audit-records.js';
import { FUND_SOURCES } from './benefit-records.js';

// What each record of audit must be before anybody believes it; their shapes are explained in audit-records.ts.

/** Items that one finding, or one sample, names at the most. */
export const MOST_AUDITED_ITEMS = 200;

/** Code of a check: DUP-1. */
export const checkCodeField = z.string().check(z.regex(/^[A-Z]{3}-[1-9]$/));
/** Number of a case: nothing that could be a name. */
export const caseNumberField = z.string().check(z.regex(/^[0-9A-Za-z-]{4,32}$/));
export const itemField = z.int().check(z.gte(0), z.lte(999_999));
/** Rows of a plan's list, ascending. */
export const auditedItemsField = z.readonly(
  z.array(itemField).check(
    z.minLength(1),
    z.maxLength(MOST_AUDITED_ITEMS),
    z.refine((items) => items.every((item, at) => at === 0 || item > (items[at - 1] ?? -1)), {
      error: 'not ascending',
    }),
  ),
);
export const sampleSizeField = z.int().check(z.gte(1), z.lte(MOST_AUDITED_ITEMS));

const audited = {
  org: orgIdField,
  province: provinceCodeField,
  fund: fundIdField,
  source: z.enum(FUND_SOURCES),
};
const shown = { on: dateField, person: identityIdField, evidence: digestField };
const asked = { auditor: operatorIdField, person: identityIdField, on: dateField };

export const findingSchema = z.strictObject({
  v: recordVersionField,
  state: z.enum(FINDING_STATES),
  ...audited,
  plan: z.exactOptional(manifestIdField),
  items: z.exactOptional(auditedItemsField),
  check: checkCodeField,
  rule: recordVersionField,
  height: versionField,
  evidence: digestField,
  fen: fenField,
  ...asked,
  due: dateField,
  remedy: z.exactOptional(z.strictObject(shown)),
  recovery: z.exactOptional(z.strictObject({ ...shown, fen: fenField })),
  closing: z.exactOptional(z.strictObject({ ...shown, outcome: z.enum(FINDING_OUTCOMES) })),
});
export const unmaskSchema = z.strictObject({
  v: recordVersionField,
  state: z.enum(UNMASK_STATES),
  ...audited,
  number: caseNumberField,
  plan: manifestIdField,
  item: itemField,
  identityId: identityIdField,
  home: orgIdField,
  homeProvince: provinceCodeField,
  ...asked,
  approvers: z.exactOptional(z.readonly(z.array(identityIdField).check(z.minLength(1), z.maxLength(2)))),
  until: z.exactOptional(dateField),
  answer: z.exactOptional(z.strictObject(shown)),
});
export const sampleSchema = z.strictObject({
  v: recordVersionField,
  state: z.enum(SAMPLE_STATES),
  ...audited,
  ...asked,
  commit: digestField,
  size: sampleSizeField,
  drawn: z.exactOptional(
    z.strictObject({
      ...shown,
      nonce: digestField,
      block: versionField,
      hash: digestField,
      items: auditedItemsField,
      failed: z.int().check(z.gte(0), z.lte(MOST_AUDITED_ITEMS)),
    }),
  ),
});
