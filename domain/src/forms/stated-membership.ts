// SPDX-License-Identifier: Apache-2.0
import { JOINING, type MemberEntry } from '../person/index.js';
import type { IsoDate } from '../values/calendar-date.js';
import type { CounterDecision } from './counter-entry.js';
import type { MemberRow } from './member-row.js';

/** Level L1: format and logic passed (union-law.md §8). */
export const STATED_LEVEL = 1;

/** What of a ledger row the file's own row states; the rest are the person's tags, the root and the union. */
export type StatedMembership = Pick<
  MemberEntry,
  'level' | 'state' | 'joined' | 'since' | 'change' | 'reason'
>;

/**
 * What a row of a file puts on the ledger; gateway and client ask the same. Dates are not among the five fields that must be
 * there: without any, the membership is known since the day of the import, and the report warns of the empty columns; nothing
 * earlier is claimed.
 */
export function statedByRow(
  { target, joinedDate, changeDate, changeType, changeReason }: MemberRow,
  day: IsoDate,
): StatedMembership {
  const since = changeDate ?? joinedDate ?? day;
  return {
    level: STATED_LEVEL,
    state: target === 'RETAINED' ? 'RETAINED' : 'ACTIVE',
    joined: joinedDate ?? since,
    since,
    change: changeType ?? JOINING,
    reason: changeReason ?? '',
  };
}

/** The same for a decision at a counter. */
export function statedByDecision({
  joined,
  state = 'ACTIVE',
  since = joined,
  change = JOINING,
  reason = '',
}: CounterDecision): StatedMembership {
  return { level: STATED_LEVEL, state, joined, since, change, reason };
}
