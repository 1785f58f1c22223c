// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod/mini';
import { IMPORT_KIND_NAMES } from '../forms/import-kinds.js';
import { TRANSFER_EVIDENCE } from '../ledger/index.js';
import { openPlanPayload, resultsPayload } from '../plan/index.js';
import { rootedRecord } from './field-opening.js';
import {
  countField,
  digestField,
  identityIdField,
  instructionIdField,
  manifestIdField,
  operatorIdField,
  orgIdField,
  timestampField,
} from '../schema/index.js';

export const importKind = z.enum(IMPORT_KIND_NAMES);

/** CONFIRMING: signed by one, and waiting for the second who has to. */
export const importState = z.enum([
  'READING',
  'READY',
  'CONFIRMING',
  'SUBMITTING',
  'DONE',
  'FAILED',
  'CANCELLED',
]);

const { org, fund, programme, programmeVersion, on, until, fen } = openPlanPayload.shape;
const termsAndSum = {
  ...{ org: z.optional(org), fund: z.optional(fund), programme: z.optional(programme) },
  ...{ programmeVersion: z.optional(programmeVersion), on: z.optional(on), until: z.optional(until) },
  fen: z.optional(fen),
};

export const importCounts = z.object({
  rows: countField,
  ready: countField,
  bad: countField,
  fixed: countField,
  unchanged: countField,
  elsewhere: countField,
  /** Rows of members who are registered with something else in some columns. */
  differs: countField,
  /** Rows of a membership that is over: there is nobody to enrol or to move. */
  ended: countField,
  /** Of requests: rows that the import of members did not find to be of members of other unions. */
  aside: countField,
  /** Rows with nothing but their number: passed over. */
  empty: countField,
  /** Rows that nobody sees in the spreadsheet; they are read all the same. */
  hidden: countField,
  submitted: countField,
  done: countField,
  refused: countField,
});

export const importView = z.object({
  importId: manifestIdField,
  kind: importKind,
  state: importState,
  fileName: z.string(),
  fileDigest: digestField,
  /** Of requests: the import of members that found them to be of other unions. */
  source: z.optional(manifestIdField),
  /** SM3 of the document behind the rows, which of some kinds is the list itself; of a kind that needs one. */
  evidence: z.optional(digestField),
  counts: importCounts,
  chunks: countField,
  /** Chunks, from the first on, that will not change any more: they can be compared while later rows are being read. */
  chunksPrepared: countField,
  chunksDone: countField,
  dryRun: z.boolean(),
  createdAt: timestampField,
  updatedAt: timestampField,
  /** Present once READY with rows: what the operator signs. */
  manifest: z.optional(
    z.object({
      manifestId: manifestIdField,
      rows: countField,
      chunks: countField,
      root: digestField,
      file: digestField,
      /** Of members to transfer: the union that lets go, and the one that takes. */
      from: z.optional(orgIdField),
      to: z.optional(orgIdField),
      /** Of requests for members of other unions: what entitles the union to ask. */
      evidence: z.optional(z.object({ kind: z.enum(TRANSFER_EVIDENCE), digest: digestField })),
      /** Of a plan of grants: by which terms, and the sum of its rows. */
      ...termsAndSum,
      /** Of what a bank answers: the plan that it is about. */
      planId: z.optional(resultsPayload.shape.planId),
    }),
  ),
  /** Present while CONFIRMING: the decision that another person has to confirm, and until when. */
  second: z.optional(
    z.object({ actor: operatorIdField, instructionId: instructionIdField, until: timestampField }),
  ),
  /** What holds the job up, or ended it. */
  error: z.optional(z.object({ code: z.string(), details: z.record(z.string(), z.unknown()) })),
  /** Headers of columns that the form does not have and the import leaves out. */
  ignoredColumns: z.optional(z.array(z.string())),
  /** Row of the header; what stands above it is a title. */
  headerRow: z.int(),
  /** Every sheet of a spreadsheet: the one that is read, and what becomes of the others. */
  sheets: z.optional(
    z.array(
      z.object({
        name: z.string(),
        use: z.enum(['read', 'empty', 'hidden', 'outside']),
        /** Columns of the form that nobody sees on the sheet; they are read all the same. */
        hiddenColumns: z.optional(z.array(z.string())),
      }),
    ),
  ),
});

/** One line of the report; it never repeats a personal value. */
export const reportRow = z.object({
  /** On its sheet. */
  row: z.int(),
  /** Where several sheets are read. */
  sheet: z.optional(z.string()),
  /**
   * `ended`: the row reports a membership that is over (转出, 除名, 退会), so there is nobody to enrol; `aside`: of requests, whose
   * person is no member of another union.
   */
  outcome: z.enum([
    ...(['done', 'ready', 'unchanged', 'bad', 'refused', 'differs', 'elsewhere'] as const),
    ...(['ended', 'aside', 'empty'] as const),
  ]),
  problems: z.array(
    z.object({
      code: z.string(),
      column: z.string(),
      /** Place of the character in the cell, 1 for the first, that the rule does not take; where it knows one. */
      at: z.optional(z.int()),
      zh: z.string(),
      en: z.string(),
      fixZh: z.string(),
      fixEn: z.string(),
      allowed: z.optional(z.array(z.string())),
      /** Of a duplicate: the row that stands. */
      firstRow: z.optional(z.int()),
      firstSheet: z.optional(z.string()),
    }),
  ),
  fixes: z.array(z.object({ column: z.string(), kind: z.string() })),
  warnings: z.array(z.object({ column: z.string(), code: z.string() })),
  /** Of the member that the row is; in an organisation import the identifier of the union. */
  identityId: z.optional(z.union([identityIdField, orgIdField])),
});

/** Of rows that are about nobody's record. */
const noRecord = z.object({ is: z.literal('none') });

/** One prepared chunk for the client's own rebuilding: ledger rows, and per row what its root is over. */
export const preparedChunk = z.object({
  index: z.int(),
  rows: z.array(z.record(z.string(), z.unknown())),
  evidence: z.array(z.object({ row: z.int(), record: z.union([rootedRecord, noRecord]) })),
});

export type ImportState = z.output<typeof importState>;
export type ImportCounts = z.output<typeof importCounts>;

/** Of an import that has not begun. */
export const NO_IMPORT_COUNTS: ImportCounts = {
  rows: 0,
  ready: 0,
  bad: 0,
  fixed: 0,
  unchanged: 0,
  elsewhere: 0,
  differs: 0,
  ended: 0,
  aside: 0,
  empty: 0,
  hidden: 0,
  submitted: 0,
  done: 0,
  refused: 0,
};

export type ImportView = z.output<typeof importView>;
export type ReportRow = z.output<typeof reportRow>;
export type PreparedChunk = z.output<typeof preparedChunk>;
