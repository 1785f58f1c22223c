// SPDX-License-Identifier: Apache-2.0
import { IMPORT_KINDS, type ImportKind, type ImportKindEntry } from '@unionid/domain/forms';
import type { Judge } from '../judge/file-judge.js';
import { MEMBER_JUDGE } from '../judge/judge-members.js';
import { ORGANISATION_JUDGE } from '../judge/judge-organisations.js';

/** What only the gateway knows of a kind of file. */
export interface ImportJobKind extends ImportKindEntry {
  readonly judge: Judge;
  /** Contract that takes manifest and chunks. */
  readonly contract: string;
  /** Chunks on their way at once: some are endorsed while others wait for their block. */
  readonly chunksInFlight: number;
}

/** Every kind of file that a gateway can import. */
export const IMPORT_JOB_KINDS = {
  // A chunk may found what the next one's unions stand under.
  organisations: {
    ...IMPORT_KINDS.organisations,
    judge: ORGANISATION_JUDGE,
    contract: 'organisation',
    chunksInFlight: 1,
  },
  // Chunks of members share no key but few.
  members: { ...IMPORT_KINDS.members, judge: MEMBER_JUDGE, contract: 'person', chunksInFlight: 10 },
} as const satisfies Record<ImportKind, ImportJobKind>;
