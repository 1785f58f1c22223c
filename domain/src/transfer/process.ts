// SPDX-License-Identifier: Apache-2.0
import type { ErrorCode } from '../errors/index.js';
import type { TransferRecord } from '../ledger/index.js';

/** Which side of a transfer acts: the union that has the member, the one that is to have it, whoever judges between them. */
export type TransferSide = 'old' | 'new' | 'judge';

/** Where a transfer stands: as it was written, or as time has made it since (transfer-at.ts). */
export type TransferStatus = TransferRecord['status'];

export const TRANSFER_ACTIONS = ['request', 'release', 'object', 'decide', 'cancel', 'complete'] as const;
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
  /** 已接转. */
  COMPLETED: {
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

/** Why an action is refused, by where the transfer stands; where nothing stands here there is no transfer to act on. */
const REFUSED: Readonly<Record<TransferAction, Partial<Record<TransferStatus, ErrorCode>>>> = {
  request: { REQUESTED: 'TRANSFER_OPEN', OBJECTED: 'TRANSFER_OPEN', AGREED: 'TRANSFER_OPEN' },
  release: { AGREED: 'TRANSFER_AGREED' },
  object: { RELEASED: 'TRANSFER_NOT_ASKED', OBJECTED: 'TRANSFER_OBJECTED', AGREED: 'TRANSFER_AGREED' },
  decide: {
    ...{ RELEASED: 'TRANSFER_NOT_ASKED', REQUESTED: 'TRANSFER_NOT_OBJECTED', AGREED: 'TRANSFER_AGREED' },
  },
  cancel: {},
  complete: {
    ...{ RELEASED: 'TRANSFER_NOT_ASKED', REQUESTED: 'TRANSFER_TOO_EARLY', OBJECTED: 'TRANSFER_OBJECTED' },
  },
};

/** The refusals of an action, for its definition. */
export const TRANSFER_REFUSALS = {
  request: ['TRANSFER_OPEN'],
  release: ['TRANSFER_AGREED'],
  object: ['TRANSFER_NOT_ASKED', 'TRANSFER_OBJECTED', 'TRANSFER_AGREED', 'TRANSFER_ENDED'],
  decide: ['TRANSFER_NOT_ASKED', 'TRANSFER_NOT_OBJECTED', 'TRANSFER_AGREED', 'TRANSFER_ENDED'],
  cancel: ['TRANSFER_ENDED'],
  complete: ['TRANSFER_NOT_ASKED', 'TRANSFER_TOO_EARLY', 'TRANSFER_OBJECTED', 'TRANSFER_ENDED'],
} as const satisfies Record<TransferAction, readonly ErrorCode[]>;

/** The code under which a step is refused that the process does not allow. */
export function refusalOf(action: TransferAction, status: TransferStatus | undefined): ErrorCode {
  return (status && REFUSED[action][status]) ?? 'TRANSFER_ENDED';
}

/** What an action makes of a status; undefined where it is not allowed. A person without a transfer is as one whose last ended. */
export function stepOf(status: TransferStatus | undefined, action: TransferAction): TransferStep | undefined {
  const steps: Partial<Record<TransferAction, TransferStep>> = TRANSFER_PROCESS[status ?? 'CANCELLED'];
  return steps[action];
}

/** Of transfers that wait for somebody. */
export const OPEN: readonly TransferStatus[] = ['RELEASED', 'REQUESTED', 'OBJECTED', 'AGREED'];

/** True of a transfer that waits for somebody. */
export function isOpen(status: TransferStatus): boolean {
  return OPEN.includes(status);
}
