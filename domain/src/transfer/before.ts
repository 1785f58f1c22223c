// SPDX-License-Identifier: Apache-2.0
import type { CompletedBefore, TransferRecord } from '../ledger/index.js';
import { isOf, type Membership } from './is-of.js';
import type { TransferAction } from './process.js';
import { timestampAt } from '../values/timestamp.js';

// A completed transfer goes back for some time, whatever is begun meanwhile: only a union that really takes the member over ends
// that (ADR 52).

/**
 * What a transfer that begins keeps of the one before.
 * @param current the one before, as time has made it
 */
export function keptBefore(
  current: TransferRecord | undefined,
  { account, now }: { readonly account: Membership; readonly now: number },
): Pick<TransferRecord, 'before'> {
  const completed = current?.status === 'COMPLETED' ? current : current && completedBefore(current);
  // Of a member who has gone another way meanwhile nothing goes back.
  if (completed === undefined || !isOf(completed, account, 'to')) return {};
  const before = toBefore(completed);
  const time = timestampAt(now);
  const isOver = before === undefined || (time >= before.undoUntil && time >= (before.appealUntil ?? ''));
  return isOver ? {} : { before };
}

function toBefore({ undoUntil, ...completed }: TransferRecord): CompletedBefore | undefined {
  if (undoUntil === undefined) return undefined;
  const { way, from, fromProvince, asked, due, appealUntil } = completed;
  return {
    ...{ way, from, fromProvince, asked, due, undoUntil },
    ...saidOf(completed),
    // What was answered or decided is not appealed against.
    ...(appealUntil !== undefined && way === 'silence' && { appealUntil }),
  };
}

const KEPT = ['evidence', 'by', 'let', 'moved', 'root', 'tag', 'rules'] as const;

/** What of these a transfer says. */
function saidOf(completed: TransferRecord): Partial<Pick<TransferRecord, (typeof KEPT)[number]>> {
  return Object.fromEntries(
    KEPT.flatMap((name) => (completed[name] === undefined ? [] : [[name, completed[name]]])),
  );
}

/** The completed transfer that another has followed, as it stands; undefined where none may go back any more. */
export function completedBefore(transfer: TransferRecord): TransferRecord | undefined {
  const { v, number, nth, from: to, fromProvince: toProvince, before, decided, earlier, silent } = transfer;
  if (before === undefined) return undefined;
  const { due } = before;
  // Of the same membership, or nothing had been kept.
  const whose = nth !== undefined && { nth };
  return {
    ...whose,
    ...{ v, number, status: 'COMPLETED', to, toProvince, silentAt: due, lapsesAt: due },
    ...before,
    // Whichever of them goes on, what was decided of the membership stays decided.
    ...(decided !== undefined && { decided }),
    ...(earlier !== undefined && { earlier }),
    ...(silent !== undefined && { silent }),
  };
}

/** A transfer without the one before. */
export function withoutBefore(transfer: TransferRecord): TransferRecord {
  const { before, ...rest } = transfer;
  return before === undefined ? transfer : rest;
}

/** Which transfer an action is about: what moves a member back is about the one that moved it. */
export function concernedBy(action: TransferAction, transfer: TransferRecord): TransferRecord {
  const isBack = action === 'undo' || action === 'appeal';
  return (isBack ? completedBefore(transfer) : undefined) ?? transfer;
}
