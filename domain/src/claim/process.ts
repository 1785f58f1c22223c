// SPDX-License-Identifier: Apache-2.0
import type { ErrorCode } from '../errors/index.js';
import type { ClaimStatus } from '../ledger/index.js';

/** Which side of a claim acts: the union where the true owner stands, the one whose account holds the number, the judge. */
export type ClaimSide = 'claimant' | 'holder' | 'judge';

export const CLAIM_ACTIONS = ['open', 'answer', 'decide', 'settle', 'withdraw'] as const;
export type ClaimAction = (typeof CLAIM_ACTIONS)[number];

/** Who may act, and what comes of it. */
export interface ClaimStep {
  readonly by: ClaimSide;
  readonly to: ClaimStatus;
  /** What comes of it where it is an answer or a decision against. */
  readonly otherwise?: ClaimStatus;
  /** Whether a document has to be named. */
  readonly evidence: boolean;
  /** Of 《工会会员会籍管理办法》 (2016): who is a member is what the union has made sure of. */
  readonly articles: readonly number[];
}

const open = { by: 'claimant', to: 'OPENED', evidence: true, articles: [3] } as const;
const withdraw = { by: 'claimant', to: 'WITHDRAWN', evidence: false, articles: [3] } as const;

/** What each status allows; what is not named is refused. A claim that has ended is where the next one may begin. */
export const CLAIM_PROCESS = {
  /** 已提出: the holding union's time runs; its silence is consent. */
  OPENED: {
    answer: { by: 'holder', to: 'UPHELD', otherwise: 'CONTESTED', evidence: true, articles: [3] },
    withdraw,
  },
  /** 有争议: whoever stands above both sides decides. */
  CONTESTED: {
    decide: { by: 'judge', to: 'UPHELD', otherwise: 'DISMISSED', evidence: true, articles: [3] },
    withdraw,
  },
  /** 成立: the number may go to its owner. */
  UPHELD: {
    settle: { by: 'claimant', to: 'SETTLED', evidence: false, articles: [3] },
    withdraw,
  },
  /** 已办结: the number leads to its owner; the other account waits for its own. */
  SETTLED: { open },
  /** 不成立. */
  DISMISSED: { open },
  /** 已撤回. */
  WITHDRAWN: { open },
  /** 逾期未办结而失效. */
  LAPSED: { open },
} as const satisfies Record<ClaimStatus, Partial<Record<ClaimAction, ClaimStep>>>;

/** Why an action is refused, by where the claim stands; where nothing stands here there is no claim to act on. */
const REFUSED: Readonly<Record<ClaimAction, Partial<Record<ClaimStatus, ErrorCode>>>> = {
  open: { OPENED: 'CLAIM_OPEN', CONTESTED: 'CLAIM_OPEN', UPHELD: 'CLAIM_OPEN' },
  answer: { CONTESTED: 'CLAIM_CONTESTED', UPHELD: 'CLAIM_UPHELD' },
  decide: { OPENED: 'CLAIM_NOT_CONTESTED', UPHELD: 'CLAIM_UPHELD' },
  settle: { OPENED: 'CLAIM_TOO_EARLY', CONTESTED: 'CLAIM_CONTESTED' },
  withdraw: {},
};

/** The refusals of an action, for its definition. */
export const CLAIM_REFUSALS = {
  open: ['CLAIM_OPEN'],
  answer: ['CLAIM_CONTESTED', 'CLAIM_UPHELD', 'CLAIM_ENDED'],
  decide: ['CLAIM_NOT_CONTESTED', 'CLAIM_UPHELD', 'CLAIM_ENDED'],
  settle: ['CLAIM_TOO_EARLY', 'CLAIM_CONTESTED', 'CLAIM_ENDED'],
  withdraw: ['CLAIM_ENDED'],
} as const satisfies Record<ClaimAction, readonly ErrorCode[]>;

/** What an action makes of a status; undefined where it is not allowed. A number without a claim is as one whose last ended. */
export function claimStepOf(status: ClaimStatus | undefined, action: ClaimAction): ClaimStep | undefined {
  const steps: Partial<Record<ClaimAction, ClaimStep>> = CLAIM_PROCESS[status ?? 'WITHDRAWN'];
  return steps[action];
}

/** The code under which a step is refused that the process does not allow. */
export function claimRefusalOf(action: ClaimAction, status: ClaimStatus | undefined): ErrorCode {
  return (status && REFUSED[action][status]) ?? 'CLAIM_ENDED';
}

/** Of claims that wait for somebody. */
export const OPEN_CLAIMS: readonly ClaimStatus[] = ['OPENED', 'CONTESTED', 'UPHELD'];

/** True of a claim that waits for somebody. */
export function isClaimOpen(status: ClaimStatus): boolean {
  return OPEN_CLAIMS.includes(status);
}
