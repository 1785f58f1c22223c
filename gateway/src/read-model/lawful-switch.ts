// SPDX-License-Identifier: Apache-2.0
import type { AccountRecord, TransferRecord } from '@unionid/domain/ledger';
import { refusalAt, termsOf, transferAt } from '@unionid/domain/transfer';
import type { LedgerTransaction } from '../ledger/ledger.js';
import { isUnreadable } from './readable.js';
import type { GovernanceQueries, TransferQueries } from './read-model.js';
import { readRules, type RulesRead } from './read-rules.js';
import { readWrite, type ReadWrite } from './shape/read-record.js';

/** How far a transaction's own time may be ahead of this gateway's: peers refuse more (peer.authentication.timewindow). */
export const AHEAD_MS = 15 * 60_000;

export interface SwitchGround {
  /** As things stood before the block. */
  readonly readModel: Pick<TransferQueries, 'transfer'> & Pick<GovernanceQueries, 'clock'> & RulesRead;
  /** The province that asks; its own peer did not endorse. */
  readonly province: string;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/**
 * Whether a transaction does no more than complete a transfer, or take one back, that could be then: by the rules of before,
 * computed anew here. The province that loses a member to a transfer, or to an appeal that was heard, need not endorse that, nor
 * the one that is given a member back; any other change of its records without it is an alarm, and so is one that
 * rests on what nobody can read.
 */
export async function isLawfulSwitch(transaction: LedgerTransaction, ground: SwitchGround): Promise<boolean> {
  try {
    return await isTransferStep(transaction, ground);
  } catch (error) {
    if (isUnreadable(error)) return false;
    throw error;
  }
}

async function isTransferStep(transaction: LedgerTransaction, ground: SwitchGround): Promise<boolean> {
  const writes = transaction.writes.flatMap((write) => readWrite(write) ?? []);
  const [moved, ...others] = writes.filter(({ type }) => type === 'account');
  if (moved === undefined || others.length > 0 || moved.value.kind !== 'record') return false;
  if (Date.parse(transaction.time) > ground.now + AHEAD_MS) return false;
  const known = await ground.readModel.transfer(moved.name);
  if (known === undefined) return false;
  const time = await timeOf(transaction, ground.readModel);
  const account = moved.value.record as AccountRecord;
  const isAllowed =
    (isThere(account, known.transfer, time) && (await isCounted(known.transfer, ground))) ||
    isBack(account, known.transfer, { time, ...ground });
  return isAllowed && writes.every((write) => isPartOf(write, moved.name, known.transfer));
}

function isThere({ org, province, root }: AccountRecord, transfer: TransferRecord, time: string): boolean {
  const isTo = org === transfer.to && province === transfer.toProvince && root === transfer.root;
  return isTo && transferAt(transfer, time).status === 'AGREED';
}

/**
 * Whether the deadlines of a request that nobody answered are those that its rules make: whoever asked need not have had them counted
 * by the contract that the old province has.
 */
async function isCounted(transfer: TransferRecord, { readModel }: SwitchGround): Promise<boolean> {
  if (transfer.status !== 'REQUESTED') return true;
  const rules = await readRules(transfer, readModel);
  const { due, silentAt, lapsesAt } = termsOf({ now: Date.parse(transfer.asked), rules });
  return due === transfer.due && silentAt === transfer.silentAt && lapsesAt === transfer.lapsesAt;
}

function isBack(
  { org, province, root, tag }: AccountRecord,
  transfer: TransferRecord,
  { time, province: own }: { readonly time: string; readonly province: string },
): boolean {
  const { from, fromProvince, toProvince } = transfer;
  const isFrom = org === from && province === fromProvince;
  // Within a province the record stays; that province endorses, so nothing of it comes here.
  if (!isFrom || fromProvince === toProvince || root !== transfer.root || tag !== transfer.tag) return false;
  const current = { ...transfer, ...transferAt(transfer, time) };
  if (current.status === 'RECALLED') return own === toProvince;
  // Who has the member gives it back: its own province endorses that.
  const isAllowed = refusalAt('undo', { written: transfer, current }, time) === undefined;
  return own === fromProvince && isAllowed;
}

/** What time it was for the contract: the later of the transaction's own and the ledger clock. */
export async function timeOf(
  { time }: LedgerTransaction,
  readModel: Pick<GovernanceQueries, 'clock'>,
): Promise<string> {
  const hour = (await readModel.clock())?.hour ?? '';
  return hour > time ? hour : time;
}

/** What a switch writes beside the account: the transfer, the membership indexes of its two unions, and what the kernel keeps. */
function isPartOf(
  { type, name, attributes: [first = ''] }: ReadWrite,
  identityId: string,
  { from, to }: TransferRecord,
): boolean {
  switch (type) {
    case 'account':
    case 'transfer':
      return name === identityId;
    case 'membership':
      return first === from || first === to;
    default:
      return type === 'seen';
  }
}
