// SPDX-License-Identifier: Apache-2.0
import type { EndedBefore } from './ended-before.js';
import type { CalendarRecord, PolicyRecord } from './rule-records.js';
import type { ClaimRecord } from './claim-record.js';
import type {
  AllotmentRecord,
  FundRecord,
  GrantedRecord,
  ItemsRecord,
  LineRecord,
  PlanRecord,
  ProgrammeRecord,
  ReceiptRecord,
} from './benefit-records.js';
import type { CorrectionRecord } from './correction-record.js';
import type { FindingRecord, SampleRecord, UnmaskRecord } from './audit-records.js';
import type { OperatorKeyRecord, OperatorRecord } from './operator-record.js';
import type { ApplicationRecord } from './application-record.js';
import type { ChunkRecord, ManifestRecord } from './manifest-record.js';
import type { FileRecord, HouseholdRecord } from './file-record.js';
import type { FilingRecord } from './filing-record.js';
import type { TransferRecord } from './transfer-record.js';

/** What stands on the ledger, by key (ledger/keys.ts). Values are canonical JSON of these shapes (ledger/registry.ts). */

/** The network: written by the bootstrap, changed where its root or its matching key does. */
export interface NetworkRecord {
  readonly version: number;
  readonly network: string;
  readonly nationalMspId: string;
  readonly nationalOrg: string;
  readonly rootOperator: string;
  /** Versions of the national matching key in force, the older first (ADR 0037); [1] where absent. */
  readonly keyVersions?: readonly number[];
  /** How long a working day lasts on a test network, which says so in its bootstrap; a day of the calendar where absent. */
  readonly workingDaySeconds?: number;
}

export interface ProvinceRecord {
  readonly version: number;
  readonly mspId: string;
  readonly name: string;
  /** Undefined until the province has registered its own root operator. */
  readonly rootOrg?: string;
  readonly rootOperator?: string;
}

export interface GatewayKeyRecord {
  readonly version: number;
  readonly publicKey: string;
  readonly province: string;
  readonly state: 'ACTIVE' | 'REVOKED';
}

/** A union in register; one that ends, whose members go to its heir; one that has ended. */
export const ORGANISATION_STATES = ['ACTIVE', 'CLOSING', 'CLOSED'] as const;
export type OrganisationState = (typeof ORGANISATION_STATES)[number];

/** 合并 into another union, or 撤销 with the employer (工会法 §13). */
export const CLOSING_GROUNDS = ['merged', 'dissolved'] as const;

/** How a union ends. */
export interface Closing {
  readonly ground: (typeof CLOSING_GROUNDS)[number];
  /** The union that has its members then: of the same province. */
  readonly heir: string;
  /** Day from which the heir has them. */
  readonly on: string;
  /** SM3 of the approval, base64url. */
  readonly evidence: string;
}

/** Levels of union-law.md §5.2 with the national union above them: a parent's level is smaller than its child's. */
export type OrganisationLevel = 0 | 1 | 2 | 3 | 4 | 5;

export interface OrganisationRecord {
  readonly version: number;
  readonly state: OrganisationState;
  readonly province: string;
  /** '' for the national union only. */
  readonly parent: string;
  readonly level: OrganisationLevel;
  /** Of the profile, and like it never changed: what members are held against. Absent where it was not told or is of before. */
  readonly foundedOn?: string;
  /** Where it stands, six digits of GB/T 2260; absent where nobody told: the nearest union above it that says one tells it. */
  readonly division?: string;
  /** Once it is to end. */
  readonly closing?: Closing;
}

export interface OrganisationProfileRecord {
  readonly version: number;
  readonly name: string;
  readonly creditCode: string;
  readonly kind: string;
  readonly foundedOn: string;
  /** 工会地址; absent where nobody told. */
  readonly address?: string;
  /** Root over the salted commitments to leader and phone, which stay in the vault; '' where none were given. */
  readonly contactRoot: string;
}

export interface EmployerRecord {
  readonly name: string;
  readonly nature: string;
  readonly economicType: string;
  readonly industry: string;
  readonly district: string;
  readonly headcount: number;
}

/** `NONE`: an identity account without membership (union-law.md §4.1). The last four are ends of one. */
export const MEMBERSHIP_STATES = [
  ...(['NONE', 'ACTIVE', 'RETAINED'] as const),
  ...(['WITHDRAWN', 'EXPELLED', 'DECEASED', 'VOIDED'] as const),
] as const;
export type MembershipState = (typeof MEMBERSHIP_STATES)[number];

/** 借调 to another employer, 劳务派遣 to one whose union has the member in its care. */
export const HOSTINGS = ['secondment', 'dispatch'] as const;

/** Another union that serves a member, whose membership stays where it is. */
export interface Hosting {
  readonly org: string;
  readonly kind: (typeof HOSTINGS)[number];
  /** First and last day. */
  readonly on: string;
  readonly until: string;
}

/**
 * One identity account; at most 350 bytes with its indexes (architecture.md §5), 450 by itself once it has changed, which
 * tests measure. There is one a person, hence the short names.
 */
export interface AccountRecord {
  /** Version of this record. */
  readonly v: number;
  readonly state: MembershipState;
  readonly province: string;
  readonly org: string;
  /** 入会日期; '' for an account without membership. */
  readonly joined: string;
  /** Date since which the state holds. */
  readonly since: string;
  /** Level of assurance L0–L4 (union-law.md §8). */
  readonly loa: number;
  /** nameTag, 16 bytes base64url. */
  readonly tag: string;
  readonly root: string;
  /** Reason of the last change of the state, finer than the official code; absent since an enrolment. */
  readonly why?: string;
  /** What an ended state was before, for an end that should not have been. */
  readonly was?: 'NONE' | 'ACTIVE' | 'RETAINED';
  /** And the reason of that. */
  readonly wasWhy?: string;
  /** Of a death: the end of before, which it came upon. */
  readonly ended?: EndedBefore;
  /** Version at which it was expelled: what a receipt is of. */
  readonly at?: number;
  /** Which of the person's memberships it is, where it is not the first. */
  readonly nth?: number;
  /** First day of the union's, where another had the member before: nothing that it takes back goes back beyond. */
  readonly here?: string;
  /** First day of a membership that is not the first, where its joining date is one of before: between an end and this day it was none. */
  readonly again?: string;
  /** Since when the state holds, where it is a later day than the joining and a union has taken the member over since. */
  readonly held?: string;
  /** Accounts under which the same person was entered, and which have ended for it: what they were granted counts. */
  readonly also?: readonly string[];
  /** Of such a one: the account that stands. */
  readonly into?: string;
  /** While another union serves the member, and after: who knows the last day. */
  readonly hosted?: Hosting;
}

/**
 * New accounts of one union as a bulk load leaves them, under a key in the order of time: one record instead of sixteen
 * under random keys, which a peer's database would merge again and again (ADR 0025). A page is never changed; an account
 * that changes gets a record of its own, which then stands for it.
 */
export interface AccountPageRecord {
  readonly province: string;
  readonly org: string;
  readonly state: MembershipState;
  readonly loa: number;
  /** identityId, tag, root, joined and, where it is another day, since; one after the other, days as YYYYMMDD. */
  readonly accounts: readonly string[];
}

/** Value of a seen instruction: the transaction that carried it out, and what was carried out. */
export interface SeenRecord {
  readonly transactionId: string;
  /** SM3 of the canonical instruction, base64url: signatures of the same bytes differ, SM2 is randomised. */
  readonly digest: string;
}

/** A union, and the province that it is of. */
export interface UnionOfProvince {
  readonly org: string;
  readonly province: string;
}

/** A decision signed by one, which takes effect when another person confirms it. */
export interface PendingRecord {
  readonly v: number;
  readonly type: string;
  /** SM3 of the canonical instruction, base64url. */
  readonly digest: string;
  readonly actorKeyId: string;
  /** Union and province that the decision is about. */
  readonly org: string;
  readonly province: string;
  /** Where it is the old side that has to agree: the union that lets go, and its province. */
  readonly old?: UnionOfProvince;
  /** Where no union of the province could confirm it: the national one does. */
  readonly national?: true;
  /** The person that it is about, who has no part in it. */
  readonly about?: string;
  /** RFC 3339, UTC: confirmed after this it is refused. */
  readonly until: string;
}

/** The ledger clock: transactions that depend on a deadline read it, so that none can be held back past it. */
export interface ClockRecord {
  readonly v: number;
  /** Begin of an hour, RFC 3339, UTC. */
  readonly hour: string;
}

/** What stands under each type of key. */
export interface LedgerRecords {
  readonly network: NetworkRecord;
  readonly clock: ClockRecord;
  readonly province: ProvinceRecord;
  readonly gatewayKey: GatewayKeyRecord;
  readonly organisation: OrganisationRecord;
  readonly organisationProfile: OrganisationProfileRecord;
  /** orgId. */
  readonly creditCode: string;
  readonly employer: EmployerRecord;
  /** 1 for each union that stands directly under another. */
  readonly subordinate: number;
  readonly operator: OperatorRecord;
  readonly operatorKey: OperatorKeyRecord;
  /** 1 for each operator of a person: nobody audits where the same person is a cadre. */
  readonly personOperator: number;
  readonly account: AccountRecord;
  readonly accountPage: AccountPageRecord;
  /** identityId, or a place in a page; with the former tag of a document that another has replaced (person-lead.ts). */
  readonly person: string;
  readonly membership: number;
  readonly seen: SeenRecord;
  readonly pending: PendingRecord;
  readonly manifest: ManifestRecord;
  readonly chunk: ChunkRecord;
  readonly application: ApplicationRecord;
  readonly transfer: TransferRecord;
  /** Whom a union asks for in one of the open requests that it may have: an identityId. */
  readonly transferSlot: string;
  readonly policy: PolicyRecord;
  readonly calendar: CalendarRecord;
  readonly claim: ClaimRecord;
  readonly filing: FilingRecord;
  readonly fund: FundRecord;
  readonly line: LineRecord;
  readonly allotment: AllotmentRecord;
  readonly programme: ProgrammeRecord;
  readonly plan: PlanRecord;
  readonly items: ItemsRecord;
  /** One letter an item (ITEM_LETTERS). */
  readonly itemStates: string;
  readonly granted: GrantedRecord;
  /** The plan that has an item under this number of a line's books. */
  readonly voucher: string;
  readonly hardshipFile: FileRecord;
  readonly household: HouseholdRecord;
  readonly correction: CorrectionRecord;
  readonly receipt: ReceiptRecord;
  readonly finding: FindingRecord;
  readonly unmask: UnmaskRecord;
  readonly sample: SampleRecord;
}
export type LedgerType = keyof LedgerRecords;
