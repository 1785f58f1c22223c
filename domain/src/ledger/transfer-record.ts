// SPDX-License-Identifier: Apache-2.0

/**
 * Why a member may go: the code that the old union gave, its answer, its silence; after an objection the decision on it, or the
 * silence of who should have decided. '' where nobody has let go.
 */
export const TRANSFER_WAYS = ['', 'code', 'answer', 'silence', 'decision', 'judgeSilence'] as const;
export type TransferWay = (typeof TRANSFER_WAYS)[number];

export const TRANSFER_STATUSES = [
  ...(['RELEASED', 'REQUESTED', 'OBJECTED', 'AGREED'] as const),
  ...(['COMPLETED', 'CANCELLED', 'REFUSED', 'LAPSED'] as const),
  ...(['APPEALED', 'RECALLED', 'RETURNED'] as const),
] as const;

/** What an old union may object: a closed list, because it has no veto. */
export const OBJECTION_GROUNDS = ['notThisPerson', 'stillEmployed', 'expulsionPending'] as const;
export type ObjectionGround = (typeof OBJECTION_GROUNDS)[number];

/**
 * Proof that the labour relation has changed (union-law.md §4.2, art. 12), or of residence, for the union there (art. 13): a closed
 * list.
 */
export const TRANSFER_EVIDENCE = [
  ...(['contract', 'socialInsurance', 'employmentNote', 'platformNote'] as const),
  'residence',
] as const;
export type TransferEvidence = (typeof TRANSFER_EVIDENCE)[number];

/**
 * A person's transfer between two unions (会籍接转), the newest only; the account is untouched until the switch. Deadlines are
 * written when it is asked for and moved by nothing later. At most 900 bytes, 40 for the versions of rules, and 450 for the one before
 * while that may still go back, which tests measure.
 */
export interface TransferRecord {
  readonly v: number;
  /** Which of the person's transfers; no number is used again, also where the one before stands again. */
  readonly number: number;
  /** Which of the person's memberships it is about, where it is not the first: whoever has left and joined anew is asked for anew. */
  readonly nth?: number;
  readonly status: (typeof TRANSFER_STATUSES)[number];
  readonly way: TransferWay;
  readonly from: string;
  readonly fromProvince: string;
  /** '' while only a code was given. */
  readonly to: string;
  readonly toProvince: string;
  /** When it was asked for, or released where nobody has asked. */
  readonly asked: string;
  /** Until when the old union may object. */
  readonly due: string;
  /** When its silence has become consent; some time after `due`, so that an objection in time is ordered by then. */
  readonly silentAt: string;
  /** When a transfer that nobody completes has come to nothing. */
  readonly lapsesAt: string;
  readonly evidence?: { readonly kind: TransferEvidence; readonly digest: string };
  /** Operator who asked, and who let go by an answer or by the code that was used. */
  readonly by?: string;
  readonly let?: string;
  /** What was asked for on which document when that was last decided against: the same union brings another to ask again. */
  readonly decided?: DecidedAgainst;
  /** Of the same membership what was decided against before that, the newest first. */
  readonly earlier?: readonly DecidedAgainst[];
  /**
   * What the account becomes at the next switch: root of the real-name record in the new union's vault; once the member has
   * moved, of the one that the old province keeps.
   */
  readonly root?: string;
  /** Which of the new union's open requests it is; none by a code. */
  readonly slot?: number;
  /** nameTag of the record that the old province keeps, once the member has moved between provinces. */
  readonly tag?: string;
  /** Once it is completed: when, until when the new union may undo it, and the old one appeal against its own silence. */
  readonly moved?: string;
  readonly undoUntil?: string;
  readonly appealUntil?: string;
  /** Public key of the release code, while it was not used. */
  readonly codeKey?: string;
  /** Until when it is good, where somebody has asked without it since; else as long as the release. */
  readonly codeUntil?: string;
  /** Operator who gave it. */
  readonly codeBy?: string;
  /** Of an objection or an appeal: SM3 of its evidence, and until when whoever judges may decide on it. */
  readonly objection?: {
    readonly ground: ObjectionGround;
    readonly digest: string;
    readonly until: string;
    /** Operator who objected or appealed. */
    readonly by?: string;
  };
  /** The union that judges: the common superior, between provinces the national one. */
  readonly judge?: string;
  /**
   * Versions of the rules by which it is counted from its request to its end: policies of the national union and of both
   * provinces, then their calendars of the year in which it was asked for and of the next; 0 where there was none, and
   * absent where there were no rules at all.
   */
  readonly rules?: readonly number[];
  /** The one before, while it may still go back (ADR 52): it stands again where this one ends without a switch. */
  readonly before?: CompletedBefore;
  /** One that went by silence and that others have followed, while it may be appealed against wherever the member has gone (ADR 65). */
  readonly silent?: SilentBefore;
}

/** What of a transfer that went by silence an appeal against it needs. */
export interface SilentBefore extends Pick<
  TransferRecord,
  | 'from'
  | 'fromProvince'
  | 'to'
  | 'toProvince'
  | 'asked'
  | 'due'
  | 'evidence'
  | 'by'
  | 'moved'
  | 'root'
  | 'tag'
  | 'rules'
> {
  readonly appealUntil: string;
}

/** A completed transfer that another has followed: the member came from there to the union that the next one is from. */
export interface CompletedBefore extends Pick<
  TransferRecord,
  | 'way'
  | 'from'
  | 'fromProvince'
  | 'asked'
  | 'due'
  | 'evidence'
  | 'by'
  | 'let'
  | 'moved'
  | 'root'
  | 'tag'
  | 'appealUntil'
  | 'rules'
> {
  readonly undoUntil: string;
}

/** A decision against a union that had asked on a document. */
export interface DecidedAgainst {
  readonly to: string;
  readonly digest: string;
}

/** Of earlier decisions these are kept; of more the oldest go, each of which has cost a union a judge's decision. */
export const EARLIER_DECISIONS = 3;

/** Three policies, and two calendars of each. */
export const RULES_OF_A_TRANSFER = 9;
