// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod/mini';
import {
  dateField,
  digestField,
  divisionField,
  fileIdField,
  fenField,
  fundIdField,
  identityIdField,
  keyedTagField,
  manifestIdField,
  orgIdField,
  programmeIdField,
  provinceCodeField,
  recordVersionField,
  titleField,
} from '../schema/index.js';
import { CORRECTIONS, RECOVER_REASONS, VOID_REASONS, WRITE_OFF_REASONS } from './correction-record.js';
import { fileLevelField } from './file-schemas.js';
import { BENEFIT_CLASS_CODES } from './benefit-classes.js';
import {
  ALLOTMENT_STATES,
  FUND_SOURCES,
  ITEM_LETTERS,
  PLAN_STATUSES,
  RECEIPT_REASONS,
} from './benefit-records.js';

// What each record of chaincode `benefit` must be before anybody believes it; their shapes are explained in benefit-records.ts.

/** Grants before the newest of one subject in one window that are kept by plan: a household's of all its members at the most. */
export const MOST_KEPT = 64;
/** Who approve a plan, at the most. */
export const MOST_APPROVERS = 3;
/** Items that stand in one record. */
export const ITEMS_PER_RECORD = 25;

export const benefitClassField = z.enum(BENEFIT_CLASS_CODES);
/** A period of a class: a year, a quarter or a month of it. */
export const windowField = z.string().check(z.regex(/^\d{4}(?:-(?:0[1-9]|1[0-2])|Q[1-4])?$/));
const some = fenField.check(z.gte(1));
const count = z.int().check(z.gte(0), z.lte(1_000_000));
export const classesField = z.readonly(
  z.array(benefitClassField).check(z.minLength(1), z.maxLength(BENEFIT_CLASS_CODES.length)),
);

export const fundSchema = z.strictObject({
  v: recordVersionField,
  state: z.enum(['OPEN', 'CLOSED']),
  province: provinceCodeField,
  org: orgIdField,
  source: z.enum(FUND_SOURCES),
  title: z.exactOptional(titleField),
  document: digestField,
  fen: fenField,
  classes: z.exactOptional(classesField),
  left: z.exactOptional(fenField),
});
export const lineSchema = z.strictObject({
  v: recordVersionField,
  province: provinceCodeField,
  received: fenField,
  allotted: fenField,
  returned: fenField,
  reserved: fenField,
  paid: fenField,
});
export const allotmentSchema = z.strictObject({
  v: recordVersionField,
  state: z.enum(ALLOTMENT_STATES),
  fund: fundIdField,
  from: orgIdField,
  fromProvince: provinceCodeField,
  to: orgIdField,
  toProvince: provinceCodeField,
  fen: some,
  back: z.exactOptional(z.literal(true)),
  document: digestField,
});

/** Counties of a large province, and more. */
const MOST_DISTRICTS = 200;
const days = (least: number): z.ZodMiniInt => z.int().check(z.gte(least), z.lte(3660));
/** What a programme grants by. */
export const programmeRules = {
  class: benefitClassField,
  title: z.exactOptional(titleField),
  document: digestField,
  from: dateField,
  until: dateField,
  itemFen: some,
  windowFen: some,
  householdFen: z.exactOptional(some),
  districts: z.exactOptional(
    z.readonly(
      z
        .array(
          z.strictObject({
            division: divisionField,
            windowFen: some,
            householdFen: z.exactOptional(some),
          }),
        )
        .check(z.minLength(1), z.maxLength(MOST_DISTRICTS)),
    ),
  ),
  files: z.exactOptional(
    z.strictObject({
      level: fileLevelField,
      publicDays: z.exactOptional(days(1)),
      late: z.exactOptional(days(1)),
    }),
  ),
  apart: z.exactOptional(days(1)),
  retained: z.exactOptional(z.literal(true)),
  tenure: z.exactOptional(days(1)),
  publicDays: days(0),
  goods: z.exactOptional(z.literal(true)),
  bands: z.readonly(
    z
      .array(
        z.strictObject({
          fen: some,
          approvers: z.int().check(z.gte(1), z.lte(MOST_APPROVERS)),
          otherUnion: z.exactOptional(z.literal(true)),
        }),
      )
      .check(z.minLength(1), z.maxLength(8)),
  ),
};
export const programmeSchema = z.strictObject({
  v: recordVersionField,
  state: z.enum(['OPEN', 'ENDED']),
  province: provinceCodeField,
  org: orgIdField,
  ...programmeRules,
});

/** Which order of a plan it is: as many as one digit of a reference counts. */
export const MOST_ATTEMPTS = 9;
const attempt = z.int().check(z.gte(1), z.lte(MOST_ATTEMPTS));

const sums = { items: count, fen: fenField };
/** So many items, and their sum. */
export const sumsSchema = z.strictObject(sums);
/** What stands of a list, and the root over it. */
export const standsSchema = z.strictObject({ ...sums, root: digestField });
export const planSchema = z.strictObject({
  v: recordVersionField,
  status: z.enum(PLAN_STATUSES),
  province: provinceCodeField,
  org: orgIdField,
  fund: fundIdField,
  programme: programmeIdField,
  programmeVersion: recordVersionField,
  class: benefitClassField,
  on: dateField,
  window: windowField,
  until: dateField,
  goods: z.exactOptional(z.literal(true)),
  signed: sumsSchema,
  duties: z.strictObject({
    maker: identityIdField,
    second: z.exactOptional(identityIdField),
    checker: z.exactOptional(identityIdField),
    approvers: z.exactOptional(
      z.readonly(
        z
          .array(z.strictObject({ person: identityIdField, org: orgIdField }))
          .check(z.minLength(1), z.maxLength(3)),
      ),
    ),
    payer: z.exactOptional(identityIdField),
  }),
  stands: z.exactOptional(standsSchema),
  payees: z.exactOptional(digestField),
  publicity: z.exactOptional(z.strictObject({ from: dateField, until: dateField, notice: digestField })),
  screen: z.exactOptional(
    z.strictObject({ attempt, on: dateField, next: count, ready: sumsSchema, held: sumsSchema }),
  ),
  order: z.exactOptional(digestField),
  attempt: z.exactOptional(attempt),
  ordered: z.exactOptional(sumsSchema),
  settled: z.exactOptional(sumsSchema),
  paid: z.exactOptional(sumsSchema),
  folded: z.exactOptional(count),
  voided: z.exactOptional(sumsSchema),
  returned: z.exactOptional(sumsSchema),
  recovered: z.exactOptional(sumsSchema),
  partly: z.exactOptional(sumsSchema),
  writtenOff: z.exactOptional(sumsSchema),
  receipt: z.exactOptional(digestField),
});
/** What an item says beside whom it is paid to and how much. */
export const itemTerms = {
  file: z.exactOptional(fileIdField),
  for: z.exactOptional(keyedTagField),
  goods: z.exactOptional(
    z.strictObject({
      quantity: z.int().check(z.gte(1), z.lte(1_000_000)),
      unitFen: z.int().check(z.gte(1), z.lte(1_000_000_000)),
    }),
  ),
  voucher: z.exactOptional(z.string().check(z.regex(/^[A-Za-z0-9-]{1,32}$/))),
  account: z.exactOptional(keyedTagField),
};
export const itemsSchema = z.strictObject({
  items: z.readonly(
    z
      .array(
        z.strictObject({
          ...{ id: identityIdField, fen: some, ...itemTerms },
          fileVersion: z.exactOptional(recordVersionField),
        }),
      )
      .check(z.minLength(1), z.maxLength(ITEMS_PER_RECORD)),
  ),
});
export const itemStatesSchema = z
  .string()
  .check(z.regex(new RegExp(`^[${ITEM_LETTERS}]{1,${String(ITEMS_PER_RECORD)}}$`)));
export const grantedSchema = z.strictObject({
  n: z.int().check(z.gte(1), z.lte(10_000)),
  fen: fenField,
  last: dateField,
  plan: manifestIdField,
  before: z.exactOptional(z.readonly(z.array(manifestIdField).check(z.minLength(1), z.maxLength(MOST_KEPT)))),
});
export const correctionSchema = z.strictObject({
  v: recordVersionField,
  action: z.enum(CORRECTIONS),
  reason: z.exactOptional(z.enum([...VOID_REASONS, ...RECOVER_REASONS, ...WRITE_OFF_REASONS])),
  document: digestField,
  on: dateField,
  person: identityIdField,
  second: z.exactOptional(identityIdField),
  fen: some,
  recovered: z.exactOptional(some),
});
export const receiptSchema = z.strictObject({
  v: recordVersionField,
  reason: z.enum(RECEIPT_REASONS),
  document: digestField,
  agent: identityIdField,
  on: dateField,
});
