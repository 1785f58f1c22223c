// SPDX-License-Identifier: Apache-2.0
import type { AccountRecord, TransferRecord } from '@unionid/domain/ledger';
import { transferAt } from '@unionid/domain/transfer';
import type { LedgerTransaction } from '../ledger/ledger.js';
import type { GovernanceQueries, TransferQueries } from './read-model.js';
import { readWrite, type ReadWrite } from './shape/read-record.js';

/** How far a transaction's own time may be ahead of this gateway's: peers refuse more (peer.authentication.timewindow). */
const AHEAD_MS = 15 * 60_000;

export interface SwitchGround {
  /** As things stood before the block. */
  readonly readModel: Pick<TransferQueries, 'transfer'> & Pick<GovernanceQueries, 'clock'>;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/**
 * Whether a transaction does no more than complete a transfer that could be completed then: by the rules of before, computed
 * anew here, a member leaves for the union that had asked. The province that loses it need not endorse that; any other change of
 * its records without it is an alarm.
 */
export async function isLawfulSwitch(transaction: LedgerTransaction, ground: SwitchGround): Promise<boolean> {
  const writes = transaction.writes.flatMap((write) => readWrite(write) ?? []);
  const [moved, ...others] = writes.filter(({ type }) => type === 'account');
  if (moved === undefined || others.length > 0 || moved.value.kind !== 'record') return false;
  if (Date.parse(transaction.time) > ground.now + AHEAD_MS) return false;
  const known = await ground.readModel.transfer(moved.name);
  if (known === undefined) return false;
  const time = await timeOf(transaction, ground);
  return (
    isTo(moved.value.record as AccountRecord, known.transfer) &&
    transferAt(known.transfer, time).status === 'AGREED' &&
    writes.every((write) => isPartOf(write, moved.name, known.transfer))
  );
}

/** What time it was for the contract: the later of the transaction's own and the ledger clock. */
async function timeOf({ time }: LedgerTransaction, { readModel }: SwitchGround): Promise<string> {
  const hour = (await readModel.clock())?.hour ?? '';
  return hour > time ? hour : time;
}

function isTo({ org, province, root }: AccountRecord, transfer: TransferRecord): boolean {
  return org === transfer.to && province === transfer.toProvince && root === transfer.root;
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
