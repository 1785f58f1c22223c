// SPDX-License-Identifier: Apache-2.0
import type { ErrorCode } from '../errors/index.js';
import type { TransferRecord } from '../ledger/index.js';

/** Which side of a transfer acts: the union that has the member, the one that is to have it, whoever judges between them. */
export type TransferSide = 'old' | 'new' | 'judge';

/** Where a transfer stands: as it was written, or as time has made it since (transfer-at.ts). */
export type TransferStatus = TransferRecord['status'];

export const TRANSFER_ACTIONS = [
  ...(['request', 'release', 'object', 'decide', 'cancel', 'complete'] as const),
  ...(['undo', 'appeal'] as const),
] as const;
export type TransferAction = (typeof TRANSFER_ACTIONS)[number];

/** Who may act, and what comes of it. */
export interface TransferStep {
  readonly by: TransferSide;
  readonly to: TransferStatus;
  /** What comes of it where it is a decision against. */
  readonly otherwise?: TransferStatus;
  /** Of 《工会会员会籍管理办法》 (2016). */
  readonly articles: readonly number[];
}

/** What each status allows; what is not named is refused. A transfer that has ended is where the next one may begin. */
export const TRANSFER_PROCESS = {
  /** 已开出接转码, nobody has asked yet: binds nobody and blocks nobody. */
  RELEASED: {
    request: { by: 'new', to: 'REQUESTED', articles: [12] },
    release: { by: 'old', to: 'RELEASED', articles: [12] },
    cancel: { by: 'old', to: 'CANCELLED', articles: [12] },
  },
  /** 已申请: the old union's time runs; it has no veto. */
  REQUESTED: {
    release: { by: 'old', to: 'AGREED', articles: [12] },
    object: { by: 'old', to: 'OBJECTED', articles: [12] },
    cancel: { by: 'new', to: 'CANCELLED', articles: [12] },
  },
  /** 有异议: whoever stands above both sides decides, and its silence holds nobody for ever. */
  OBJECTED: {
    release: { by: 'old', to: 'AGREED', articles: [12] },
    decide: { by: 'judge', to: 'AGREED', otherwise: 'REFUSED', articles: [12] },
    cancel: { by: 'new', to: 'CANCELLED', articles: [12] },
  },
  /** 放行, by the old union, by the code that it gave, or by its silence. */
  AGREED: {
    cancel: { by: 'new', to: 'CANCELLED', articles: [12] },
    complete: { by: 'new', to: 'COMPLETED', articles: [3, 12] },
  },
  /** 已接转: for some time the new union may give the member back, and an old one that was silent may appeal. */
  COMPLETED: {
    request: { by: 'new', to: 'REQUESTED', articles: [12] },
    release: { by: 'old', to: 'RELEASED', articles: [12] },
    undo: { by: 'new', to: 'RETURNED', articles: [3] },
    appeal: { by: 'old', to: 'APPEALED', articles: [3, 12] },
  },
  /** 已申诉: the member is the new union's until whoever stands above both sides has decided. */
  APPEALED: {
    decide: { by: 'judge', to: 'COMPLETED', otherwise: 'RECALLED', articles: [3, 12] },
    cancel: { by: 'old', to: 'COMPLETED', articles: [12] },
    undo: { by: 'new', to: 'RETURNED', articles: [3] },
  },
  /** 裁定退回: the old union takes the member back, whether or not the new one likes it. */
  RECALLED: {
    cancel: { by: 'old', to: 'COMPLETED', articles: [12] },
    complete: { by: 'old', to: 'RETURNED', articles: [3, 12] },
  },
  /** 已退回原工会. */
  RETURNED: {
    request: { by: 'new', to: 'REQUESTED', articles: [12] },
    release: { by: 'old', to: 'RELEASED', articles: [12] },
  },
  /** 已撤回. */
  CANCELLED: {
    request: { by: 'new', to: 'REQUESTED', articles: [12] },
    release: { by: 'old', to: 'RELEASED', articles: [12] },
  },
  /** 裁定不转: the member stays where it was. */
  REFUSED: {
    request: { by: 'new', to: 'REQUESTED', articles: [12] },
    release: { by: 'old', to: 'RELEASED', articles: [12] },
  },
  /** 逾期未接收而失效: the member stays where it was. */
  LAPSED: {
    request: { by: 'new', to: 'REQUESTED', articles: [12] },
    release: { by: 'old', to: 'RELEASED', articles: [12] },
  },
} as const satisfies Record<TransferStatus, Partial<Record<TransferAction, TransferStep>>>;

/** Once the old union has appealed, nothing goes on beside it. */
const APPEALED = { APPEALED: 'TRANSFER_APPEALED', RECALLED: 'TRANSFER_RECALLED' } as const;
/** What is to be put right has not happened yet. */
const NOT_COMPLETED: Partial<Record<TransferStatus, ErrorCode>> = {
  ...{ RELEASED: 'TRANSFER_NOT_COMPLETED', REQUESTED: 'TRANSFER_NOT_COMPLETED' },
  ...{ OBJECTED: 'TRANSFER_NOT_COMPLETED', AGREED: 'TRANSFER_NOT_COMPLETED' },
};

/** Why an action is refused, by where the transfer stands; where nothing stands here there is no transfer to act on. */
const REFUSED: Readonly<Record<TransferAction, Partial<Record<TransferStatus, ErrorCode>>>> = {
  request: {
    ...{ REQUESTED: 'TRANSFER_OPEN', OBJECTED: 'TRANSFER_OPEN', AGREED: 'TRANSFER_OPEN' },
    ...APPEALED,
  },
  release: { AGREED: 'TRANSFER_AGREED', ...APPEALED },
  object: {
    ...{ RELEASED: 'TRANSFER_NOT_ASKED', OBJECTED: 'TRANSFER_OBJECTED', AGREED: 'TRANSFER_AGREED' },
    ...APPEALED,
  },
  decide: {
    ...{ RELEASED: 'TRANSFER_NOT_ASKED', REQUESTED: 'TRANSFER_NOT_OBJECTED', AGREED: 'TRANSFER_AGREED' },
    RECALLED: 'TRANSFER_RECALLED',
  },
  cancel: {},
  complete: {
    ...{ RELEASED: 'TRANSFER_NOT_ASKED', REQUESTED: 'TRANSFER_TOO_EARLY', OBJECTED: 'TRANSFER_OBJECTED' },
    APPEALED: 'TRANSFER_APPEALED',
  },
  undo: { ...NOT_COMPLETED, RECALLED: 'TRANSFER_RECALLED' },
  appeal: { ...NOT_COMPLETED, ...APPEALED },
};

const OF_APPEALED = ['TRANSFER_APPEALED', 'TRANSFER_RECALLED'] as const;

/** The refusals of an action, for its definition. */
export const TRANSFER_REFUSALS = {
  request: ['TRANSFER_OPEN', ...OF_APPEALED],
  release: ['TRANSFER_AGREED', ...OF_APPEALED],
  object: [
    ...(['TRANSFER_NOT_ASKED', 'TRANSFER_OBJECTED', 'TRANSFER_AGREED', 'TRANSFER_ENDED'] as const),
    ...(['OBJECTION_TOO_LATE', ...OF_APPEALED] as const),
  ],
  decide: [
    ...(['TRANSFER_NOT_ASKED', 'TRANSFER_NOT_OBJECTED', 'TRANSFER_AGREED', 'TRANSFER_ENDED'] as const),
    'TRANSFER_RECALLED',
  ],
  cancel: ['TRANSFER_ENDED'],
  complete: [
    ...(['TRANSFER_NOT_ASKED', 'TRANSFER_TOO_EARLY', 'TRANSFER_OBJECTED', 'TRANSFER_ENDED'] as const),
    'TRANSFER_APPEALED',
  ],
  undo: ['TRANSFER_NOT_COMPLETED', 'TRANSFER_RECALLED', 'TRANSFER_ENDED', 'UNDO_TOO_LATE'],
  appeal: [
    ...(['TRANSFER_NOT_COMPLETED', 'TRANSFER_ENDED', 'TRANSFER_NOT_SILENT', 'APPEAL_TOO_LATE'] as const),
    ...OF_APPEALED,
  ],
} as const satisfies Record<TransferAction, readonly ErrorCode[]>;

/** The code under which a step is refused that the process does not allow. */
export function refusalOfStep(action: TransferAction, status: TransferStatus | undefined): ErrorCode {
  return (status && REFUSED[action][status]) ?? 'TRANSFER_ENDED';
}

/** What an action makes of a status; undefined where it is not allowed. A person without a transfer is as one whose last ended. */
export function stepOf(status: TransferStatus | undefined, action: TransferAction): TransferStep | undefined {
  const steps: Partial<Record<TransferAction, TransferStep>> = TRANSFER_PROCESS[status ?? 'CANCELLED'];
  return steps[action];
}

/** Of transfers that wait for somebody. */
export const OPEN: readonly TransferStatus[] = [
  ...(['RELEASED', 'REQUESTED', 'OBJECTED', 'AGREED'] as const),
  ...(['APPEALED', 'RECALLED'] as const),
];

/** Of transfers that wait for a decision. */
export const DISPUTED: readonly TransferStatus[] = ['OBJECTED', 'APPEALED'];

/** True of a transfer that waits for somebody. */
export function isOpen(status: TransferStatus): boolean {
  return OPEN.includes(status);
}

/** True once the member has moved: what happens to the transfer then is about moving back. */
export function hasMoved(status: TransferStatus): boolean {
  return status === 'COMPLETED' || status === 'APPEALED' || status === 'RECALLED';
}
