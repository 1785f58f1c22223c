// SPDX-License-Identifier: Apache-2.0
import type { Logger } from 'pino';
import type { Ledger } from '../../ledger/ledger.js';
import type { MatchingBudgets } from '../../matching/matching-budgets.js';
import type { Matching } from '../../matching/matching.js';
import type { PauseRange } from '../../pacing/back-off.js';
import type {
  AccountQueries,
  BlockHeight,
  FileQueries,
  FundQueries,
  DecisionQueries,
  GovernanceQueries,
  OperatorQueries,
  OrganisationQueries,
  PlanQueries,
  ProgrammeQueries,
  TransferQueries,
} from '../../read-model/read-model.js';
import type { SlotLeases } from '../../standing/slot-leases.js';
import type { Submissions } from '../../submission/submissions.js';
import type { Vault } from '../../vault/vault.js';
import type { JobStore } from '../jobs/job-store.js';
import type { RecentRecords } from '../jobs/recent-records.js';
import type { SpoolFolder } from '../jobs/spool-folder.js';
import type { TableReaders } from '../reading/table-readers.js';

/** Waiting times in milliseconds. */
export interface Pace extends PauseRange {
  /** How long one question for the outcome of a chunk may take. */
  readonly commitMs: number;
  /** How long the signed manifest may keep whoever hands it in waiting. */
  readonly manifestMs: number;
}

/** What reading and submitting work with. */
export interface ImportDependencies {
  readonly store: JobStore;
  readonly spools: SpoolFolder;
  readonly recent: RecentRecords;
  readonly readers: TableReaders;
  readonly vault: Vault;
  readonly matching: Matching;
  readonly matchingBudgets: Pick<MatchingBudgets, 'charge'>;
  readonly readModel: AccountQueries &
    OrganisationQueries &
    Pick<GovernanceQueries, 'manifest' | 'clock' | 'network'> &
    Pick<DecisionQueries, 'pending'> &
    Pick<OperatorQueries, 'operator'> &
    Pick<PlanQueries, 'granted' | 'voucher' | 'plan' | 'itemsAt'> &
    Pick<ProgrammeQueries, 'programme'> &
    Pick<FundQueries, 'fund'> &
    Pick<FileQueries, 'hardshipFile' | 'household'> &
    Pick<TransferQueries, 'transfer'> &
    BlockHeight;
  /** The own peer's: nothing is destroyed before its blocks are known. */
  readonly ledger: Pick<Ledger, 'height'>;
  readonly submissions: Pick<Submissions, 'submit' | 'find'>;
  readonly slots: SlotLeases;
  readonly log: Logger;
  readonly now: () => number;
  /** Rows judged, prepared and written at a time: what memory holds, and what a crash repeats. */
  readonly batchRows: number;
  readonly chunkRows: number;
  readonly pace: Pace;
}

/** Vault group of a job; its batches stand below. */
export function groupOf(importId: string): string {
  return `import/${importId}`;
}
