// SPDX-License-Identifier: Apache-2.0
import type { FundSource } from './benefit-records.js';

/** What auditors leave in the state of chaincode `benefit`. */

/** 发现 → 整改 → 追缴 → 销号. */
export const FINDING_STATES = ['OPEN', 'REMEDIED', 'RECOVERED', 'CLOSED'] as const;
export type FindingState = (typeof FINDING_STATES)[number];

/** How a finding ends: what was wrong was put right, or it was not wrong. */
export const FINDING_OUTCOMES = ['settled', 'unfounded'] as const;

/** Whose and what it is about: the union that is audited, and its money. */
interface Audited {
  readonly org: string;
  readonly province: string;
  readonly fund: string;
  readonly source: FundSource;
}

/** Something done by a person on a day, with the SM3 of the document that shows it. */
export interface Shown {
  readonly on: string;
  readonly person: string;
  readonly evidence: string;
}

/** A finding (审计发现), until it is struck off. */
export interface FindingRecord extends Audited {
  readonly v: number;
  readonly state: FindingState;
  readonly plan?: string;
  /** Items of the plan, ascending. */
  readonly items?: readonly number[];
  /** Check and version of its rule, and how many blocks it was run on. */
  readonly check: string;
  readonly rule: number;
  readonly height: number;
  /** SM3 of the result of that run. */
  readonly evidence: string;
  /** To be recovered; 0 where nothing is. */
  readonly fen: number;
  /** Who found it, as operator and person. */
  readonly auditor: string;
  readonly person: string;
  readonly on: string;
  /** Day by which it is to be answered. */
  readonly due: string;
  readonly remedy?: Shown;
  readonly recovery?: Shown & { readonly fen: number };
  readonly closing?: Shown & { readonly outcome: (typeof FINDING_OUTCOMES)[number] };
}

export const UNMASK_STATES = ['ASKED', 'APPROVED', 'ANSWERED'] as const;

/** What becomes of a sample: promised before the plan is locked, drawn and recorded once it is reconciled. */
export const SAMPLE_STATES = ['COMMITTED', 'RECORDED'] as const;

/** Whom an item paid: asked by an auditor, approved by two persons, answered by the province whose vault holds it. */
export interface UnmaskRecord extends Audited {
  readonly v: number;
  readonly state: (typeof UNMASK_STATES)[number];
  /** Of the case (案号). */
  readonly number: string;
  readonly plan: string;
  readonly item: number;
  /** The payee, of which union and province it was when it was asked. */
  readonly identityId: string;
  readonly home: string;
  readonly homeProvince: string;
  readonly auditor: string;
  readonly person: string;
  readonly on: string;
  readonly approvers?: readonly string[];
  /** Last day for the answer, from the second approval on. */
  readonly until?: string;
  /** SM3 of the answer, which goes by letter; salted, so that nobody finds a name by trying. */
  readonly answer?: Shown;
}

/** A sample of a plan's paid items which nobody could choose (processes §3). */
export interface SampleRecord extends Audited {
  readonly v: number;
  readonly state: (typeof SAMPLE_STATES)[number];
  readonly auditor: string;
  readonly person: string;
  /** SM3 of the nonce. */
  readonly commit: string;
  readonly size: number;
  readonly on: string;
  /** What was drawn: by which nonce and block, how many of it were there as recorded. */
  readonly drawn?: Shown & {
    readonly nonce: string;
    readonly block: number;
    readonly hash: string;
    readonly items: readonly number[];
    readonly failed: number;
  };
}
