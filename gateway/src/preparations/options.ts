// SPDX-License-Identifier: Apache-2.0
import type { Databases } from '../database/databases.js';
import type { Matching } from '../matching/matching.js';
import type {
  AccountQueries,
  BlockHeight,
  ClaimQueries,
  GovernanceQueries,
  OrganisationQueries,
  TransferQueries,
} from '../read-model/read-model.js';
import type { SlotLeases } from '../standing/slot-leases.js';
import type { Submissions } from '../submission/submissions.js';
import type { Vault } from '../vault/vault.js';

/** What preparations stand on. */
export interface VaultPreparationsOptions {
  readonly databases: Databases;
  readonly vault: Vault;
  readonly matching: Matching;
  readonly readModel: Pick<AccountQueries, 'account' | 'writtenAccount' | 'accountByPersonKey' | 'rootsOf'> &
    Pick<OrganisationQueries, 'organisation' | 'employers'> &
    Pick<TransferQueries, 'transfer'> &
    Pick<ClaimQueries, 'claim' | 'claimsFor'> &
    Pick<GovernanceQueries, 'clock'> &
    Pick<BlockHeight, 'height'>;
  /** The gateway's own. */
  readonly province: string;
  readonly submissions: Pick<Submissions, 'instruction'>;
  readonly slots: Pick<SlotLeases, 'take' | 'submitted' | 'refused'>;
  readonly now: () => number;
  /** How many rows a sweep looks at in one query. */
  readonly sweepBatch?: number;
}
