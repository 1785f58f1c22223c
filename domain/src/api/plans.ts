// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod/mini';
import { benefitClassField, PLAN_STATUSES, standsSchema, sumsSchema, windowField } from '../ledger/index.js';
import { PLAN_ACTIONS } from '../plan/index.js';
import {
  countField,
  dateField,
  digestField,
  fenField,
  fileIdField,
  fundIdField,
  identityIdField,
  keyedTagField,
  manifestIdField,
  orgIdField,
  programmeIdField,
  provinceCodeField,
  versionField,
} from '../schema/index.js';

const duty = z.object({ person: identityIdField });

/** A plan of grants as it stands, and what the caller may do with it. */
export const planView = z.object({
  planId: manifestIdField,
  version: versionField,
  status: z.enum(PLAN_STATUSES),
  province: provinceCodeField,
  org: orgIdField,
  fund: fundIdField,
  programme: programmeIdField,
  programmeVersion: versionField,
  class: benefitClassField,
  on: dateField,
  window: windowField,
  until: dateField,
  signed: sumsSchema,
  /** What stands of its list: from its closing on, before it is locked. */
  stands: z.optional(standsSchema),
  duties: z.object({
    maker: identityIdField,
    checker: z.optional(identityIdField),
    approvers: z.array(z.object({ ...duty.shape, org: orgIdField })),
    payer: z.optional(identityIdField),
  }),
  publicity: z.optional(z.object({ from: dateField, until: dateField, notice: digestField })),
  order: z.optional(digestField),
  paid: z.optional(sumsSchema),
  /** Lists of what the bank has answered, each with what it paid by it once it is closed. */
  results: z.array(
    z.object({
      manifestId: manifestIdField,
      state: z.enum(['OPEN', 'CLOSED']),
      rows: countField,
      paid: z.optional(sumsSchema),
    }),
  ),
  /** Items that were given up with their grants. */
  folded: countField,
  /** What the caller may do now; `code` says why not. */
  actions: z.array(
    z.object({ action: z.enum(PLAN_ACTIONS), allowed: z.boolean(), code: z.optional(z.string()) }),
  ),
});
export type PlanView = z.output<typeof planView>;

/** Where an item stands: as reserved, left out because it conflicts, paid, not paid by the bank, given up, returned by the bank. */
export const ITEM_STATES = ['stands', 'leftOut', 'paid', 'notPaid', 'givenUp', 'returned'] as const;

/** One item of a plan. */
export const planItemView = z.object({
  planId: manifestIdField,
  /** Its row in the plan's list, from 0. */
  item: countField,
  identityId: identityIdField,
  fen: fenField,
  /** Hardship file, and the member of its household whom it is for, where that is not who is paid. */
  file: z.optional(fileIdField),
  for: z.optional(keyedTagField),
  goods: z.optional(z.object({ quantity: countField, unitFen: fenField })),
  /** 凭证号. */
  voucher: z.optional(z.string()),
  /** What stands for the account that it is paid into. */
  account: z.optional(keyedTagField),
  state: z.enum(ITEM_STATES),
});
export type PlanItemView = z.output<typeof planItemView>;
