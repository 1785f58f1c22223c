// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod/mini';
import {
  benefitClassField,
  CORRECTIONS,
  PLAN_STATUSES,
  RECEIPT_REASONS,
  standsSchema,
  sumsSchema,
  windowField,
} from '../ledger/index.js';
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
import { isFormulaStart } from '../text/csv-line.js';
import { hasUnprintable } from '../text/plain-text.js';
import { namedPageOf, unionNamed } from './union-names.js';

const goodsView = z.object({ quantity: countField, unitFen: fenField });
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
  /** Whether goods are granted: they are handed out by a list, and no bank pays. */
  goods: z.optional(z.literal(true)),
  signed: sumsSchema,
  /** What stands of its list: from its closing on, before it is locked. */
  stands: z.optional(standsSchema),
  /** SM3 of the maker's list of payees: whoever pays has it in hand. */
  payees: z.optional(digestField),
  duties: z.object({
    maker: identityIdField,
    second: z.optional(identityIdField),
    checker: z.optional(identityIdField),
    approvers: z.array(z.object({ ...duty.shape, org: orgIdField })),
    payer: z.optional(identityIdField),
  }),
  publicity: z.optional(z.object({ from: dateField, until: dateField, notice: digestField })),
  /** The second check before the next order: how far it has come, what may be paid, and what is held. */
  screen: z.optional(
    z.object({
      attempt: countField,
      on: dateField,
      next: countField,
      ready: sumsSchema,
      held: sumsSchema,
    }),
  ),
  order: z.optional(digestField),
  /** Which order is the newest, what it comes to, and what was paid by those before. */
  attempt: z.optional(countField),
  ordered: z.optional(sumsSchema),
  settled: z.optional(sumsSchema),
  paid: z.optional(sumsSchema),
  /** Lists of what the bank has answered, each with what it paid by it once it is closed. */
  results: z.array(
    z.object({
      manifestId: manifestIdField,
      state: z.enum(['OPEN', 'CLOSED']),
      rows: countField,
      /** Of which order. */
      attempt: countField,
      paid: z.optional(sumsSchema),
    }),
  ),
  /** Items that were given up with their grants. */
  folded: countField,
  /** Struck off one by one; and of what was paid, sent back by the bank, and got back from the payee. */
  voided: z.optional(sumsSchema),
  returned: z.optional(sumsSchema),
  recovered: z.optional(sumsSchema),
  /** Got back in part so far; and what is not got back any more. */
  partly: z.optional(sumsSchema),
  writtenOff: z.optional(sumsSchema),
  /** SM3 of the bank's statement that what was paid was received. */
  receipt: z.optional(digestField),
  /** What the caller may do now; `code` says why not. */
  actions: z.array(
    z.object({ action: z.enum(PLAN_ACTIONS), allowed: z.boolean(), code: z.optional(z.string()) }),
  ),
});
export type PlanView = z.output<typeof planView>;

/** One that is asked for by itself, and a page of them. */
export const planShown = z.object({ ...planView.shape, ...unionNamed });
export const planPage = namedPageOf(planView);
export type PlanShown = z.output<typeof planShown>;

/**
 * Where an item stands: as reserved, left out because it conflicts, held by the second check, paid, not paid by the bank, given up,
 * returned by the bank, got back from the payee.
 */
export const ITEM_STATES = [
  ...(['stands', 'leftOut', 'held', 'paid', 'notPaid', 'givenUp', 'returned', 'recovered'] as const),
] as const;

/** One item of a plan. */
export const planItemView = z.object({
  planId: manifestIdField,
  /** Its row in the plan's list, from 0. */
  item: countField,
  identityId: identityIdField,
  fen: fenField,
  /** Hardship file, and the member of its household whom it is for, where that is not who is paid. */
  file: z.optional(fileIdField),
  /** Version of the file then. */
  fileVersion: z.optional(versionField),
  for: z.optional(keyedTagField),
  goods: z.optional(goodsView),
  /** 凭证号. */
  voucher: z.optional(z.string()),
  /** What stands for the account that it is paid into. */
  account: z.optional(keyedTagField),
  state: z.enum(ITEM_STATES),
  /** Of one that the bank has paid: SM3 of what it calls the payment. */
  reference: z.optional(digestField),
  /** Of one that came in parts: SM3 of each. */
  parts: z.optional(z.array(digestField)),
  /** Whether the bank has the order of it, and has not answered. */
  isAsked: z.optional(z.boolean()),
  /** What was done about it alone, the newest of it: struck off, sent back, got back, written off; with the SM3 of the document. */
  correction: z.optional(
    z.object({
      action: z.enum(CORRECTIONS),
      reason: z.optional(z.string()),
      document: digestField,
      on: dateField,
      fen: fenField,
      /** Got back in all. */
      recovered: z.optional(fenField),
    }),
  ),
  /** What an agent attests of its receipt. */
  receipt: z.optional(z.object({ reason: z.enum(RECEIPT_REASONS), document: digestField, on: dateField })),
});
export type PlanItemView = z.output<typeof planItemView>;

/** How far the second check of a plan has come. */
export const planScreening = z.object({
  planId: manifestIdField,
  /** Which order it is for. */
  attempt: countField,
  isDone: z.boolean(),
  ready: sumsSchema,
  held: sumsSchema,
});
export type PlanScreening = z.output<typeof planScreening>;

const isShown = (text: string): boolean => !hasUnprintable(text) && !isFormulaStart(text);

/** One payment of an order, as the bank is to make it, or goods, as they are to be handed out. */
export const orderRowView = z.object({
  item: countField,
  /** By which bank and union know it: of this item and this order. */
  reference: z.string().check(z.regex(/^[0-9A-Z]{20}$/)),
  fen: fenField,
  /** What the vault has, '' where it has nothing. It stands in a file that spreadsheets open. */
  payee: z.string().check(z.maxLength(200), z.refine(isShown, { error: 'not a name' })),
  /** Number of the account, '' where none was given, and of goods. */
  accountNumber: z.string().check(z.regex(/^\d{0,30}$/)),
  goods: z.optional(goodsView),
});
export type OrderRowView = z.output<typeof orderRowView>;
