// SPDX-License-Identifier: Apache-2.0
import type { TransferView } from '@unionid/domain/api';
import type { ErrorCode } from '@unionid/domain/errors';
import type { AccountRecord, TransferRecord } from '@unionid/domain/ledger';
import { isHeld } from '@unionid/domain/person';
import {
  concernedBy,
  refusalAt,
  refusalOfParty,
  stepOf,
  type Actors,
  type TransferAction,
  type TransferSide,
} from '@unionid/domain/transfer';

// What a caller may do about a person's transfers, and why not: as the contract would say.

/** Of which sides of a transfer the caller may act, and whether of the union that is to take the member, or has it now. */
export type Sides = Readonly<Record<TransferSide | 'taker' | 'holder', boolean>>;

/** A transfer as it was written, and as time has made it. */
export interface Standing {
  readonly written: TransferRecord;
  readonly current: TransferRecord;
  readonly sides: Sides;
  /** The caller, and the persons behind those who have acted. */
  readonly actors: Actors;
}

/** A person's transfers before a caller: the newest, and the one that may still go back, which may be the same. */
export interface Transfers {
  readonly account: AccountRecord | undefined;
  readonly identityId: string;
  readonly place: string;
  readonly newest: Standing;
  readonly moved: Standing;
  /** An earlier silence, to whoever acts for the union that was silent: that is what is appealed against. */
  readonly appealed?: Standing;
}

/** What decides on an action beside the transfer itself. */
export interface ActionGround {
  readonly transfers: Transfers;
  /** Whether the account is of the caller's own person. */
  readonly isOwn: boolean;
  /** Of the caller's union. */
  readonly province: string;
  readonly time: string;
  /** Why nobody takes the member, or takes the member back, where nobody does. */
  readonly notTaken: ErrorCode | undefined;
  readonly notReturned: ErrorCode | undefined;
}

/** Whether a caller may take an action, and why not. */
export function actionOf(action: TransferAction, ground: ActionGround): TransferView['actions'][number] {
  const code = codeAgainst(action, ground);
  return code === undefined ? { action, allowed: true } : { action, allowed: false, code };
}

/** What nobody does for whoever is no member. */
const OF_MEMBERS: readonly TransferAction[] = ['request', 'release', 'complete', 'undo'];

function codeAgainst(action: TransferAction, whole: ActionGround): ErrorCode | undefined {
  const { appealed } = whole.transfers;
  const isThat = action === 'appeal' && appealed !== undefined;
  const ground = isThat
    ? { ...whole, transfers: { ...whole.transfers, newest: appealed, moved: appealed } }
    : whole;
  const { transfers, isOwn, time } = ground;
  if (isOwn) return 'OWN_ACCOUNT';
  if (OF_MEMBERS.includes(action) && !isMember(transfers)) return 'MEMBERSHIP_NONE';
  return (
    refusalAt(action, transfers.newest, time)?.code ??
    inTheWay(action, ground) ??
    againstCaller(action, ground)
  );
}

function isMember({ account }: Transfers): boolean {
  return account === undefined || isHeld(account.state);
}

function inTheWay(
  action: TransferAction,
  { transfers, notTaken, notReturned }: ActionGround,
): ErrorCode | undefined {
  switch (action) {
    case 'complete':
      return transfers.newest.current.status === 'RECALLED' ? notReturned : notTaken;
    case 'undo':
      return notReturned;
    case 'appeal':
      return isMember(transfers) ? notReturned : 'MEMBERSHIP_NONE';
    default:
      return undefined;
  }
}

/** Why not this caller, of what may be done. */
function againstCaller(
  action: TransferAction,
  { transfers: { account, newest, moved }, province }: ActionGround,
): ErrorCode | undefined {
  const isNewest = concernedBy(action, newest.written) === newest.written;
  const { current, sides, actors } = isNewest ? newest : moved;
  const step = stepOf(current.status, action);
  if (step === undefined) return 'TRANSFER_ENDED';
  // Whoever asks next need not be a side of the last one, and the next to let go is who has the member now.
  const isSide = action === 'request' || sides[actorOf(action, step.by)];
  if (!isSide) return 'OUT_OF_SCOPE';
  // Whom nobody has asked for is let go to whoever will.
  const toProvince = action === 'request' ? province : '';
  const beginning = { fromProvince: account?.province ?? '', toProvince };
  return refusalOfParty({ action, by: step.by }, { current, beginning }, actors);
}

function actorOf(action: TransferAction, side: TransferSide): keyof Sides {
  if (action === 'release') return 'holder';
  return action === 'complete' ? 'taker' : side;
}
