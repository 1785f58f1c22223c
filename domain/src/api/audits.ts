// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod/mini';
import { FINDING_ACTIONS } from '../finding/index.js';
import {
  auditScopeSchema,
  caseNumberField,
  checkCodeField,
  FINDING_OUTCOMES,
  findingSchema,
  sampleSchema,
  unmaskSchema,
} from '../ledger/index.js';
import {
  countField,
  dateField,
  digestField,
  fenField,
  findingIdField,
  identityIdField,
  manifestIdField,
  orgIdField,
  placeField,
  timestampField,
  unmaskIdField,
  versionField,
} from '../schema/index.js';
import { fieldOpening } from './field-opening.js';
import { namedPageOf, unionNamed } from './union-names.js';

const words = z.object({ zh: z.string(), en: z.string() });
const gap = z.object({ data: words, heldBy: words });
const named = {
  title: words,
  thresholds: z.record(z.string(), z.number()),
  falsePositives: z.record(z.string(), words),
  notApplicable: z.optional(words),
};

/** A check as it can be asked. */
export const checkView = z.object({
  code: checkCodeField,
  version: versionField,
  ...named,
  gaps: z.array(gap),
});
export type CheckView = z.output<typeof checkView>;

const step = z.object({
  ...{
    block: versionField,
    transactionId: z.string(),
    time: z.string(),
    type: z.string(),
    actor: z.string(),
  },
});

/** What a check found at a height; `digest` is the SM3 of `result` as canonical JSON. */
export const checkRun = z.object({
  digest: digestField,
  result: z.object({
    check: checkCodeField,
    rule: versionField,
    ...named,
    scope: auditScopeSchema,
    height: versionField,
    asOf: dateField,
    coverage: z.object({ plans: countField, items: countField, missing: z.array(gap) }),
    findings: z.array(
      z.object({
        org: orgIdField,
        reason: z.string(),
        explained: z.optional(z.string()),
        fen: z.int(),
        items: z.array(z.object({ plan: manifestIdField, item: countField })),
        plans: z.array(manifestIdField),
        facts: z.record(z.string(), z.union([z.string(), z.number()])),
        steps: z.array(step),
      }),
    ),
    figures: z.array(z.object({ org: orgIdField, name: z.string(), count: countField, of: countField })),
  }),
  /** Beside the result, which is digested, and as of its height. */
  ...unionNamed,
});
export type CheckRun = z.output<typeof checkRun>;

/** Where an account stands on the ledger: instructions name it. */
export const placeView = z.object({ identityId: identityIdField, place: placeField });
export type PlaceView = z.output<typeof placeView>;

export const findingView = z.object({ findingId: findingIdField, ...findingSchema.shape });
export type FindingView = z.output<typeof findingView>;

/** One that is asked for by itself, and a page of them. */
export const findingShown = z.object({ ...findingView.shape, ...unionNamed });
export const findingPage = namedPageOf(findingView);
export type FindingShown = z.output<typeof findingShown>;

/** One thing that was done about a finding, by whom and by what document: each answer, the newest does not stand for those before it. */
export const findingEntry = z.object({
  block: z.int(),
  transactionId: z.string(),
  time: timestampField,
  actor: z.string(),
  action: z.enum(['open', ...FINDING_ACTIONS]),
  v: versionField,
  state: findingSchema.shape.state,
  person: identityIdField,
  evidence: digestField,
  /** Recovered by then, in all. */
  fen: z.optional(fenField),
  outcome: z.optional(z.enum(FINDING_OUTCOMES)),
});
export type FindingEntry = z.output<typeof findingEntry>;

export const unmaskView = z.object({ unmaskId: unmaskIdField, ...unmaskSchema.shape });
export type UnmaskView = z.output<typeof unmaskView>;

/** Who the payee of an unmasking is, out of the vault: the letter that goes to the auditor; of it the ledger has the SM3. */
export const unmaskAnswerView = z.object({
  unmaskId: unmaskIdField,
  number: caseNumberField,
  plan: manifestIdField,
  item: countField,
  identityId: identityIdField,
  /** Name and document with their salts, and digests of the rest: together they come to the account's root. */
  opening: fieldOpening,
});
export type UnmaskAnswerView = z.output<typeof unmaskAnswerView>;

export const sampleView = z.object({ planId: manifestIdField, ...sampleSchema.shape });
export type SampleView = z.output<typeof sampleView>;

/** One that is asked for by itself, and a page of them. */
export const sampleShown = z.object({ ...sampleView.shape, ...unionNamed });
export const samplePage = namedPageOf(sampleView);
export type SampleShown = z.output<typeof sampleShown>;
