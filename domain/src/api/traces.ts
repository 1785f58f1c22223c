// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod/mini';
import { benefitClassField, FUND_SOURCES, PLAN_STATUSES, sumsSchema, windowField } from '../ledger/index.js';
import {
  countField,
  dateField,
  digestField,
  fenField,
  fundIdField,
  identityIdField,
  keyIdField,
  manifestIdField,
  operatorIdField,
  orgIdField,
  programmeIdField,
  timestampField,
  titleField,
  versionField,
} from '../schema/index.js';
import { fundView } from './funds.js';
import { lineView } from './lines.js';
import { pageOf } from './page.js';
import { planItemView } from './plans.js';
import { unionNamed } from './union-names.js';

// What is known of money on its way, as of a block: the same block gives the same bytes.

/** Number of the last block that counts, and its hash. */
const moment = { asOf: countField, blockHash: z.string().check(z.maxLength(64)) };

/** An item as it was granted: the account that it is paid into is the bank's matter. */
const tracedItem = z.omit(planItemView, { account: true });
export type TracedItem = z.output<typeof tracedItem>;

/** What a step is about. */
export const TRACE_KINDS = ['fund', 'allotment', 'programme', 'plan', 'item'] as const;

/** One decision, or one answer, on the way. */
export const traceStep = z.object({
  kind: z.enum(TRACE_KINDS),
  /** Identifier of what changed; of an item its plan's. */
  id: z.string(),
  /** Type of the instruction, or the contract's function where nobody signed. */
  type: z.string(),
  zh: z.string(),
  en: z.string(),
  time: timestampField,
  block: countField,
  transactionId: z.string(),
  /** Who signed; left out where a status had decided it already. */
  by: z.optional(
    z.object({
      operator: operatorIdField,
      keyId: z.optional(keyIdField),
      /** Union of the operator at that block, and the person behind. */
      org: z.optional(orgIdField),
      person: z.optional(identityIdField),
    }),
  ),
  /** By which rules: version of the contract, and the programme's where it is about a plan. */
  rule: z.object({
    contract: z.optional(z.string()),
    programme: z.optional(programmeIdField),
    programmeVersion: z.optional(versionField),
  }),
  /** Money that it is about, and between which unions' lines it moved. */
  fen: z.optional(fenField),
  from: z.optional(orgIdField),
  to: z.optional(orgIdField),
  /** Of the record, once changed. */
  version: z.optional(versionField),
  /** SM3 of the documents that it names. */
  documents: z.array(z.object({ kind: z.enum(['document', 'notice', 'order']), digest: digestField })),
});
export type TraceStep = z.output<typeof traceStep>;

const programmeOf = {
  programme: programmeIdField,
  programmeVersion: versionField,
  programmeTitle: z.optional(titleField),
  class: benefitClassField,
  window: windowField,
  on: dateField,
};

/** The way of one item, from its fund to its person. */
export const itemTrace = z.object({
  ...moment,
  ...tracedItem.shape,
  org: orgIdField,
  status: z.enum(PLAN_STATUSES),
  fund: fundIdField,
  fundTitle: z.optional(titleField),
  fundOrg: orgIdField,
  source: z.enum(FUND_SOURCES),
  ...programmeOf,
  steps: z.array(traceStep),
  /** Whether older movements into one of the lines were left out. */
  cut: z.boolean(),
  ...unionNamed,
});
export type ItemTrace = z.output<typeof itemTrace>;

const planSummary = z.object({
  planId: manifestIdField,
  status: z.enum(PLAN_STATUSES),
  org: orgIdField,
  fund: fundIdField,
  ...programmeOf,
  signed: sumsSchema,
  stands: z.optional(sumsSchema),
  /** Struck off before it was paid; what the bank has paid; sent back by it; got back whole, and in parts so far; written off. */
  voided: z.optional(sumsSchema),
  paid: z.optional(sumsSchema),
  returned: z.optional(sumsSchema),
  recovered: z.optional(sumsSchema),
  partly: z.optional(sumsSchema),
  writtenOff: z.optional(sumsSchema),
  /** What it comes to on the union's line: fen that it holds, and fen that it has paid less what came back. */
  onLine: z.object({ reserved: fenField, paid: fenField }),
});
export type TracedPlan = z.output<typeof planSummary>;

/** A fund, and page by page its lines down the tree, of unions that the caller answers for. */
export const fundTrace = z.object({ ...moment, fund: fundView, ...pageOf(lineView).shape, ...unionNamed });
export type FundTrace = z.output<typeof fundTrace>;

/** A line, what came onto it, and page by page its plans. */
export const lineTrace = z.object({
  ...moment,
  line: lineView,
  movements: z.array(traceStep),
  cut: z.boolean(),
  ...pageOf(planSummary).shape,
  ...unionNamed,
});
export type LineTrace = z.output<typeof lineTrace>;

/** A plan with its steps, and page by page its items. */
export const planTrace = z.object({
  ...moment,
  plan: planSummary,
  steps: z.array(traceStep),
  ...pageOf(tracedItem).shape,
  ...unionNamed,
});
export type PlanTrace = z.output<typeof planTrace>;

/** A grant of a person; of a plan that the caller does not answer for only that it was granted under the class in the window. */
const tracedGrant = z.object({
  class: benefitClassField,
  window: windowField,
  /** Left out where it is none of the caller's unions. */
  grant: z.optional(
    z.object({
      ...tracedItem.shape,
      org: orgIdField,
      fund: fundIdField,
      fundTitle: z.optional(titleField),
      programme: programmeIdField,
      programmeVersion: versionField,
      programmeTitle: z.optional(titleField),
      on: dateField,
    }),
  ),
});

/** What a person was granted, page by page. */
export const personTrace = z.object({
  ...moment,
  identityId: identityIdField,
  ...pageOf(tracedGrant).shape,
  ...unionNamed,
});
export type PersonTrace = z.output<typeof personTrace>;
