// SPDX-License-Identifier: Apache-2.0
import type * as z from 'zod/mini';
import type { InstructionType } from '../catalogue/index.js';
import type { Grant } from '../ledger/index.js';
import { changeChunk } from '../membership/index.js';
import { organisationChunk } from '../organisation/index.js';
import { memberChunk } from '../person/index.js';
import { planChunk, resultChunk } from '../plan/index.js';
import { CHANGE_FORM } from './change-columns.js';
import { batchChunk, requestChunk } from '../transfer/index.js';
import type { Form } from './form.js';
import { MEMBER_FORM } from './member-columns.js';
import { ORGANISATION_FORM } from './organisation-columns.js';
import { PLAN_FORM, RESULT_FORM } from './plan-columns.js';

/** What gateway and client know of a kind of file alike. */
export interface ImportKindEntry {
  /** The instruction that signs the manifest of such a file. */
  readonly instructionType: InstructionType;
  /** What an operator needs to hand one in. */
  readonly grant: Grant;
  readonly form: Form<string>;
  /** Form of a chunk of its rows on the ledger. */
  readonly chunk: z.ZodMiniType<{ readonly rows: readonly object[] }>;
  /** Whether the list itself is the document behind its rows, whose digest they carry. */
  readonly needsEvidence?: boolean;
  /** Whether it says between which unions its members move. */
  readonly needsSides?: boolean;
  /** Whether it is the file of an import of members that is done, and about those of it who are members of other unions. */
  readonly needsSource?: boolean;
  /** Whether its rows are sums of money that a plan of grants says by which terms. */
  readonly needsTerms?: boolean;
  /** Whether it is about the items of a plan. */
  readonly needsPlan?: boolean;
  /** What the rows are, as people read it. */
  readonly words: { readonly zh: string; readonly en: string };
}

/** Every kind of file that can be imported. Gateway and client keep tables of their own by it: a new kind is asked for. */
export const IMPORT_KINDS = {
  organisations: {
    instructionType: 'organisation.import',
    grant: 'organisation',
    form: ORGANISATION_FORM,
    chunk: organisationChunk,
    words: { zh: '工会组织', en: 'unions' },
  },
  members: {
    instructionType: 'person.import',
    grant: 'member',
    form: MEMBER_FORM,
    chunk: memberChunk,
    words: { zh: '会员', en: 'members' },
  },
  changes: {
    instructionType: 'membership.change',
    grant: 'member',
    form: CHANGE_FORM,
    chunk: changeChunk,
    words: { zh: '会籍变动', en: 'changes of memberships' },
    needsEvidence: true,
  },
  transfers: {
    instructionType: 'transfer.batch',
    grant: 'member',
    form: MEMBER_FORM,
    chunk: batchChunk,
    words: { zh: '批量接转的会员', en: 'members to transfer' },
    needsSides: true,
  },
  requests: {
    instructionType: 'transfer.requestMany',
    grant: 'member',
    form: MEMBER_FORM,
    chunk: requestChunk,
    words: { zh: '申请接转的会员', en: 'members to ask for' },
    needsEvidence: true,
    needsSource: true,
  },
  plans: {
    instructionType: 'plan.open',
    grant: 'plan',
    form: PLAN_FORM,
    chunk: planChunk,
    words: { zh: '发放计划', en: 'payees of a plan' },
    needsTerms: true,
  },
  results: {
    instructionType: 'plan.results',
    grant: 'pay',
    form: RESULT_FORM,
    chunk: resultChunk,
    words: { zh: '银行回单', en: 'answers of a bank' },
    needsPlan: true,
  },
} as const satisfies Record<string, ImportKindEntry>;

export type ImportKind = keyof typeof IMPORT_KINDS;

export const IMPORT_KIND_NAMES = Object.keys(IMPORT_KINDS) as [ImportKind, ...ImportKind[]];
