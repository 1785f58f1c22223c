// SPDX-License-Identifier: Apache-2.0
import { unlessRefused } from '@unionid/domain/errors';
import { ledgerKey, type OrganisationRecord, type TransferRecord } from '@unionid/domain/ledger';
import {
  completeTransfer,
  concernedBy,
  currentOf,
  termsOf,
  undoTransfer,
  type Switched,
  type SwitchGround as RuleGround,
} from '@unionid/domain/transfer';
import { chinaDateAt } from '@unionid/domain/values';
import type { LedgerTransaction } from '../ledger/ledger.js';
import { heirOf } from './heir-of.js';
import { accountWrites, writesExactly } from './lawful-writes.js';
import { isUnreadable } from './readable.js';
import type {
  AccountQueries,
  GovernanceQueries,
  OrganisationQueries,
  TransferQueries,
  WrittenAccount,
} from './read-model.js';
import { readRules, type RulesRead } from './read-rules.js';
import { readWrite } from './shape/read-record.js';

/** How far a transaction's own time may be ahead of this gateway's: peers refuse more (peer.authentication.timewindow). */
export const AHEAD_MS = 15 * 60_000;

export interface SwitchGround {
  /** As things stood before the block. */
  readonly readModel: Pick<TransferQueries, 'transfer'> &
    Pick<AccountQueries, 'writtenAccount'> &
    Pick<OrganisationQueries, 'organisation' | 'isDissolved'> &
    Pick<GovernanceQueries, 'clock'> &
    RulesRead;
  /** The province that asks; its own peer did not endorse. */
  readonly province: string;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/**
 * Whether a transaction does no more than complete a transfer, or take one back, that could be then: by the rules of before,
 * computed anew here, to the last field of what they leave. The province that loses a member to a transfer, or to an appeal that
 * was heard, need not endorse that, nor the one that is given a member back; any other change of its records without it is an
 * alarm, and so is one that rests on what nobody can read.
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
  const { readModel, now } = ground;
  const writes = transaction.writes.flatMap((write) => readWrite(write) ?? []);
  const [moved, ...others] = writes.filter(({ type }) => type === 'account');
  if (moved === undefined || others.length > 0) return false;
  if (Date.parse(transaction.time) > now + AHEAD_MS) return false;
  const known = await readModel.transfer(moved.name);
  if (known === undefined) return false;
  const written = await readModel.writtenAccount(moved.name);
  if (written === undefined) return false;
  const time = Date.parse(await timeOf(transaction, readModel));
  const before = { identityId: moved.name, written, transfer: known.transfer, now: time };
  for (const rule of [completed, undone])
    if (isWritten(transaction, before, await rule(before, ground))) return true;
  return false;
}

/** A member's account and transfer before a switch. */
interface Before {
  readonly identityId: string;
  readonly written: WrittenAccount;
  readonly transfer: TransferRecord;
  /** What time it was for the contract. */
  readonly now: number;
}

/** Whether a transaction leaves what a rule makes of what was before. */
function isWritten(
  transaction: LedgerTransaction,
  { identityId, written: { account, place } }: Before,
  switched: Switched | undefined,
): boolean {
  if (switched === undefined) return false;
  const { account: after, transfer } = switched;
  return writesExactly(
    transaction,
    new Map([
      ...accountWrites({ identityId, place, before: account, after }),
      [ledgerKey.transfer(identityId), transfer],
    ]),
  );
}

/** What completing leaves where the province loses the member, to the new union or back to the old one. */
async function completed(before: Before, ground: SwitchGround): Promise<Switched | undefined> {
  const { written, transfer, now } = before;
  const { account } = written;
  if (account.province !== ground.province || !(await isCounted(transfer, ground))) return undefined;
  const isRecalled = currentOf({ account, transfer, now })?.status === 'RECALLED';
  const switched = await byRule(completeTransfer, before, {
    ...ground,
    orgId: await heirOf(isRecalled ? transfer.from : transfer.to, ground.readModel),
    isDissolved: isRecalled && (await ground.readModel.isDissolved(transfer.from)),
  });
  // Within a province the record stays; that province endorses, so nothing of it comes here.
  return switched?.account.province === account.province ? undefined : switched;
}

/** What undoing leaves where the province is given the member back; who has it endorses that. */
async function undone(before: Before, ground: SwitchGround): Promise<Switched | undefined> {
  const { province, readModel } = ground;
  if (before.written.account.province === province) return undefined;
  // Whoever was asked for since goes back from where the one before has brought it.
  const transfer = concernedBy('undo', before.transfer);
  const orgId = await heirOf(transfer.from, readModel);
  const isDissolved = await readModel.isDissolved(transfer.from);
  const switched = await byRule(undoTransfer, { ...before, transfer }, { ...ground, orgId, isDissolved });
  return switched?.account.province === province ? switched : undefined;
}

/** What a rule makes of an account and its transfer; undefined where it refuses. */
async function byRule(
  rule: (ground: RuleGround) => Switched,
  { written: { account }, transfer, now }: Before,
  { readModel, orgId, isDissolved }: SwitchGround & Required<Pick<RuleGround, 'orgId' | 'isDissolved'>>,
): Promise<Switched | undefined> {
  const org = await readOrganisation(orgId, readModel);
  const rules = await readRules(transfer, readModel);
  return unlessRefused(() =>
    rule({ account, transfer, rules, now, orgId, org, isDissolved, today: chinaDateAt(now) }),
  );
}

/** A union's own record, without what it is to end by. */
export async function readOrganisation(
  orgId: string,
  readModel: Pick<OrganisationQueries, 'organisation'>,
): Promise<OrganisationRecord | undefined> {
  const view = await readModel.organisation(orgId);
  if (view === undefined) return undefined;
  const { version, state, province, parent, level } = view;
  return { version, state, province, parent, level: level as OrganisationRecord['level'] };
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

/** What time it was for the contract: the later of the transaction's own and the ledger clock. */
export async function timeOf(
  { time }: LedgerTransaction,
  readModel: Pick<GovernanceQueries, 'clock'>,
): Promise<string> {
  const hour = (await readModel.clock())?.hour ?? '';
  return hour > time ? hour : time;
}
