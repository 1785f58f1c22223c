// SPDX-License-Identifier: Apache-2.0
import type { DecidedAgainst } from './transfer-record.js';

/**
 * Why a number is somebody else's than the ledger says: it was typed for another person (wrong document), or whoever has it never
 * joined there (not me). Or it is the same person's, who has another account under a wrong number (duplicate).
 */
export const CLAIM_KINDS = ['wrongDocument', 'notMe', 'duplicate'] as const;
export type ClaimKind = (typeof CLAIM_KINDS)[number];

export const CLAIM_STATUSES = [
  ...(['OPENED', 'CONTESTED', 'UPHELD'] as const),
  ...(['SETTLED', 'DISMISSED', 'WITHDRAWN', 'LAPSED'] as const),
] as const;
export type ClaimStatus = (typeof CLAIM_STATUSES)[number];

/** Why a claim is upheld, or is not: the holding union's answer, its silence; the judge's decision, or silence. */
export const CLAIM_WAYS = ['', 'answer', 'silence', 'decision', 'judgeSilence'] as const;
export type ClaimWay = (typeof CLAIM_WAYS)[number];

/**
 * A claim (认领) on the number that leads to an account, the newest only; both accounts are untouched until it is settled. Deadlines
 * are written when it is opened and moved by nothing later.
 */
export interface ClaimRecord {
  readonly v: number;
  readonly status: ClaimStatus;
  readonly way: ClaimWay;
  readonly kind: ClaimKind;
  /** What the ledger is searched by for the number, under each version of the matching key in force (keys.ts). */
  readonly keys: readonly string[];
  /** identityId of the true owner's account, which is made when the claim is settled, or is there. */
  readonly owner: string;
  /** Where the true owner has that account already (ADR 66): a correction, or of a duplicate its end, settles the claim. */
  readonly onto?: true;
  /** The union where the true owner stands, and its province. */
  readonly org: string;
  readonly province: string;
  /** What the true owner's account will say: assurance, nameTag, root. */
  readonly level: number;
  readonly tag: string;
  readonly root: string;
  /** SM3 of the document that was seen. */
  readonly evidence: string;
  /** Operator who opened it, and so neither answers nor decides. */
  readonly by: string;
  readonly asked: string;
  /** Until when the holding union may answer. */
  readonly due: string;
  /** When its silence has become consent; some time after `due`, so that an answer in time is ordered by then. */
  readonly silentAt: string;
  /** When a claim that nobody settles has come to nothing. */
  readonly lapsesAt: string;
  /** Of a contest: SM3 of its evidence, until when the judge may decide, and the operator who contested. */
  readonly contest?: { readonly digest: string; readonly until: string; readonly by?: string };
  /** On which documents whose claims on this account were decided against, the newest first: they bring others (ADR 43). */
  readonly decided?: readonly DecidedAgainst[];
  /** Where a judge was silent, and none has been decided since: the national union judges. */
  readonly escalated?: true;
  /** The union that judges: the common superior, between provinces the national one. */
  readonly judge?: string;
  /** The operator who yielded, and so neither settles, nor confirms, nor takes it back (ADR 65). */
  readonly yielded?: string;
  /** Where the owner's account has in turn the number of whoever the claimed one is: the two change places. */
  readonly exchange?: ClaimExchange;
  /** Once settled: root of the record that held the number wrongly; absent where the account had it formerly only. */
  readonly released?: string;
}

/** What the claimed account gets in exchange: the number under which the owner's stands, with its own record corrected to it. */
export interface ClaimExchange {
  readonly keys: readonly string[];
  readonly tag: string;
  readonly root: string;
  /** Root of the record that was corrected. */
  readonly of: string;
  /** Once settled: root of the owner's record that held the other number. */
  readonly released?: string;
}
