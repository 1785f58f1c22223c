// SPDX-License-Identifier: Apache-2.0
import type { BenefitClassCode } from './benefit-classes.js';
import type { FileLevel } from './file-record.js';

/** What stands in the state of chaincode `benefit`, by key (keys.ts). Money is in fen, whole. */

/** Where a fund's money comes from (经费来源). */
export const FUND_SOURCES = ['central', 'local', 'union', 'administration', 'donation'] as const;
export type FundSource = (typeof FUND_SOURCES)[number];

/** A fund: who answers for how much, by which document. Its money stands on lines, the first of them the owner's. */
export interface FundRecord {
  readonly v: number;
  readonly state: 'OPEN' | 'CLOSED';
  readonly province: string;
  /** The union that owns it. */
  readonly org: string;
  readonly source: FundSource;
  /** What it is called in public. */
  readonly title?: string;
  /** SM3 of the number of the document (指标文号) that grants it, base64url. */
  readonly document: string;
  readonly fen: number;
  /** Classes that alone it may be spent on (专款专用), sorted; any where absent. */
  readonly classes?: readonly BenefitClassCode[];
  /** What was left of it when it was closed: all else was paid. */
  readonly left?: number;
}

/**
 * What a union has of a fund. All that it ever received is on it in exactly one place: given on, returned, reserved, paid, or
 * available, which is the rest.
 */
export interface LineRecord {
  readonly v: number;
  readonly province: string;
  /** Accepted from above, and on the owner's line the fund itself. */
  readonly received: number;
  /** Given on to unions below, offers that nobody has accepted yet included. */
  readonly allotted: number;
  /** Given back to whoever gave. */
  readonly returned: number;
  /** Of plans that are not reconciled. */
  readonly reserved: number;
  readonly paid: number;
}

export const ALLOTMENT_STATES = ['OFFERED', 'ACCEPTED', 'WITHDRAWN'] as const;

/** Money on its way between two unions' lines of one fund: it is the giver's until the receiver has accepted it. */
export interface AllotmentRecord {
  readonly v: number;
  readonly state: (typeof ALLOTMENT_STATES)[number];
  readonly fund: string;
  readonly from: string;
  readonly fromProvince: string;
  readonly to: string;
  readonly toProvince: string;
  readonly fen: number;
  /** Whether it gives back what came from there. */
  readonly back?: true;
  /** SM3 of the document (拨款文件), base64url. */
  readonly document: string;
}

/** How many must approve a plan up to some sum, and whether one of them must be of another union than the plan's. */
export interface ApprovalBand {
  /** Up to so many fen a line in its window. */
  readonly fen: number;
  readonly approvers: number;
  readonly otherUnion?: true;
}

/** Which hardship files a programme grants by. */
export interface FileRule {
  /** The least wide that will do. */
  readonly level: FileLevel;
  /** Days that a file was shown in public before it counts. */
  readonly publicDays?: number;
  /** Days within which somebody may be filed after an emergency's first grant; none where absent. */
  readonly late?: number;
}

/** What is granted at the most where somebody's union stands: as much as the programme's own caps, or less. */
export interface DistrictCap {
  /** Six digits of GB/T 2260: a county's, with 00 at its end a city's, with 0000 a province's. */
  readonly division: string;
  readonly windowFen: number;
  readonly householdFen?: number;
}

/** The rules by which a union grants one class of benefits. Each version stands under a key of its own, the newest also under its id. */
export interface ProgrammeRecord {
  readonly v: number;
  readonly state: 'OPEN' | 'ENDED';
  readonly province: string;
  /** It counts for this union and all below it. */
  readonly org: string;
  /** Of the national table (benefit-classes.ts). */
  readonly class: BenefitClassCode;
  /** What it is called in public. */
  readonly title?: string;
  /** SM3 of the document that approves it (批复文号), base64url. */
  readonly document: string;
  /** First and last day on which it grants. */
  readonly from: string;
  readonly until: string;
  /** The most of one item, and of a subject in one window. */
  readonly itemFen: number;
  readonly windowFen: number;
  /** The most of a household in one window. */
  readonly householdFen?: number;
  /** Where caps differ by place (当地标准): each place once, ascending; who belongs to none of them is granted nothing. */
  readonly districts?: readonly DistrictCap[];
  /** Whom it is granted to by a hardship file only. */
  readonly files?: FileRule;
  /** Least days between two grants to one subject. */
  readonly apart?: number;
  /** Whether retained members are granted it, too. */
  readonly retained?: true;
  /** Least days of membership on the day of the grant. */
  readonly tenure?: number;
  /** Days that a plan is shown in public before it is paid (公示). */
  readonly publicDays: number;
  /** Whether it grants goods, which are handed out, and no money. */
  readonly goods?: true;
  /** Ascending; the last holds for every sum. */
  readonly bands: readonly ApprovalBand[];
}

export const PLAN_STATUSES = [
  ...(['OPEN', 'LOCKED', 'CHECKED', 'APPROVED', 'PUBLIC', 'PAYING'] as const),
  ...(['RECONCILED', 'CLOSED', 'CANCELLED'] as const),
] as const;
export type PlanStatus = (typeof PLAN_STATUSES)[number];

/** So many items, and their sum. */
export interface Sums {
  readonly items: number;
  readonly fen: number;
}

/** Who has had a duty in a plan, as identityId of the person; no person has two. */
export interface PlanDuties {
  readonly maker: string;
  /** Who signed its list second, where its day is long past. */
  readonly second?: string;
  readonly checker?: string;
  readonly approvers?: readonly PlanApprover[];
  readonly payer?: string;
}

export interface PlanApprover {
  readonly person: string;
  readonly org: string;
}

/** A plan of grants (发放计划), which is one signed list; its identifier is the list's. */
export interface PlanRecord {
  readonly v: number;
  readonly status: PlanStatus;
  readonly province: string;
  /** The union that grants, and whose line pays. */
  readonly org: string;
  readonly fund: string;
  readonly programme: string;
  readonly programmeVersion: number;
  readonly class: BenefitClassCode;
  /** Day of the grant, and the window that it is in. */
  readonly on: string;
  readonly window: string;
  /** Last day on which it may go to the bank: after it, it can only be cancelled. */
  readonly until: string;
  /** Whether it grants goods, as its programme does: its order is a list to hand them out by, not the bank's. */
  readonly goods?: true;
  /** As the maker signed the list. */
  readonly signed: Sums;
  readonly duties: PlanDuties;
  /** What stands once rows that conflict are left out: what everybody after the maker signs. */
  readonly stands?: Sums & { readonly root: string };
  /** SM3 of the maker's list of whom each item is paid to, and into which account: an order pays by it. */
  readonly payees?: string;
  /** First and last day of its publicity, and SM3 of the notice. */
  readonly publicity?: { readonly from: string; readonly until: string; readonly notice: string };
  /** The second check before an order, as far as it has come (plan/screen.ts). */
  readonly screen?: PlanScreen;
  /** SM3 of the newest payment order as it went to the bank. */
  readonly order?: string;
  /** Which order it is, from 1, and what it comes to; absent of plans that went to the bank before orders were counted. */
  readonly attempt?: number;
  readonly ordered?: Sums;
  /** What was paid by the orders before the newest: the bank has answered for each item of theirs. */
  readonly settled?: Sums;
  /** What was paid in the end; what was not went back to the line. */
  readonly paid?: Sums;
  /** Items that were given up with their grants; all of them once a cancelled plan is folded. */
  readonly folded?: number;
  /** Items that somebody struck off one by one, each with its reason; they are not among `folded`. */
  readonly voided?: Sums;
  /** Of what was paid: what the bank sent back later, and what was got back from the payee. */
  readonly returned?: Sums;
  readonly recovered?: Sums;
  /** Items of which a part was got back, and how much so far; they stand as paid. */
  readonly partly?: Sums;
  /** Items of which the rest is not got back any more, and that rest. */
  readonly writtenOff?: Sums;
  /** SM3 of the bank's statement by which it attests what the payees have received. */
  readonly receipt?: string;
}

/** How far the members of a plan were looked at again before an order, and what came of it. */
export interface PlanScreen {
  /** For which order. */
  readonly attempt: number;
  /** On which day in China: an order goes to the bank on the day of its check. */
  readonly on: string;
  /** Record of 25 items at which it goes on. */
  readonly next: number;
  /** What may be paid, and what is held. */
  readonly ready: Sums;
  readonly held: Sums;
}

/** That a payee has received what was paid, where no bank says so: an agent attests it, of goods whoever records that they were handed out. */
export interface ReceiptRecord {
  readonly v: number;
  readonly reason: ReceiptReason;
  /** SM3 of the signed receipt, base64url. */
  readonly document: string;
  /** identityId of the person behind the operator who attests it. */
  readonly agent: string;
  /** Day in China. */
  readonly on: string;
}

/** Why an agent attests it: paid in cash or in kind, received by somebody for the payee, or the bank gives no statement. */
export const RECEIPT_REASONS = ['cash', 'proxy', 'noStatement'] as const;
export type ReceiptReason = (typeof RECEIPT_REASONS)[number];
/** How goods come to whoever is granted them: to himself, or to somebody for him. */
export const HANDED_OUT = ['cash', 'proxy'] as const satisfies readonly ReceiptReason[];

/** Items of a plan, 25 to a record. */
export interface ItemsRecord {
  readonly items: readonly PlanItem[];
}

/** Whom something is granted, how much, and whom it is for where that is somebody else. */
export interface PlanItem {
  readonly id: string;
  /** Of goods: their worth. */
  readonly fen: number;
  /** Hardship file that it is granted by. */
  readonly file?: string;
  /** Version of the file then: who was in the household. */
  readonly fileVersion?: number;
  /** Keyed tag of the member of the file's household whom it is for: the child or ward. */
  readonly for?: string;
  /** Goods in place of money; `fen` is the product. */
  readonly goods?: PlanGoods;
  /** 凭证号 in the union's books. */
  readonly voucher?: string;
  /** Keyed tag of the account of a bank that it is paid into. */
  readonly account?: string;
}

export interface PlanGoods {
  readonly quantity: number;
  readonly unitFen: number;
}

/**
 * Where each of 25 items stands, one letter each: S stands, X left out because it conflicts, P paid, F the bank did not pay,
 * V given up, R returned by the bank after it was paid, H held by the second check, C paid and got back from the payee. N is F
 * of every second order, so that what the bank has of the newest order is told from what it did not pay of it (plan/attempt.ts).
 */
export const ITEM_LETTERS = 'SXPFVRHCN';

/** What a subject was granted of one class in one window, by whatever union and province: the duplicate's and the cap's record. */
export interface GrantedRecord {
  readonly n: number;
  readonly fen: number;
  /** Day of the newest. */
  readonly last: string;
  /** The plan of the newest. */
  readonly plan: string;
  /** Of a person or a household: the plans of those before it, one for each grant. */
  readonly before?: readonly string[];
}
