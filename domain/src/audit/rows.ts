// SPDX-License-Identifier: Apache-2.0
import type {
  AccountRecord,
  ActorRole,
  AllotmentRecord,
  AuditScope,
  FileRecord,
  FundRecord,
  LineRecord,
  OrganisationRecord,
  PlanItem,
  PlanRecord,
  ProgrammeRecord,
  SampleRecord,
} from '../ledger/index.js';

/** Which transaction brought a version about, and by whom. */
export interface Step {
  readonly block: number;
  readonly transactionId: string;
  /** RFC 3339, UTC. */
  readonly time: string;
  readonly type: string;
  /** Operator. */
  readonly actor: string;
}

/** A record as a transaction left it. */
export interface Version<T> {
  readonly step: Step;
  readonly record: T;
}

/** Oldest first, the last is as it stands; at least one. */
export type Versions<T> = readonly Version<T>[];

export interface ItemRow {
  readonly planId: string;
  /** Its row in the plan's list, from 0. */
  readonly item: number;
  readonly record: PlanItem;
  /** One of ITEM_LETTERS. */
  readonly letter: string;
  /** By which it came to the ledger. */
  readonly step: Step;
  /** Block in which it was recorded as paid, where its plan went to the bank more than once. */
  readonly paidIn?: number;
}

export interface PlanRow {
  readonly planId: string;
  readonly versions: Versions<PlanRecord>;
  /** In the plan's version. */
  readonly programme: ProgrammeRecord | undefined;
  readonly fund: FundRecord | undefined;
  readonly items: readonly ItemRow[];
  /** Whether its union and its money are of the auditor's scope. */
  readonly inScope: boolean;
}

export interface LineRow {
  readonly fund: string;
  readonly org: string;
  readonly versions: Versions<LineRecord>;
  readonly inScope: boolean;
}

/** An account; one that has ended for another of the same person says for which. */
export type MemberRow = Pick<AccountRecord, 'state' | 'org' | 'province' | 'joined' | 'since' | 'into'>;

/** Where a union stands in the tree, and on the map. */
export type UnionRow = Pick<OrganisationRecord, 'parent' | 'division'>;

/** A person as an operator. */
export interface CadreRow {
  readonly operatorId: string;
  readonly org: string;
  readonly role: ActorRole;
  readonly grants: readonly string[];
  readonly state: 'ACTIVE' | 'REVOKED';
  /** Block from which on it was so, and the first in which it was so no more; always where absent. */
  readonly since?: number;
  readonly until?: number;
}

export interface SealRow {
  readonly block: number;
  readonly hash: string;
  readonly previous: string;
  readonly intact: boolean;
  readonly undecodable: number;
}

/** What checks look at: what the ledger said once `height` blocks were applied, of the whole country as far as it is needed. */
export interface AuditRows {
  readonly height: number;
  readonly scope: AuditScope;
  /** Day in China of the newest step: what is overdue is so by this day, whenever the check is run. */
  readonly asOf: string;
  readonly plans: readonly PlanRow[];
  readonly funds: readonly { readonly fundId: string; readonly versions: Versions<FundRecord> }[];
  readonly lines: readonly LineRow[];
  readonly allotments: readonly {
    readonly allotmentId: string;
    readonly versions: Versions<AllotmentRecord>;
  }[];
  readonly files: ReadonlyMap<string, Versions<FileRecord>>;
  /** By identityId, of payees and operators, and of the accounts that stand for them. */
  readonly members: ReadonlyMap<string, Versions<MemberRow>>;
  /** Of payees and all above them, for checks of places and of transfers; empty for any other. */
  readonly unions: ReadonlyMap<string, Versions<UnionRow>>;
  /** By identityId. */
  readonly cadres: ReadonlyMap<string, readonly CadreRow[]>;
  /** identityId by operator. */
  readonly persons: ReadonlyMap<string, string>;
  readonly samples: readonly { readonly planId: string; readonly versions: Versions<SampleRecord> }[];
  /** Every block; empty where the ledger has nothing that ties them to each other. */
  readonly seals: readonly SealRow[];
  /** Records that nobody can read. */
  readonly unreadable: readonly { readonly type: string; readonly name: string; readonly block: number }[];
}
