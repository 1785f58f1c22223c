// SPDX-License-Identifier: Apache-2.0
import type { OwnerKind } from '@unionid/domain/ledger';
import type { Queries } from './aggregates.js';

export type { LedgerRoot } from './aggregates/account-roots.js';
export type { AccountQueries, TaggedAccount } from './aggregates/accounts.js';
export type { WrittenAccount } from './aggregates/written-account.js';
export type { AuditQueries, KnownFinding, KnownUnmask } from './aggregates/audits.js';
export type { ClaimQueries, KnownClaim } from './aggregates/claims.js';
export type { ApplicationQueries, KnownApplication } from './aggregates/applications.js';
export type { DecisionQueries } from './aggregates/decisions.js';
export type { FundQueries } from './aggregates/funds.js';
export type { GovernanceQueries } from './aggregates/governance.js';
export type { KnownAllotment, KnownLine, LineQueries } from './aggregates/lines.js';
export type { KnownItem } from './aggregates/plan-items.js';
export type { KnownPlan, PlanQueries } from './aggregates/plans.js';
export type { FileQueries, KnownFile } from './aggregates/files.js';
export type { KnownProgramme, ProgrammeQueries } from './aggregates/programmes.js';
export type { InboxOwner, InboxQueries } from './aggregates/inbox.js';
export type { PaidToEnded, RecoveryQueries } from './aggregates/recoveries.js';
export type { OperatorQueries } from './aggregates/operators.js';
export type { OrganisationQueries } from './aggregates/organisations.js';
export type { KnownCalendar, KnownPolicy, RuleQueries } from './aggregates/rules.js';
export type { LineName, TraceQueries } from './aggregates/traces.js';
export type { SeenInstruction, TransactionQueries } from './aggregates/transactions.js';
export type { KnownTransfer, TransferQueries } from './aggregates/transfers.js';
export type { RecordVersion } from './shape/versions.js';
export type { PageRequest } from './shape/page-request.js';

/** How far this gateway's copy of the ledger is. */
export interface BlockHeight {
  /** Blocks applied so far: what block n wrote is visible once the height is n + 1. */
  height(): Promise<number>;
  /** Resolves once `height` is applied. @throws DomainError HEIGHT_NOT_REACHED after `timeoutMs`. */
  waitForHeight(height: number, timeoutMs: number): Promise<void>;
}

/** Records that others are part of, by kind and identifier. */
export type OwnerIds = Readonly<Record<OwnerKind, ReadonlySet<string>>>;

/** Whose records are. */
export interface Ownership {
  /** Whether any of these records is the province's, as of the last block applied. */
  holdsAny(province: string, ids: OwnerIds): Promise<boolean>;
  /** Whether any of these, as a personKey is searched by, leads to an account of the province. */
  leadsToAny(province: string, personIndexes: readonly string[]): Promise<boolean>;
}

/**
 * Answers from this gateway's copy of the ledger, built from block events, by aggregate: whoever asks takes the queries of
 * those that he needs. Rows are of the height that `height()` tells.
 */
export type ReadModel = BlockHeight & Ownership & Queries;
