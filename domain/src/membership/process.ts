// SPDX-License-Identifier: Apache-2.0
import type { MembershipState } from '../ledger/index.js';

export const MEMBERSHIP_ACTIONS = [
  ...(['retain', 'resume', 'leave', 'deem'] as const),
  ...(['expel', 'decease', 'void', 'rescind'] as const),
  ...(['entrust', 'recall'] as const),
] as const;
export type MembershipAction = (typeof MEMBERSHIP_ACTIONS)[number];

/** What comes of a step. */
export interface MembershipStep {
  /** 'before': the state that the last one ended, or rested. */
  readonly to: MembershipState | 'before';
  /** Official 会籍变化类型, '' where the list has none. */
  readonly change: '' | '2' | '3' | '5' | '6';
  /** Of 《工会会员会籍管理办法》 (2016); none where the Measures are silent. */
  readonly articles: readonly number[];
  /** Not while another union asks for the member, or for the one that lost it an appeal waits: that is answered first. */
  readonly notWhileAsked?: true;
}

// Not by the old union's one signature a veto, nor by the new one's the end of an appeal.
const leave = { to: 'WITHDRAWN', change: '6', articles: [22], notWhileAsked: true } as const;
const expel = { to: 'EXPELLED', change: '5', articles: [23], notWhileAsked: true } as const;
const decease = { to: 'DECEASED', change: '', articles: [] } as const;
const voided = { to: 'VOIDED', change: '', articles: [], notWhileAsked: true } as const;
const rescind = { to: 'before', change: '', articles: [] } as const;

/** What each state allows; what is not named is refused. */
export const MEMBERSHIP_PROCESS = {
  NONE: { decease, void: voided },
  ACTIVE: {
    retain: { to: 'RETAINED', change: '3', articles: [17, 19, 20] },
    // The membership stays as it is, whoever serves the member meanwhile.
    entrust: { to: 'ACTIVE', change: '', articles: [9, 14] },
    recall: { to: 'ACTIVE', change: '', articles: [9, 14] },
    deem: { to: 'WITHDRAWN', change: '6', articles: [22], notWhileAsked: true },
    ...{ leave, expel, decease, void: voided },
  },
  RETAINED: {
    resume: { to: 'ACTIVE', change: '2', articles: [19, 20] },
    ...{ leave, expel, decease, void: voided, rescind },
  },
  WITHDRAWN: { decease, rescind },
  EXPELLED: { decease, rescind },
  DECEASED: { rescind },
  VOIDED: {},
} as const satisfies Record<MembershipState, Partial<Record<MembershipAction, MembershipStep>>>;

/** What an action makes of a state; undefined where it is not allowed. */
export function membershipStep(state: MembershipState, action: MembershipAction): MembershipStep | undefined {
  const steps: Partial<Record<MembershipAction, MembershipStep>> = MEMBERSHIP_PROCESS[state];
  return steps[action];
}
