// SPDX-License-Identifier: Apache-2.0
import { IMPORT_KINDS, type ImportKind, type ImportKindEntry } from '@unionid/domain/forms';
import type { Judge } from '../judge/file-judge.js';
import { CHANGE_JUDGE } from '../judge/judge-changes.js';
import { MEMBER_JUDGE } from '../judge/judge-members.js';
import { ORGANISATION_JUDGE } from '../judge/judge-organisations.js';
import { PLAN_JUDGE } from '../judge/judge-plans.js';
import { REQUEST_JUDGE } from '../judge/judge-requests.js';
import { RESULT_JUDGE } from '../judge/judge-results.js';
import { TRANSFER_JUDGE } from '../judge/judge-transfers.js';

/** What only the gateway knows of a kind of file. */
export interface ImportJobKind extends ImportKindEntry {
  readonly judge: Judge;
  /** Chunks on their way at once: some are endorsed while others wait for their block. */
  readonly chunksInFlight: number;
  /** Whether its rows bring real names, which the vault keeps until the ledger has decided on them. */
  readonly bringsRealNames: boolean;
  /** Whether these are of accounts that there are, of members of elsewhere; else of such as are to be made. */
  readonly isOnAccounts?: boolean;
  /** Whether its rows are about nobody's record: there is none to show. */
  readonly isWithoutRecords?: boolean;
  /** Whether items are numbered by chunks that are full but for the last, whatever the gateway's settings say. */
  readonly isInFullChunks?: boolean;
  /** Whether these wait on: what the ledger has taken are requests, and nobody has moved yet. */
  readonly realNamesWait?: boolean;
}

/** Every kind of file that a gateway can import. */
export const IMPORT_JOB_KINDS = {
  // A chunk may found what the next one's unions stand under.
  organisations: {
    ...IMPORT_KINDS.organisations,
    judge: ORGANISATION_JUDGE,
    chunksInFlight: 1,
    bringsRealNames: true,
  },
  // Each writes a record of its own and clears an index.
  changes: {
    ...IMPORT_KINDS.changes,
    judge: CHANGE_JUDGE,
    chunksInFlight: 4,
    bringsRealNames: false,
  },
  // Chunks of members share no key but few.
  members: { ...IMPORT_KINDS.members, judge: MEMBER_JUDGE, chunksInFlight: 10, bringsRealNames: true },
  transfers: {
    ...IMPORT_KINDS.transfers,
    judge: TRANSFER_JUDGE,
    ...{ chunksInFlight: 4, bringsRealNames: true, isOnAccounts: true },
  },
  requests: {
    ...IMPORT_KINDS.requests,
    judge: REQUEST_JUDGE,
    ...{ chunksInFlight: 4, bringsRealNames: true, isOnAccounts: true, realNamesWait: true },
  },
  // Each writes items of its own, and what each payee has been granted.
  plans: {
    ...IMPORT_KINDS.plans,
    judge: PLAN_JUDGE,
    ...{ chunksInFlight: 4, bringsRealNames: false, isInFullChunks: true },
  },
  // Two may be about items that stand in one record.
  results: {
    ...IMPORT_KINDS.results,
    judge: RESULT_JUDGE,
    ...{ chunksInFlight: 1, bringsRealNames: false, isWithoutRecords: true },
  },
} as const satisfies Record<ImportKind, ImportJobKind>;
