// SPDX-License-Identifier: Apache-2.0
import type { MembershipState } from '../ledger/index.js';

/** What a state of membership carries. */
export interface MembershipRights {
  /** Whether a union holds the person: the account counts in its index. */
  readonly held: boolean;
  /** 会员统计. */
  readonly counted: boolean;
  /** 选举权、被选举权、表决权. */
  readonly votes: boolean;
  readonly dues: boolean;
}

const NONE = { held: false, counted: false, votes: false, dues: false } as const;

/** By state (会籍管理办法 第十六条、第二十一条). */
export const MEMBERSHIP_RIGHTS = {
  NONE,
  ACTIVE: { held: true, counted: true, votes: true, dues: true },
  // Whoever is retained is no member for elections, pays nothing and is not counted.
  RETAINED: { held: true, counted: false, votes: false, dues: false },
  WITHDRAWN: NONE,
  EXPELLED: NONE,
  DECEASED: NONE,
  VOIDED: NONE,
} as const satisfies Record<MembershipState, MembershipRights>;

/** Whether a union holds a person in this state. */
export function isHeld(state: MembershipState): boolean {
  return MEMBERSHIP_RIGHTS[state].held;
}

/** Whether a person in this state may join, on the account that there is (同一标识终身不变). */
export function mayJoin(state: MembershipState): boolean {
  return state === 'NONE' || state === 'WITHDRAWN';
}
