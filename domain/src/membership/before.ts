// SPDX-License-Identifier: Apache-2.0
import { isHeld } from '../person/rights.js';
import type { AccountRecord, MembershipState } from '../ledger/index.js';

// What an end came upon, so that one which should not have been gives back state and ground.

type Kept = Pick<AccountRecord, 'was' | 'wasWhy' | 'ended'>;
type Standing = Pick<AccountRecord, 'state' | 'since' | 'why' | 'at'> & Kept;

/**
 * What of an account no change of the membership touches. Not who else serves the member: whose membership rests or has ended is in
 * nobody else's care.
 */
export function lastingOf({
  province,
  org,
  joined,
  loa,
  tag,
  root,
  nth,
  here,
  again,
  also,
}: AccountRecord): Omit<AccountRecord, 'v' | 'state' | 'since'> {
  return {
    ...{ province, org, joined, loa, tag, root },
    ...(nth !== undefined && { nth }),
    ...(here !== undefined && { here }),
    ...(again !== undefined && { again }),
    ...(also !== undefined && { also }),
  };
}

/** What an account keeps of how it stood before it came to be `next`. */
export function keptOf(account: AccountRecord, next: MembershipState): Kept {
  if (!isEnd(next)) return {};
  const { state, since, why, at, was, wasWhy } = account;
  if (!isEnd(state)) return { was: state, ...(why !== undefined && { wasWhy: why }) };
  return {
    ...(was !== undefined && { was }),
    ...(wasWhy !== undefined && { wasWhy }),
    // Whoever has left and is said to be dead has left still, should that be wrong.
    ...(isAfterwards(state) && {
      ended: { state, since, ...(why !== undefined && { why }), ...(at !== undefined && { at }) },
    }),
  };
}

/** How an account stood before its last end, or before it was retained. @param on since when it stands so again */
export function standingBefore(
  { state, was, wasWhy, ended }: AccountRecord,
  { on, why }: { readonly on: string; readonly why: string },
): Standing {
  if (state === 'RETAINED') return { state: 'ACTIVE', since: on, why };
  const ground = wasWhy !== undefined && { wasWhy };
  if (ended !== undefined) return { ...(was !== undefined && { was }), ...ground, ...ended };
  return { state: was ?? 'ACTIVE', since: on, ...(wasWhy !== undefined && { why: wasWhy }) };
}

function isEnd(state: MembershipState): state is Exclude<MembershipState, 'NONE' | 'ACTIVE' | 'RETAINED'> {
  return !isHeld(state) && state !== 'NONE';
}

/** After these a death may be recorded. */
function isAfterwards(state: MembershipState): state is 'WITHDRAWN' | 'EXPELLED' {
  return state === 'WITHDRAWN' || state === 'EXPELLED';
}
